import { fieldKind } from './mask-fields.ts';

/** A name with what may stand between it and its value: `name=`, `"name": "`, `\"name\":\"`, `name：`, URL-encoded too. */
const names =
  /(?<![\p{L}\p{N}_.-])([\p{L}_][\p{L}\p{N}_.-]{0,60})(?:\\*["']|%22)?\s{0,3}(?:[:=：]|%3D|%3A)\s{0,3}(\\*["']|%22)?/giu;
const bare = /(?:(?!%(?:26|22|2C|3B))[^&;,，；。\s"'<>\\{}[\]()])+/iuy;
const element = /<([\p{L}_][\p{L}\p{N}_.-]{0,60})>([^<]+)(?=<\/)/gu;

/**
 * Masks, in text that is no JSON as a whole, the values of fields that say something about people: query strings,
 * `key=value` lists, JSON and XML within other text.
 */
export function maskPairs(text: string, mask: (value: string, field: string) => string): string {
  if (!/[:=：<]|%3[AD]/i.test(text)) return text;
  const inElements = text.replace(element, (all, field: string, value: string) =>
    fieldKind(field) === undefined ? all : `<${field}>${mask(value, field)}`,
  );
  const parts: string[] = [];
  let from = 0;
  for (const found of inElements.matchAll(names)) {
    const [all, field = '', quote] = found;
    const start = found.index + all.length;
    if (found.index < from || fieldKind(field) === undefined) continue;
    const end = quote === undefined ? endOfBare(inElements, start) : inElements.indexOf(quote, start);
    if (end <= start) continue;
    parts.push(inElements.slice(from, start), maskDecoded(inElements.slice(start, end), field, mask));
    from = end;
  }
  return parts.join('') + inElements.slice(from);
}

function endOfBare(text: string, start: number): number {
  bare.lastIndex = start;
  return start + (bare.exec(text)?.[0].length ?? 0);
}

function maskDecoded(value: string, field: string, mask: (value: string, field: string) => string): string {
  if (!/%[0-9A-F]{2}/i.test(value)) return mask(value, field);
  try {
    const decoded = decodeURIComponent(value);
    const masked = mask(decoded, field);
    return masked === decoded ? value : encodeURIComponent(masked);
  } catch {
    return mask(value, field);
  }
}
