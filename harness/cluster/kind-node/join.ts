import { parseAllDocuments, stringify } from 'yaml';
import type { Taint } from '../../placement/types.ts';
import { markerPath } from '../kind/config.ts';
import { addressOf } from './identity.ts';
import type { Shell } from './shell.ts';
import { taintText } from './words.ts';

/** Where kind leaves the configuration that kubeadm joined a machine with. */
const kubeadmFile = '/kind/kubeadm.conf';

export interface NewMachine {
  cluster: string;
  /** Name of the container. */
  container: string;
  /** A worker of the cluster, from which image, mounts and kubeadm's configuration are taken. */
  like: string;
}

/** Makes a container of the kind that kind makes, with kind's own flags, so that kind knows it as one of its nodes. */
export async function runMachine($: Shell, { cluster, container, like }: NewMachine): Promise<void> {
  const mark = `{{range .Mounts}}{{if eq .Destination "${markerPath}"}}{{.Source}}{{end}}{{end}}`;
  const { stdout: image } = await $`docker container inspect --format ${'{{.Image}}'} ${like}`;
  const { stdout: folder } = await $`docker container inspect --format ${mark} ${like}`;
  const { stdout: network } = await $`docker container inspect --format ${networkTemplate} ${like}`;
  await $`docker run --detach --tty --name ${container} --hostname ${container} \
    --label io.x-k8s.kind.cluster=${cluster} --label io.x-k8s.kind.role=worker \
    --privileged --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
    --tmpfs /tmp --tmpfs /run --volume /var --volume /lib/modules:/lib/modules:ro \
    --volume ${folder.trim()}:${markerPath}:ro \
    --net ${network.trim()} --restart=on-failure:1 --init=false --cgroupns=private ${image.trim()}`;
  await $`docker exec ${container} sh -ec ${untilBooted}`;
}

const networkTemplate = '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}';

/** A machine is usable once containerd answers; systemd has no way to wait for that from outside. */
const untilBooted = 'for try in $(seq 300); do ctr version >/dev/null 2>&1 && exit 0; sleep 0.1; done; exit 1';

export interface JoinOptions extends NewMachine {
  node: string;
  controlPlane: string;
  labels: Readonly<Record<string, string>>;
  taints: readonly Taint[];
}

/** Lets the machine join the cluster by kubeadm, as any machine would: with a token that is good for this once. */
export async function join($: Shell, options: JoinOptions): Promise<void> {
  const { container, like, controlPlane } = options;
  const { stdout: token } =
    await $`docker exec ${controlPlane} kubeadm token create --ttl 10m --kubeconfig /etc/kubernetes/admin.conf`;
  const { stdout: pattern } = await $`docker exec ${like} cat ${kubeadmFile}`;
  const config = joinConfiguration(pattern, { ...options, token: token.trim(), ip: await addressOf($, container) });
  await $({
    input: config,
    stdio: ['pipe', 'pipe', 'pipe'],
  })`docker exec --interactive ${container} sh -c ${`cat > ${kubeadmFile}`}`;
  await $`docker exec ${container} hostname ${options.node}`;
  await $`docker exec ${container} kubeadm join --config ${kubeadmFile} --ignore-preflight-errors all`;
  await $`docker exec ${controlPlane} kubeadm token delete ${token.trim()} --kubeconfig /etc/kubernetes/admin.conf`;
}

interface KubeadmJoin {
  kind?: string;
  nodeRegistration?: { name?: string; kubeletExtraArgs?: unknown; taints?: unknown };
  discovery?: { bootstrapToken?: { token?: string } };
}

/** The configuration of another worker, made that of this one. */
export function joinConfiguration(
  pattern: string,
  { node, container, cluster, labels, taints, token, ip }: JoinOptions & { token: string; ip: string },
): string {
  const documents = parseAllDocuments(pattern).map((document) => document.toJS() as KubeadmJoin);
  const found = documents.find(({ kind }) => kind === 'JoinConfiguration');
  if (!found) throw new RangeError('Expected a JoinConfiguration in the configuration of a worker but found none.');
  const own = {
    'node-ip': ip,
    'provider-id': `kind://docker/${cluster}/${container}`,
    'node-labels': Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
    'register-with-taints': taints.map(taintText).join(','),
  };
  const registration = {
    ...found.nodeRegistration,
    name: node,
    kubeletExtraArgs: withArgs(found.nodeRegistration?.kubeletExtraArgs, own),
  };
  const discovery = { ...found.discovery, bootstrapToken: { ...found.discovery?.bootstrapToken, token } };
  return stringify({ ...found, nodeRegistration: registration, discovery });
}

/** kubeadm's arguments of the kubelet, which were a map before v1beta4 and are a list since. */
function withArgs(args: unknown, own: Record<string, string>): unknown {
  const given = Object.entries(own).filter(([, value]) => value !== '');
  if (!Array.isArray(args)) return { ...(args as object), ...Object.fromEntries(given) };
  const kept = (args as { name: string }[]).filter(({ name }) => own[name] === undefined);
  return [...kept, ...given.map(([name, value]) => ({ name, value }))];
}
