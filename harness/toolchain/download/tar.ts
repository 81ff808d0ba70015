import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const block = 512;

/** Writes one member of a .tar.gz to `target`; false when the archive has no such member. */
export async function extractMember(archive: string, member: string, target: string): Promise<boolean> {
  let found = false;
  await pipeline(createReadStream(archive), createGunzip(), async (source: AsyncIterable<Buffer>) => {
    const reader = new BlockReader(source);
    for (let header = await reader.take(block); header !== undefined; header = await reader.take(block)) {
      const size = sizeOf(header);
      if (nameOf(header) === member) {
        await writeMember(reader, size, target);
        found = true;
        return;
      }
      for await (const _ of reader.stream(size + padding(size)));
    }
  });
  return found;
}

async function writeMember(reader: BlockReader, size: number, target: string): Promise<void> {
  const file = await open(target, 'w');
  try {
    for await (const piece of reader.stream(size)) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

function text(header: Buffer, start: number, end: number): string {
  return header.subarray(start, end).toString('latin1').split('\0')[0] ?? '';
}

function nameOf(header: Buffer): string {
  const prefix = text(header, 257, 262) === 'ustar' ? text(header, 345, 500) : '';
  return prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
}

function sizeOf(header: Buffer): number {
  return Number.parseInt(text(header, 124, 136).trim() || '0', 8);
}

function padding(size: number): number {
  return (block - (size % block)) % block;
}

/** Cuts a stream of chunks into the pieces that a reader asks for. */
class BlockReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Exactly `size` bytes, or undefined at the end. */
  async take(size: number): Promise<Buffer | undefined> {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of this.stream(size)) {
      pieces.push(piece);
      length += piece.length;
    }
    return length === size ? Buffer.concat(pieces) : undefined;
  }

  /** The next `size` bytes in pieces, fewer at the end. */
  async *stream(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next();
        if (next.done) return;
        this.#rest = next.value;
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
}
