/** What the Explorer's address holds. */
export interface Saved {
  daemonSets: string;
  nodes: string;
  chosen?: string;
  /** A second manifest to compare with. */
  reference?: string;
}

const version = '1';

/** The state as text for the hash of an address: compressed, so that a link to 1,000 nodes can still be sent. */
export async function encodeState(state: Saved): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const packed = await through(bytes, new CompressionStream('deflate-raw'));
  let binary = '';
  for (let at = 0; at < packed.length; at += 8192) binary += String.fromCharCode(...packed.subarray(at, at + 8192));
  return `${version}.${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

/** The state of a hash; undefined for one that is broken, of another version, or unreasonably large. */
export async function decodeState(text: string): Promise<Saved | undefined> {
  const [head, body = ''] = text.split('.');
  if (head !== version) return undefined;
  try {
    const binary = atob(body.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const unpacked = await through(bytes, new DecompressionStream('deflate-raw'), mostBytes);
    return checked(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(unpacked)));
  } catch {
    return undefined;
  }
}

/** What a few bytes may become at most: whoever sends a link shall not fill the memory of who opens it. */
const mostBytes = 5_000_000;

async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  // What goes wrong is told by the reader below.
  const written = writer.write(bytes as BufferSource).then(() => writer.close());
  written.catch(() => undefined);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError('too large');
    }
    chunks.push(next.value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function checked(value: unknown): Saved | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { daemonSets, nodes, chosen, reference } = value as Record<string, unknown>;
  if (typeof daemonSets !== 'string' || typeof nodes !== 'string') return undefined;
  return {
    daemonSets,
    nodes,
    ...(typeof chosen === 'string' && { chosen }),
    ...(typeof reference === 'string' && { reference }),
  };
}
