import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { UsageError } from '../../errors.ts';
import { components } from '../provider.ts';
import type { Script } from './script.ts';
import { asked } from './shell.ts';

/** The folder that each kubelet watches; what lies here runs, with or without an API server. */
export const manifestFolder = '/etc/kubernetes/manifests';

/** `course node static-pod NODE put FILE | remove NAME`: gives the kubelet a manifest of its own, or takes it away. */
export const staticPod: Script = async (tools, { node, container, args }) => {
  const [action = '', what = '', ...rest] = args;
  if (what === '' || rest.length > 0 || (action !== 'put' && action !== 'remove'))
    throw new UsageError('E_STATIC_POD', `Expected \`put FILE\` or \`remove NAME\` but found \`${args.join(' ')}\`.`, {
      next: `course node static-pod ${node} put pod.yaml`,
    });
  return action === 'put'
    ? put(tools, { node, container, file: what })
    : remove(tools, { node, container, name: what });
};

type Tools = Parameters<Script>[0];

async function put(
  { $, journal }: Tools,
  { node, container, file }: { node: string; container: string; file: string },
): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError('E_STATIC_POD', `Expected a manifest in ${file} but could not read it: ${cause.message}`, {
      cause,
    });
  });
  const name = podName(text, file);
  journal.note({ change: 'touched', container });
  await asked(`putting ${file} on ${node}`, async () => {
    // Written aside first: the kubelet would read half a file.
    const place = `${manifestFolder}/${name}.yaml`;
    await $({
      input: text,
      stdio: ['pipe', 'pipe', 'pipe'],
    })`docker exec --interactive ${container} sh -ec ${write} sh ${place}`;
  });
  return `pod/${name} put on ${node}\n`;
}

const write = 'cat > "/run/static-pod.tmp" && mv "/run/static-pod.tmp" "$1"';

async function remove(
  { $, journal }: Tools,
  { node, container, name }: { node: string; container: string; name: string },
): Promise<string> {
  refuseComponent(name);
  journal.note({ change: 'touched', container });
  const { exitCode, stderr } = await $({
    nothrow: true,
  })`docker exec ${container} rm ${`${manifestFolder}/${name}.yaml`}`;
  if (exitCode === 0) return `pod/${name} removed from ${node}\n`;
  if (/No such file/.test(stderr))
    throw new UsageError('E_STATIC_POD', `Expected a static pod ${name} on ${node} but found none.`, {
      next: `course node exec ${node} -- ls ${manifestFolder}`,
    });
  return asked(`removing static pod ${name} from ${node}`, async () => {
    throw new Error(stderr);
  });
}

/** The name of the one pod in a manifest; the kubelet would silently pass over anything else. */
export function podName(text: string, file: string): string {
  const documents = parseAllDocuments(text, { version: '1.1' });
  const [first] = documents;
  const found = documents.length === 1 && first?.errors.length === 0 ? (first.toJS() as unknown) : undefined;
  const { kind, metadata } = (found ?? {}) as { kind?: string; metadata?: { name?: string } };
  const name = metadata?.name;
  if (kind !== 'Pod' || typeof name !== 'string' || !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) {
    const what = kind === undefined ? 'something else' : `a ${kind}`;
    throw new UsageError(
      'E_STATIC_POD',
      `Expected one Pod with a name in ${file} but found ${kind === 'Pod' ? 'no usable name' : what}.`,
      {
        next: 'A kubelet runs nothing but pods by itself; a DaemonSet needs the API server.',
      },
    );
  }
  refuseComponent(name);
  return name;
}

function refuseComponent(name: string): void {
  if (!(components as readonly string[]).includes(name)) return;
  throw new UsageError('E_STATIC_POD', `${name} is a static pod of the cluster itself, which is left alone here.`);
}
