import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { badCompression, tooLarge } from './failures.ts';
import type { WireReply } from './types.ts';

const inflaters = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/** What a request says it can read; `inflaters` knows more, for servers that do not ask. */
export const acceptEncoding = 'gzip, br';

/**
 * Reads a reply's body and decompresses it, within `maxBytes` before and after decompression.
 *
 * @throws CallTraceError of kind malformed when it is larger or its compression is broken; whatever the stream throws
 *   when the connection breaks.
 */
export async function readBody(reply: WireReply, maxBytes: number, host: string): Promise<Uint8Array> {
  if (Number(reply.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(host, maxBytes);
  const received = await collect(reply.body, maxBytes, host);
  const coding = (reply.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding === 'identity' || coding === '' || received.length === 0) return received;
  if (!isKnownCoding(coding)) throw badCompression(host);
  try {
    return Uint8Array.from(await inflaters[coding](received, { maxOutputLength: maxBytes }));
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(host, maxBytes) : badCompression(host);
  }
}

const isKnownCoding = (coding: string): coding is keyof typeof inflaters => Object.hasOwn(inflaters, coding);

async function collect(body: AsyncIterable<Uint8Array>, maxBytes: number, host: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(host, maxBytes);
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
