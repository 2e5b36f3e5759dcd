import type { Message } from '../../trace/message.ts';

/** The call that a link means: of which provider and instance, never where to reach them or by which key. */
export interface CallLink {
  readonly provider: string;
  readonly instance: string;
  readonly contactId: string;
}

/** The parts of a URI that matter, decoded. */
interface LinkParts {
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

export type LinkReading =
  { readonly ok: true; readonly link: CallLink } | { readonly ok: false; readonly message: Message };

const providers = ['alibaba-ccc-2020', 'alibaba-ccc-2017', 'huawei-aicc', 'laaffic', 'sample'];
const names = ['provider', 'instance', 'contactId'] as const;

/**
 * What a value may consist of: nothing that an address has a meaning for, so it does not matter how often the text
 * was decoded on its way here.
 */
const forms = {
  provider: /^[a-z0-9-]{1,40}$/,
  instance: /^[\w.:-]{1,200}$/,
  contactId: /^[\w.:@-]{1,128}$/,
} satisfies Readonly<Record<(typeof names)[number], RegExp>>;

/** Longest query that is looked at, characters. */
const longestQuery = 1000;

const isName = (name: string): name is (typeof names)[number] => names.some((one) => one === name);

/** Reads `/open?provider=…&instance=…&contactId=…`: exactly these, each once. */
export function parseCallLink({ path, query, fragment }: LinkParts): LinkReading {
  const refuse = (key: string, args: Readonly<Record<string, string>> = {}): LinkReading => ({
    ok: false,
    message: { key: `look-up.uri.${key}`, args },
  });
  if (path !== '/open') return refuse('path');
  if (fragment !== '') return refuse('fragment');
  if (query.length > longestQuery) return refuse('too-long');
  const values = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (!isName(name)) return refuse('unknown-parameter', { name: shown(name) });
    if (values.has(name)) return refuse('repeated-parameter', { name });
    const value = equals < 0 ? '' : pair.slice(equals + 1);
    if (!forms[name].test(value)) return refuse(value === '' ? 'missing-parameter' : 'bad-value', { name });
    values.set(name, value);
  }
  const missing = names.find((name) => !values.has(name));
  if (missing !== undefined) return refuse('missing-parameter', { name: missing });
  const [provider = '', instance = '', contactId = ''] = names.map((name) => values.get(name));
  if (!providers.includes(provider)) return refuse('unknown-provider', { provider });
  return { ok: true, link: { provider, instance, contactId } };
}

/** The link to a call; undefined where one of its three values cannot stand in one. */
export function callLinkText(scheme: string, extensionId: string, link: CallLink): string | undefined {
  if (!providers.includes(link.provider)) return undefined;
  if (!names.every((name) => forms[name].test(link[name]))) return undefined;
  const query = names.map((name) => `${name}=${encodeURIComponent(link[name])}`).join('&');
  return `${scheme}://${extensionId}/open?${query}`;
}

/** Part of a sentence: short, and nothing but plain characters. */
function shown(name: string): string {
  return name.slice(0, 40).replace(/[^\w.:-]/g, '?');
}
