import type { Component } from '../provider.ts';
import { asked, type Shell } from './shell.ts';
import { manifestFolder } from './static-pod.ts';

const away = '/etc/kubernetes/stopped';

/**
 * Stops a component of the control plane as an administrator of kubeadm would: its manifest is taken out of the
 * kubelet's folder, and the kubelet ends what has no manifest.
 */
export async function stopComponent($: Shell, controlPlane: string, component: Component): Promise<void> {
  await asked(`stopping ${component}`, () => $`docker exec ${controlPlane} sh -ec ${stopScript} sh ${component}`);
}

/** Puts the manifest back; a component that was not stopped stays as it is. */
export async function startComponent($: Shell, controlPlane: string, component: Component): Promise<void> {
  await asked(`starting ${component}`, () => $`docker exec ${controlPlane} sh -ec ${startScript} sh ${component}`);
}

/** A name of more than 15 letters is cut short in the list of processes, so the whole command line is searched. */
const common = `
  name=$1
  runs() { pgrep -f "^$name " > /dev/null; }
  ended() { ! runs; }
  within() {
    for try in $(seq "$1"); do
      if "$2"; then exit 0; fi
      sleep 0.1
    done
  }
`;

/** An API server that is asked to end waits for whoever watches it, for half a minute and more. */
const stopScript = `${common}
  mkdir -p ${away}
  if [ -e "${manifestFolder}/$name.yaml" ]; then mv "${manifestFolder}/$name.yaml" "${away}/$name.yaml"; fi
  within 30 ended
  pkill -KILL -f "^$name " || true
  within 300 ended
  exit 1
`;

const startScript = `${common}
  if [ -e "${away}/$name.yaml" ]; then mv "${away}/$name.yaml" "${manifestFolder}/$name.yaml"; fi
  within 900 runs
  exit 1
`;
