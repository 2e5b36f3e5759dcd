import { ProblemError } from '../problem.ts';
import type { ReadLimits } from './response.ts';

/**
 * Text of a response's or document's bytes: UTF-8, or UTF-16 where a byte order mark says so; the mark is not part
 * of the text. Throws ProblemError for an empty input, one above the limit, and bytes that are not text.
 */
export function decodeText(bytes: Uint8Array, name: string, limits: ReadLimits): string {
  if (bytes.byteLength > limits.maxBytes) {
    throw new ProblemError({
      message: {
        key: 'read.too-large',
        args: { name, megabytes: megabytes(bytes.byteLength), limit: megabytes(limits.maxBytes) },
      },
    });
  }
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError({
      message: { key: 'read.not-text', args: { name, offset: firstBadByte(bytes) } },
    });
  }
  if (text.trim() === '') throw new ProblemError({ message: { key: 'read.empty', args: { name } } });
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new ProblemError({ message: { key: 'read.binary', args: { name } }, offset: nul });
  return text;
}

const megabytes = (bytes: number) => Math.round((bytes / 1024 / 1024) * 10) / 10;

/** The length of the longest prefix that is UTF-8, found by bisection: decoding is quick, and this runs on failure only. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.byteLength;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      // A character cut at the end of the prefix is not a bad byte: stream mode waits for its rest.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}
