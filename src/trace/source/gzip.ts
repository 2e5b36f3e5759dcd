import { ProblemError } from '../problem.ts';
import type { ReadLimits } from './response.ts';

/**
 * Unpacks gzip. Throws RangeError when more than `maxBytes` come out, and any other error where the data is damaged.
 * Passed in, because what can do it differs: the core runs in Node and in browsers.
 */
export type Inflate = (bytes: Uint8Array, maxBytes: number) => Uint8Array;

/** A file that was packed twice is taken for a mistake; more than that is a trap. */
const mostLayers = 2;

/** The bytes of a file that may be packed with gzip. Throws ProblemError where they cannot be unpacked, or not within the limit. */
export function unpacked(
  bytes: Uint8Array,
  name: string,
  limits: ReadLimits,
  inflate: Inflate | undefined,
): Uint8Array {
  let inner = bytes;
  for (let layer = 0; startsWith(inner, gzip); layer += 1) {
    if (inflate === undefined || layer === mostLayers) throw refusal('read.gzip-unreadable', name);
    try {
      inner = inflate(inner, limits.maxBytes);
    } catch (error) {
      if (!(error instanceof RangeError)) throw refusal('read.gzip-unreadable', name);
      const limit = Math.round(limits.maxBytes / 1024 / 1024);
      throw new ProblemError({ message: { key: 'read.gzip-too-large', args: { name, limit } } });
    }
  }
  if (startsWith(inner, zip)) throw refusal('read.archive', name);
  return inner;
}

const gzip = [0x1f, 0x8b] as const;
const zip = [0x50, 0x4b, 0x03, 0x04] as const;

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
  magic.every((byte, index) => bytes[index] === byte);

const refusal = (key: string, name: string) => new ProblemError({ message: { key, args: { name } } });
