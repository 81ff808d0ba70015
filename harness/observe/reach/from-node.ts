import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type { NodeOutput } from '../../cluster/provider.ts';
import { ClusterError } from '../../errors.ts';
import type { Try } from '../../verdict/reach-asked.ts';
import type { Asker, Question } from './asker.ts';
import { curlArguments, curlScript, readCurl } from './curl.ts';

/** Runs a command on a node that changes nothing there. */
export type RunOnNode = (node: string, command: readonly string[]) => Promise<NodeOutput>;

/** Addresses inside the cluster that every question of a node may need. */
export interface ClusterDns {
  /** IP of the cluster's DNS. */
  server: string;
  /** Namespace whose names may be short. */
  namespace: string;
}

/** A node asks: its own curl, in its own network. */
export function fromNode(run: RunOnNode, node: string, dns: ClusterDns): Asker {
  return {
    words: `node ${node}`,
    node,
    ask: (questions) => askWithCurl(run, node, { questions }),
    lookUp: (name) => lookUp(run, node, { name, dns }),
  };
}

// A pod's network is that of any of its processes; `ctr` knows their ids.
const inPodNetwork = `
pid=$(ctr --namespace k8s.io tasks ls | awk -v id="$1" '$1 == id { print $2 }')
shift
exec nsenter --target "\${pid:?no such container}" --net sh -c "$@"
`;

/** A pod asks: the node's curl in the pod's network, since an image need not bring one. */
export function fromPod(
  run: RunOnNode,
  { node, container }: { node: string; container: string },
  dns: ClusterDns,
): Asker {
  return {
    words: `a pod on ${node}`,
    node,
    ask: (questions) => askWithCurl(run, node, { questions, container }),
    lookUp: (name) => lookUp(run, node, { name, dns }),
  };
}

interface CurlCall {
  questions: readonly Question[];
  /** Asks in the network of this container. */
  container?: string;
}

async function askWithCurl(run: RunOnNode, node: string, { questions, container }: CurlCall): Promise<Try[][]> {
  // A mark that no answer can know tells where one ends.
  const mark = randomUUID();
  const script = [curlScript(mark), 'sh', ...curlArguments(questions)];
  const command = container === undefined ? script : [inPodNetwork, 'sh', container, ...script];
  const { stdout, stderr, exitCode } = await run(node, ['sh', '-c', ...command]);
  const asked = readCurl(stdout, mark);
  if (typeof asked === 'string') throw cannot(node, [asked, stderr.trim()].filter(Boolean).join('; '));
  if (asked.length === questions.length) return asked;
  throw cannot(node, stderr.trim() || `exit code ${exitCode}, and no output`);
}

const probedName = 'kubernetes.default.svc.cluster.local';

// The node's own resolver does not know the cluster's names, so it gets a pod's resolv.conf, in a mount space of its own.
const withClusterDns = `
mount -t tmpfs tmpfs /mnt
printf 'nameserver %s\\nsearch %s.svc.cluster.local svc.cluster.local cluster.local\\noptions ndots:5 timeout:1 attempts:2\\n' "$1" "$2" > /mnt/resolv.conf
mount --bind /mnt/resolv.conf /etc/resolv.conf
shift 2
for name in "$@"; do
  getent ahostsv4 "$name" | awk -v name="$name" '{ print name, $1 }'
done
`;

async function lookUp(
  run: RunOnNode,
  node: string,
  { name, dns }: { name: string; dns: ClusterDns },
): Promise<string[]> {
  if (isIP(name)) return [name];
  const names = [name, probedName];
  const command = ['unshare', '--mount', 'sh', '-c', withClusterDns, 'sh', dns.server, dns.namespace, ...names];
  const { stdout, stderr } = await run(node, command);
  const found = stdout.split('\n').map((line) => line.split(' '));
  const addressesOf = (wanted: string) => [
    ...new Set(found.flatMap(([asked, address]) => (asked === wanted && address ? [address] : []))),
  ];
  // Where a name that is always there does not resolve, that another does not says nothing of it.
  if (addressesOf(probedName).length === 0)
    throw cannot(
      node,
      `the cluster's DNS at ${dns.server} does not resolve ${probedName} (${stderr.trim() || 'no answer'})`,
    );
  return addressesOf(name);
}

function cannot(node: string, why: string): ClusterError {
  return new ClusterError('E_PROBE', `Could not ask from ${node}: ${why}.`, {
    next: `course node exec ${node} -- curl --version`,
  });
}
