import Type from 'typebox';
import { Check } from 'typebox/value';
import type { FetchedResponse } from '../../../providers/live.ts';
import { gapSchema } from '../../../trace/document/schema.ts';
import type { Gap } from '../../../trace/model.ts';
import type { CallKey } from '../../calls/book.ts';

/** One fetched call as it is kept: the answers, from which the trace is made again. */
export interface StoredCall {
  readonly key: CallKey;
  /** When it was fetched, epoch ms. */
  readonly fetchedAt: number;
  readonly responses: readonly FetchedResponse[];
  /** What could not be fetched; absent: nothing. */
  readonly missing?: readonly Gap[];
}

const stored = Type.Object({
  version: Type.Literal(1),
  provider: Type.String(),
  instance: Type.String(),
  contactId: Type.String(),
  fetchedAt: Type.Number(),
  missing: Type.Optional(Type.Array(gapSchema)),
  responses: Type.Array(
    Type.Object({
      name: Type.String(),
      operation: Type.String(),
      fetchedAt: Type.Number(),
      servedAt: Type.Optional(Type.Number()),
      requestId: Type.Optional(Type.String()),
      base64: Type.String(),
    }),
  ),
});

export function entryText({ key, fetchedAt, responses, missing = [] }: StoredCall): string {
  const { provider, instance, contactId } = key;
  return JSON.stringify({
    version: 1,
    provider,
    instance,
    contactId,
    fetchedAt,
    ...(missing.length === 0 ? {} : { missing }),
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
    const { provider, instance, contactId, fetchedAt, missing = [] } = value;
    const responses = value.responses.map(({ base64, ...response }) => ({
      ...response,
      bytes: new Uint8Array(Buffer.from(base64, 'base64')),
    }));
    return { key: { provider, instance, contactId }, fetchedAt, responses, missing };
  } catch {
    return undefined;
  }
}
