import Type from 'typebox';
import { Check } from 'typebox/value';
import type { FetchedResponse } from '../../../providers/live.ts';
import type { CallKey } from '../../calls/book.ts';

/** One fetched call as it is kept: the answers, from which the trace is made again. */
export interface StoredCall {
  readonly key: CallKey;
  /** When it was fetched, epoch ms. */
  readonly fetchedAt: number;
  readonly responses: readonly FetchedResponse[];
}

const stored = Type.Object({
  version: Type.Literal(1),
  provider: Type.String(),
  instance: Type.String(),
  contactId: Type.String(),
  fetchedAt: Type.Number(),
  responses: Type.Array(
    Type.Object({
      name: Type.String(),
      operation: Type.String(),
      fetchedAt: Type.Number(),
      requestId: Type.Optional(Type.String()),
      base64: Type.String(),
    }),
  ),
});

export function entryText({ key, fetchedAt, responses }: StoredCall): string {
  const { provider, instance, contactId } = key;
  return JSON.stringify({
    version: 1,
    provider,
    instance,
    contactId,
    fetchedAt,
    responses: responses.map(({ bytes, ...response }) => ({
      ...response,
      base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    })),
  });
}

/** The call of an entry's text, or undefined where it is none: cut off, of another version, or tampered with. */
export function parseEntry(text: string): StoredCall | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!Check(stored, value)) return undefined;
    const { provider, instance, contactId, fetchedAt } = value;
    const responses = value.responses.map(({ base64, ...response }) => ({
      ...response,
      bytes: new Uint8Array(Buffer.from(base64, 'base64')),
    }));
    return { key: { provider, instance, contactId }, fetchedAt, responses };
  } catch {
    return undefined;
  }
}
