import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { SupplyContext } from '../supply.ts';
import type { ToolName } from '../tools.ts';
import type { Answer, HttpClient } from './http.ts';
import { digestIn, onMirror, type Source } from './sources.ts';
import { extractMember } from './tar.ts';
import { Unavailable } from './unavailable.ts';

export interface FetchJob {
  readonly tool: ToolName;
  readonly source: Source;
  readonly mirror: string | undefined;
  readonly client: HttpClient;
  readonly context: SupplyContext;
}

const attempts = 2;
const progressMs = 100;
const maxChecksumBytes = 1_000_000;

/** Downloads one tool, and installs it only if a digest vouches for every byte; throws Unavailable when it cannot. */
export async function fetchTool(job: FetchJob): Promise<void> {
  const { tool, source, context } = job;
  const wanted = source.sha256 ?? (await publishedDigest(job));
  const file = join(context.staging, `${tool}.download`);
  const found = await saveWithRetry(job, file);
  if (found !== wanted) {
    const reason = `expected sha256 ${wanted} of ${onMirror(source.url, job.mirror)}, found ${found}`;
    throw new Unavailable(reason, { broken: false });
  }
  await context.install(tool, await unpacked(job, file), 'download');
}

async function publishedDigest({ source, mirror, client }: FetchJob): Promise<string> {
  const url = onMirror(source.checksumUrl, mirror);
  const answer = await client.get(url);
  if (answer.status !== 200) {
    answer.discard();
    throw new Unavailable(`no checksum is published (${url} answered ${answer.status})`, { broken: false });
  }
  let text = '';
  for await (const chunk of answer.chunks()) {
    text += chunk.toString('latin1');
    if (text.length > maxChecksumBytes) break;
  }
  const digest = digestIn(text, source.url.split('/').at(-1) ?? '');
  if (digest === undefined) throw new Unavailable(`${url} states no sha256 for it`, { broken: false });
  return digest;
}

/** A connection that breaks half way is tried once more; an answer that is wrong is not. */
async function saveWithRetry(job: FetchJob, file: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const url = onMirror(job.source.url, job.mirror);
    const answer = await job.client.get(url);
    if (answer.status !== 200) {
      answer.discard();
      throw new Unavailable(`${url} answered ${answer.status}`, { broken: false });
    }
    try {
      return await save(job, answer, file);
    } catch (error) {
      if (!(error instanceof Unavailable) || attempt === attempts) throw error;
    }
  }
}

/** Writes the body to `file` and returns its sha256. */
async function save({ tool, context }: FetchJob, answer: Answer, file: string): Promise<string> {
  const hash = createHash('sha256');
  const { totalBytes } = answer;
  let receivedBytes = 0;
  let shownAt = 0;
  const show = () => {
    shownAt = performance.now();
    context.emit({ kind: 'downloading', tool, receivedBytes, totalBytes });
  };
  show();
  const handle = await open(file, 'w');
  try {
    for await (const chunk of answer.chunks()) {
      hash.update(chunk);
      await handle.writeFile(chunk);
      receivedBytes += chunk.length;
      if (performance.now() - shownAt >= progressMs) show();
    }
  } finally {
    answer.discard();
    await handle.close();
  }
  show();
  return hash.digest('hex');
}

async function unpacked({ tool, source, context }: FetchJob, file: string): Promise<string> {
  if (source.member === undefined) return file;
  const target = join(context.staging, tool);
  const found = await extractMember(file, source.member, target).catch((cause: NodeJS.ErrnoException) => {
    if (!cause.code?.startsWith('Z_')) throw cause;
    throw new Unavailable(`${source.url} is not a .tar.gz`, { broken: false, cause });
  });
  if (found) return target;
  throw new Unavailable(`${source.url} holds no ${source.member}`, { broken: false });
}
