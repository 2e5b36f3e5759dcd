import type { JsonValue, Source } from '../model.ts';
import { ProblemError } from '../problem.ts';
import { decodeText } from './decode.ts';
import { parseJson } from './json.ts';
import { defaultReadLimits, type ParsedResponse, type RawResponse, type ReadLimits } from './response.ts';
import { joinedSequence } from './sequence.ts';
import { parseXml } from './xml.ts';

/** Mends text that is no valid JSON but is known to come from a provider; undefined where it is not. */
export type Mend = (text: string) => string | undefined;

/**
 * Parses a raw response: JSON or XML by its first character. Text that fails and that one of the menders knows is
 * parsed in its mended form; its pointers then mean that form, and its source keeps the exact text. Throws ProblemError.
 */
export function parseResponse(
  response: RawResponse,
  id: string,
  limits: ReadLimits,
  menders: readonly Mend[],
): ParsedResponse {
  const { name } = response;
  const text = decodeText(response.bytes, name, limits);
  const known = {
    id,
    name,
    text,
    ...(response.operation === undefined ? {} : { operation: response.operation }),
    ...(response.requestId === undefined ? {} : { requestId: response.requestId }),
    ...(response.fetchedAt === undefined ? {} : { fetchedAt: response.fetchedAt }),
  };
  refusePage(text, name);
  if (/^\s*</.test(text)) return { ...known, format: 'xml', value: parseXml(text, name, limits) };
  try {
    return { ...known, format: 'json', value: parseJson(text, name, limits) };
  } catch (error) {
    for (const mend of menders) {
      const mended = mend(text);
      if (mended === undefined) continue;
      return { ...known, format: 'text', value: parseJson(mended, name, limits), mended: true };
    }
    if (!/^\s*[[{]/.test(text)) {
      throw new ProblemError({
        message: { key: 'read.neither-json-nor-xml', args: { name } },
        offset: 0,
        line: 1,
        column: 1,
      });
    }
    throw error;
  }
}

/** Refuses a web page. Throws ProblemError. */
export function refusePage(text: string, name: string): void {
  if (!/^\s*(<!doctype html|<html[\s>])/i.test(text)) return;
  const title = htmlTitle(text);
  const key = title === '' ? 'read.html' : 'read.html-titled';
  throw new ProblemError({ message: { key, args: { name, title } } });
}

function htmlTitle(text: string): string {
  return /<title[^>]*>([^<]*)</i.exec(text)?.[1]?.trim().slice(0, 80) ?? '';
}

export type SourceBody = Pick<Source, 'format' | 'body' | 'text'>;

/** The body of a source: as JSON where every token of the text survives a round through it, otherwise the exact text. */
export function sourceBody(response: ParsedResponse): SourceBody {
  if (response.format === 'json') {
    const value: unknown = JSON.parse(response.text);
    const tokens = JSON.stringify(value);
    const survives = tokens === response.text || tokens === withoutBlanks(response.text);
    if (survives && isJson(value)) return { format: 'json', body: value };
  }
  return { format: response.format, text: response.text };
}

function isJson(value: unknown): value is JsonValue {
  return value !== undefined;
}

/** Valid JSON text without the blanks between its tokens. */
function withoutBlanks(text: string): string {
  return text.replace(
    /("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g,
    (_, string: string | undefined) => string ?? '',
  );
}

/**
 * The value tree of a source of a trace, in which the pointers of its steps and events are resolved. Undefined for a
 * text that no longer parses.
 */
export function sourceValue(source: Source, menders: readonly Mend[]): JsonValue | undefined {
  if (source.body !== undefined) return source.body;
  if (source.text === undefined) return undefined;
  try {
    const bytes = new TextEncoder().encode(source.text);
    const limits: ReadLimits = { ...defaultReadLimits, maxBytes: bytes.byteLength };
    const known = [...menders, joinedSequence];
    return parseResponse({ name: source.name ?? source.operation, bytes }, source.id, limits, known).value;
  } catch {
    return undefined;
  }
}
