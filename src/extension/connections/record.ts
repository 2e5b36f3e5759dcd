import { withoutEnd } from '../../trace/text/trimmed.ts';
import { createHash } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';

/*
 * What is kept of a connection in the secret storage: everything that decides where credentials go and what they are,
 * in one record, so that nothing in a workspace can send a key elsewhere.
 */

/** Whose certificates a connection accepts. */
const trust = Type.Union([
  /** What the system and VS Code trust. */
  Type.Object({ kind: Type.Literal('system') }),
  /** Certificates signed by these authorities only; PEM text, read from a file once. */
  Type.Object({ kind: Type.Literal('ca'), pem: Type.String() }),
  /** One certificate: upper-case hex of its SHA-256, bytes separated by colons, and its PEM text. */
  Type.Object({ kind: Type.Literal('pin'), sha256: Type.String(), pem: Type.String() }),
]);

const reach = {
  endpoint: Type.String(),
  trust,
  /** Plain http to another machine, which the user insisted on. */
  allowPlainHttp: Type.Boolean(),
};

/** Where an Alibaba Cloud access key is. */
const alibabaKey = Type.Union([
  Type.Object({
    kind: Type.Literal('stored'),
    accessKeyId: Type.String(),
    accessKeySecret: Type.String(),
    securityToken: Type.Optional(Type.String()),
    /** When the token ends, epoch ms. */
    expiresAt: Type.Optional(Type.Number()),
  }),
  /** A profile of the Aliyun command line, read from its configuration file each time. */
  Type.Object({ kind: Type.Literal('cli-profile'), profile: Type.String() }),
  /** Names of environment variables. */
  Type.Object({
    kind: Type.Literal('environment'),
    accessKeyId: Type.String(),
    accessKeySecret: Type.String(),
    securityToken: Type.Optional(Type.String()),
  }),
]);

const alibaba2020 = Type.Object({
  provider: Type.Literal('alibaba-ccc-2020'),
  ...reach,
  instanceId: Type.String(),
  key: alibabaKey,
  scheme: Type.Union([Type.Literal('v3'), Type.Literal('rpc-sha1')]),
});

const alibaba2017 = Type.Object({
  provider: Type.Literal('alibaba-ccc-2017'),
  ...reach,
  instanceId: Type.String(),
  key: alibabaKey,
  scheme: Type.Union([Type.Literal('v3'), Type.Literal('rpc-sha1')]),
  format: Type.Union([Type.Literal('json'), Type.Literal('xml')]),
});

const huawei = Type.Object({
  provider: Type.Literal('huawei-aicc'),
  ...reach,
  ccId: Type.Integer(),
  vdn: Type.Integer(),
  accessKey: Type.String(),
  secretKey: Type.String(),
  timestamp: Type.Union([Type.Literal('milliseconds'), Type.Literal('seconds')]),
  /** Host header and signed host where a proxy in between changes it. */
  signedHost: Type.Optional(Type.String()),
});

const laaffic = Type.Object({
  provider: Type.Literal('laaffic'),
  ...reach,
  apiKey: Type.String(),
  apiSecret: Type.String(),
  /** Zone of the plain times in its answers, `+08:00`. */
  zone: Type.String(),
});

const connectionRecord = Type.Union([alibaba2020, alibaba2017, huawei, laaffic]);

export type Trust = Readonly<Static<typeof trust>>;
export type AlibabaKey = Readonly<Static<typeof alibabaKey>>;
export type ConnectionRecord = Readonly<Static<typeof connectionRecord>>;
export type ConnectionProvider = ConnectionRecord['provider'];

const stored = Type.Object({
  /** The list of connections that the secret belongs to: each profile of the editor has its own, secrets are shared. */
  list: Type.String(),
  /** Epoch ms; also makes every save a change that other windows hear of. */
  savedAt: Type.Number(),
  record: connectionRecord,
});

export type StoredConnection = Readonly<Static<typeof stored>>;

/** What the secret storage holds of a connection, or undefined where the text is nothing of that kind. */
export function parseStoredConnection(text: string): StoredConnection | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Check(stored, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What people read for a connection's instance: the provider's own name for it, or the host where it has none. */
export function instanceNameOf(record: ConnectionRecord): string {
  switch (record.provider) {
    case 'alibaba-ccc-2020':
    case 'alibaba-ccc-2017':
      return record.instanceId;
    case 'huawei-aicc':
      return `${record.ccId}-${record.vdn}`;
    case 'laaffic':
      return new URL(record.endpoint).host;
  }
}

/**
 * Which contact centre a connection leads to, unlike any other: what stands in the addresses of its documents, in links,
 * pins, history and store. `<name>.<hash>`: the name is for people; the hash tells two accounts at one host apart, and
 * two installations with the same numbers. Neither address nor key can be read from it. Two connections that reach the
 * same calls by different keys of one instance have the same identity.
 */
export function identityOf(record: ConnectionRecord): string {
  const { provider } = record;
  const name = provider === 'laaffic' ? provider : instanceNameOf(record);
  const account = provider === 'laaffic' ? record.apiKey : '';
  const facts = JSON.stringify([provider, addressOf(record.endpoint), instanceNameOf(record), account]);
  return `${name}.${createHash('sha256').update(facts).digest('hex').slice(0, 10)}`;
}

/** Host and path, however they are reached: an instance of Alibaba Cloud is one in all its regions and networks. */
function addressOf(endpoint: string): string {
  const { host, pathname } = new URL(endpoint);
  return host.endsWith('.aliyuncs.com') ? 'aliyuncs.com' : `${host}${withoutEnd(pathname, '/')}`;
}

/** What is known of a connection without its secret, in the order in which connections are listed. */
export interface ConnectionEntry {
  readonly id: string;
  readonly name: string;
  readonly provider: ConnectionProvider;
  /** As `identityOf` gives it; of an entry of an older version, that could not be completed yet, `instanceName`. */
  readonly instance: string;
  readonly instanceName: string;
  /** What `instance` was before the connection was changed. */
  readonly formerly: readonly string[];
  /** Whether look-ups ask it that name no connection. */
  readonly inLookUps: boolean;
  /** When it was stored, epoch ms; a new name changes nothing else. */
  readonly changedAt?: number;
}

const entries = Type.Array(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    provider: Type.Union([
      Type.Literal('alibaba-ccc-2020'),
      Type.Literal('alibaba-ccc-2017'),
      Type.Literal('huawei-aicc'),
      Type.Literal('laaffic'),
    ]),
    instance: Type.String(),
    /** Older versions knew a connection by this name alone, and wrote it as `instance`. */
    instanceName: Type.Optional(Type.String()),
    formerly: Type.Optional(Type.Array(Type.String())),
    inLookUps: Type.Optional(Type.Boolean()),
    changedAt: Type.Optional(Type.Number()),
  }),
);

/** The stored list of connections; what is not one is no connection. */
export function parseConnectionEntries(value: unknown): readonly ConnectionEntry[] {
  if (!Check(entries, value)) return [];
  return value.map(({ instanceName, formerly = [], inLookUps = true, ...entry }) => ({
    ...entry,
    instanceName: instanceName ?? entry.instance,
    formerly,
    inLookUps,
  }));
}

/** Whether only an older version has written this entry, so that its identity is not known yet. */
export const isIncomplete = ({ instance, instanceName }: ConnectionEntry): boolean =>
  instance === instanceName;
