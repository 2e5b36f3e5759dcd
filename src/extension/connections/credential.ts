/** A credential as consoles hand it out. */
export interface Credential {
  readonly id: string;
  readonly secret: string;
  readonly token?: string;
  /** When the token ends, epoch ms. */
  readonly expiresAt?: number;
}

const largestText = 64 * 1024;
const largestValue = 8192;
const deepest = 5;

type Part = 'id' | 'secret' | 'token' | 'expires';

/** Names of the parts in JSON, in columns of CSV files and beside copied values; letters only, in lower case. */
const names: Readonly<Record<Part, readonly string[]>> = {
  id: ['accesskeyid', 'accesskey', 'access', 'ak', 'apikey', 'appkey', 'keyid'],
  secret: [
    'accesskeysecret',
    'secretaccesskey',
    'secretkey',
    'secret',
    'sk',
    'apisecret',
    'appsecret',
    'keysecret',
  ],
  token: ['securitytoken', 'ststoken', 'sessiontoken'],
  expires: ['expiration', 'expiresat', 'expiretime'],
};

function partOf(name: string): Part | undefined {
  const letters = name.replaceAll(/[^A-Za-z]/gu, '').toLowerCase();
  const found = Object.entries(names).find(([, known]) => known.includes(letters))?.[0];
  return found === 'id' || found === 'secret' || found === 'token' || found === 'expires' ? found : undefined;
}

/**
 * The credential in a text that was pasted: JSON of any nesting (CreateAccessKey, AssumeRole, Huawei, a file of keys), a
 * CSV file with a heading, or labelled lines. An input box joins lines, so line ends may be blanks or missing. Undefined
 * where the text is not one whole credential, such as a bare key.
 */
export function parseCredential(text: string): Credential | undefined {
  if (text.length > largestText) return undefined;
  const plain = text.replace(/^\uFEFF/u, '').trim();
  const found =
    plain.startsWith('{') || plain.startsWith('[') ? inJson(plain) : (inTable(plain) ?? inLines(plain));
  if (found === undefined) return undefined;
  const id = clean(found.get('id'));
  const secret = clean(found.get('secret'));
  const token = found.get('token') ?? '';
  if (id === undefined || secret === undefined) return undefined;
  if (token !== '' && clean(token) === undefined) return undefined;
  const expiresAt = Date.parse(found.get('expires') ?? '');
  return {
    id,
    secret,
    ...(token === '' ? {} : { token }),
    ...(token === '' || Number.isNaN(expiresAt) ? {} : { expiresAt }),
  };
}

/** Keys are printable ASCII without blanks. */
function clean(value: string | undefined): string | undefined {
  return value !== undefined && value.length <= largestValue && /^[\x21-\x7e]+$/u.test(value)
    ? value
    : undefined;
}

type Parts = ReadonlyMap<Part, string>;

function inJson(text: string): Parts | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return inValue(value, 0);
  } catch {
    return undefined;
  }
}

/** The first object that holds both an id and a secret itself. */
function inValue(value: unknown, depth: number): Parts | undefined {
  if (typeof value !== 'object' || value === null || depth > deepest) return undefined;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const parts = new Map<Part, string>();
  for (const [name, one] of entries) {
    const part = partOf(name);
    if (part !== undefined && typeof one === 'string' && !parts.has(part)) parts.set(part, one.trim());
  }
  if (parts.has('id') && parts.has('secret')) return parts;
  for (const [, one] of entries) {
    const found = inValue(one, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

const lastColumn =
  /(?:access\s?key\s?secret|secret\s?access\s?key|secret\s?key|security\s?token|\bsk)"?[ \t]*(?=[^,\s])/giu;

/** A heading and one row. The last name of the heading runs into the first value where lines were joined. */
function inTable(text: string): Parts | undefined {
  const lines = text.split(/[\r\n]+/u).filter((line) => line.trim() !== '');
  const [heading = '', row = ''] = lines.length > 1 ? lines : splitHeading(text);
  const columns = cells(heading).map(partOf);
  const values = cells(row);
  if (!columns.includes('id') || !columns.includes('secret') || values.length < columns.length)
    return undefined;
  return new Map(
    columns.flatMap((part, at) => (part === undefined ? [] : [[part, values[at] ?? ''] as const])),
  );
}

function splitHeading(text: string): readonly [string, string] {
  const match = [...text.matchAll(lastColumn)].at(-1);
  if (match === undefined) return ['', ''];
  const end = match.index + match[0].length;
  return [text.slice(0, end), text.slice(end)];
}

const cells = (line: string): readonly string[] =>
  line.split(',').map((cell) => cell.trim().replaceAll(/^"|"$/gu, '').trim());

/** `AccessKey ID: …`, `AccessKeySecret=…`, or a name and its value on two lines. */
function inLines(text: string): Parts | undefined {
  const labelled =
    /(access\s?key\s?id|access\s?key\s?secret|secret\s?access\s?key|secret\s?key|access\s?key|api\s?key|api\s?secret|security\s?token|\bak|\bsk)"? ?[:=： ] ?"?([^\s"',;:=：][^\s"',;]{2,})/giu;
  const parts = new Map<Part, string>();
  // Each run of blanks as one: where there are many, a pattern would try all ways to share them out.
  for (const [, name = '', value = ''] of text.replaceAll(/\s+/gu, ' ').matchAll(labelled)) {
    const part = partOf(name);
    if (part !== undefined && !parts.has(part)) parts.set(part, value);
  }
  return parts.has('id') && parts.has('secret') ? parts : undefined;
}
