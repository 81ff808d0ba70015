import type { Shell } from './shell.ts';

const flagsFile = '/var/lib/kubelet/kubeadm-flags.env';

/**
 * Settles who a machine is after it was switched on. It is called as its node, as a real one is; and its kubelet learns its
 * address: the engine may give a container another one each time, and a kubelet that was told the old one refuses to run.
 */
export async function settleIdentity(
  $: Shell,
  { container, node }: { container: string; node: string },
): Promise<void> {
  const ip = await addressOf($, container);
  await $`docker exec ${container} sh -ec ${settle} sh ${node} ${ip} ${flagsFile}`;
}

/** The address of a machine in the network of the nodes. */
export async function addressOf($: Shell, container: string): Promise<string> {
  const template = '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}';
  const { stdout } = await $`docker container inspect --format ${template} ${container}`;
  return stdout.trim().split(' ')[0] ?? '';
}

// systemd sets the name that the engine gave once more when it boots, so that has to be over.
const settle = String.raw`
  for try in $(seq 300); do
    case $(systemctl is-system-running 2>/dev/null) in
      running | starting | degraded) break ;;
    esac
    sleep 0.1
  done
  hostname "$1"
  echo "$1" > /etc/hostname
  grep -q -e "--node-ip=$2\b" "$3" && exit 0
  sed -i -E "s/(--node-ip=)[0-9.]+/\1$2/" "$3"
  systemctl restart kubelet
`;
