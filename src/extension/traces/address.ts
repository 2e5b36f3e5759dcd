import { withoutEnd } from '../../trace/text/trimmed.ts';

/** Scheme of the documents of calls that are not files. */
export const traceScheme = 'calltrace';
/** What every trace document ends in; schema and viewer match it. */
export const traceSuffix = '.calltrace.json';

/** VS Code does not hand the text of larger documents to extensions; bytes. */
export const textLimit = 50 * 1024 * 1024;

/**
 * Which call a `calltrace:` document shows: `calltrace:/<provider>/<instance>/<contactId>.calltrace.json`. The query
 * says from which files an inspected call is read; other documents have none.
 */
export interface TraceAddress {
  readonly provider: string;
  readonly instance: string;
  readonly contactId: string;
  readonly query: string;
}

/** The part of an instance that is for people: connections have a hash behind it that tells them apart. */
export const instanceNameIn = (instance: string): string => instance.replace(/\.[0-9a-f]{10}$/, '');

/** The parts of a URI that matter, decoded. */
export interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** Path of a call's document. */
export function tracePath(address: Omit<TraceAddress, 'query'>): string {
  const { provider, instance, contactId } = address;
  return `/${encodeSegment(provider)}/${encodeSegment(instance)}/${encodeSegment(contactId)}${traceSuffix}`;
}

/** The call that a URI means, or undefined where it is not exactly what `tracePath` writes. */
export function traceAddress(uri: UriParts): TraceAddress | undefined {
  if (uri.scheme !== traceScheme || uri.authority !== '' || uri.fragment !== '') return undefined;
  if (!uri.path.endsWith(traceSuffix)) return undefined;
  const [root, ...segments] = uri.path.slice(0, -traceSuffix.length).split('/');
  const [provider, instance, contactId] = segments.map(decodeSegment);
  if (root !== '' || segments.length !== 3) return undefined;
  if (provider === undefined || instance === undefined || contactId === undefined) return undefined;
  return { provider, instance, contactId, query: uri.query };
}

/** A raw response of a call, beside its document: `…/<contactId>/<number>-<operation>.<ending>`. */
export interface RawAddress extends Omit<TraceAddress, 'query'> {
  /** 1 and on. */
  readonly number: number;
  readonly operation: string;
  readonly ending: 'json' | 'xml' | 'txt';
}

/** Path of a raw response. */
export function rawPath({ number, operation, ending, ...address }: RawAddress): string {
  const folder = tracePath(address).slice(0, -traceSuffix.length);
  return `${folder}/${String(number).padStart(2, '0')}-${encodeSegment(operation)}.${ending}`;
}

/** The raw response that a URI means, or undefined where it is not exactly what `rawPath` writes. */
export function rawAddress(uri: UriParts): RawAddress | undefined {
  if (uri.scheme !== traceScheme || uri.authority !== '' || uri.fragment !== '') return undefined;
  const [root, ...segments] = uri.path.split('/');
  const [provider, instance, contactId] = segments.slice(0, 3).map(decodeSegment);
  const file = /^(\d{2,})-(.+)\.(json|xml|txt)$/.exec(segments[3] ?? '');
  const operation = file?.[2] === undefined ? undefined : decodeSegment(file[2]);
  if (root !== '' || segments.length !== 4 || file === null || operation === undefined) return undefined;
  if (provider === undefined || instance === undefined || contactId === undefined) return undefined;
  const ending = file[3] === 'json' ? 'json' : file[3] === 'xml' ? 'xml' : 'txt';
  const address = { provider, instance, contactId, number: Number(file[1]), operation, ending } as const;
  return rawPath(address) === uri.path ? address : undefined;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * An identifier as one segment of a path. Everything but letters, digits and `-_@` is written as `~` and two hex
 * digits for each byte of UTF-8 (a dot too, unless it stands between two plain characters), so that no identifier can
 * leave its folder and none is read as another one by software that decodes percent signs twice.
 */
export function encodeSegment(id: string): string {
  return id.replace(/[^A-Za-z0-9_@.-]/gu, escaped).replace(/^\.|\.$|(?<=\.)\./g, '~2E');
}

/** The identifier of a segment, or undefined where `encodeSegment` would not have written it. */
export function decodeSegment(segment: string): string | undefined {
  if (segment === '' || !/^(?:[A-Za-z0-9_@.-]|~[0-9A-F]{2})+$/.test(segment)) return undefined;
  const bytes: number[] = [];
  for (const [part] of segment.matchAll(/~..|[^~]/g)) {
    bytes.push(part.startsWith('~') ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0));
  }
  try {
    const id = decoder.decode(Uint8Array.from(bytes));
    return encodeSegment(id) === segment ? id : undefined;
  } catch {
    return undefined;
  }
}

const escaped = (character: string) =>
  [...encoder.encode(character)]
    .map((byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/** A name for a file of this call, without what file systems refuse. */
export function fileName(contactId: string): string {
  const plain = withoutEnd(contactId.replace(/[^\p{L}\p{N}_@.-]+/gu, '-').replace(/^[-.]+/, ''), '-.');
  return `${plain === '' ? 'call' : plain.slice(0, 120)}${traceSuffix}`;
}
