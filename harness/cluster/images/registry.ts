import { createHttpClient } from '../../toolchain/download/http.ts';
import { unreachable } from '../../toolchain/download/probe.ts';

/** The longest that finding out may take: most machines without a way out say so at once. */
const probeMs = 2_000;

/** The address at which a registry answers for an image. */
export function registryOf(ref: string): string {
  const [first = ''] = ref.split('/');
  const named = ref.includes('/') && /[.:]|^localhost$/.test(first);
  return `https://${named && first !== 'docker.io' ? first : 'registry-1.docker.io'}`;
}

/** Why the registries of these images cannot be reached, as a phrase; undefined when each answers. */
export async function whyNoRegistry(
  refs: readonly string[],
  { env, signal }: { env: NodeJS.ProcessEnv; signal?: AbortSignal | undefined },
): Promise<string | undefined> {
  if (env.ONE_PER_NODE_OFFLINE && env.ONE_PER_NODE_OFFLINE !== '0') return 'ONE_PER_NODE_OFFLINE is set';
  const client = createHttpClient(env, { answerMs: probeMs, stallMs: probeMs }, signal);
  try {
    const [reason] = await unreachable(client, refs.map(registryOf), probeMs);
    return reason && `${new URL(reason[0]).host} does not answer (${reason[1]})`;
  } finally {
    client.close();
  }
}
