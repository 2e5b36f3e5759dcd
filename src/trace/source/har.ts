import type { JsonValue } from '../model.ts';
import { isArray, isObject, pointerTo } from '../pointer.ts';

/** What a browser's network view wrote down of one request, as far as it concerns the answer. */
export interface HarEntry {
  /** JSON pointer to the text of the answer. */
  readonly pointer: string;
  readonly text: string;
  readonly base64: boolean;
  /** What was asked for: `Action` of the request, or the last part of its path. */
  readonly operation?: string;
  /** Epoch ms. */
  readonly fetchedAt?: number;
}

export interface Har {
  readonly entries: readonly HarEntry[];
  /** How many requests it has, those included whose answer was not written down. */
  readonly requests: number;
}

/** The answers in an HTTP archive (HAR 1.2); undefined where the value is none. Pictures, fonts, styles and scripts are left out. */
export function harOf(value: JsonValue): Har | undefined {
  const log = isObject(value) ? value['log'] : undefined;
  const list = isObject(log) ? log['entries'] : undefined;
  if (!isArray(list) || !isObject(log) || log['version'] === undefined) return undefined;
  const entries = list.flatMap((entry, index): readonly HarEntry[] => {
    const content = at(entry, 'response', 'content');
    const text = at(content, 'text');
    if (typeof text !== 'string' || text === '' || isOther(at(content, 'mimeType'))) return [];
    const operation = operationOf(at(entry, 'request'));
    const began = at(entry, 'startedDateTime');
    const fetchedAt = typeof began === 'string' ? Date.parse(began) : Number.NaN;
    return [
      {
        pointer: pointerTo('/log/entries', index, 'response', 'content', 'text'),
        text,
        base64: at(content, 'encoding') === 'base64',
        ...(operation === undefined ? {} : { operation }),
        ...(Number.isNaN(fetchedAt) ? {} : { fetchedAt }),
      },
    ];
  });
  return { entries, requests: list.length };
}

function at(value: JsonValue | undefined, ...keys: readonly string[]): JsonValue | undefined {
  return keys.reduce<JsonValue | undefined>(
    (inner, key) => (isObject(inner) ? inner[key] : undefined),
    value,
  );
}

function textAt(value: JsonValue | undefined, key: string): string {
  const text = at(value, key);
  return typeof text === 'string' ? text : '';
}

const isOther = (mimeType: JsonValue | undefined) =>
  typeof mimeType === 'string' && /^(?:image|font|video|audio)\/|css|javascript|wasm|html/i.test(mimeType);

function operationOf(request: JsonValue | undefined): string | undefined {
  const url = at(request, 'url');
  const body = at(request, 'postData', 'text');
  const headers = at(request, 'headers');
  const header = isArray(headers)
    ? headers.find((one) => /^x-acs-action$/i.test(textAt(one, 'name')))
    : undefined;
  const named = at(header, 'value');
  if (typeof named === 'string') return named;
  const address = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
  const sent = new URLSearchParams(typeof body === 'string' && body.length < 65_536 ? body : '');
  for (const key of ['Action', 'action']) {
    const action = address?.searchParams.get(key) ?? sent.get(key) ?? undefined;
    if (action !== undefined) return action;
  }
  return address?.pathname.split('/').findLast((part) => part !== '');
}

/** The bytes of base64 text; undefined where it is none. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
