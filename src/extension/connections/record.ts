import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';

/**
 * What is kept of a connection in the secret storage: everything that decides where credentials go and what they are,
 * in one record, so that nothing in a workspace can send a key elsewhere.
 */
const connectionRecord = Type.Union([
  Type.Object({
    provider: Type.Literal('alibaba-ccc-2020'),
    endpoint: Type.String(),
    instanceId: Type.String(),
    accessKeyId: Type.String(),
    accessKeySecret: Type.String(),
  }),
]);

export type ConnectionRecord = Readonly<Static<typeof connectionRecord>>;

/** A stored record, or undefined where the text is none. */
export function parseConnectionRecord(text: string): ConnectionRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Check(connectionRecord, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What is known of a connection without its secret, in the order in which connections are listed. */
export interface ConnectionEntry {
  readonly id: string;
  readonly name: string;
  readonly provider: ConnectionRecord['provider'];
  readonly instance: string;
}

const entries = Type.Array(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    provider: Type.Literal('alibaba-ccc-2020'),
    instance: Type.String(),
  }),
);

/** The stored list of connections; what is not one is no connection. */
export function parseConnectionEntries(value: unknown): readonly ConnectionEntry[] {
  return Check(entries, value) ? value : [];
}
