import { callsService } from './status.ts';
import { nodeKindOf } from '../label.ts';
import type { IvrStep, JsonValue } from '../model.ts';
import { isObject } from '../pointer.ts';
import { parseJson } from '../source/json.ts';

/** Names under which services put what went wrong into words, those that say most first. */
const messageKeys = ['errormessage', 'errmsg', 'errordescription', 'message', 'msg', 'detail', 'error'];

const bodyKeys = ['responsebody', 'response', 'body', 'result', 'error', 'data'];

/** A body longer than this is not read for a message, a message longer than this is not one. */
const limits = { maxBytes: 64 * 1024, maxDepth: 8 };
const longest = 120;

/** What the system that a step asked says about its failure, in its own words; undefined where it says nothing. */
export function serviceMessageOf(step: IvrStep): string | undefined {
  if (!callsService(nodeKindOf(step.kind))) return undefined;
  for (const value of [step.variables, step.output, step.details]) {
    const message = value === undefined ? undefined : messageIn(value, 3);
    if (message !== undefined) return message;
  }
  return undefined;
}

function messageIn(given: JsonValue, depth: number): string | undefined {
  const value = opened(given);
  if (!isObject(value) || depth === 0) return undefined;
  const byName = new Map(
    Object.entries(value).map(([name, member]) => [name.toLowerCase().replaceAll('_', ''), member]),
  );
  for (const key of messageKeys) {
    const text = byName.get(key);
    if (typeof text === 'string' && isMessage(text)) return text.trim();
  }
  for (const key of bodyKeys) {
    const body = byName.get(key);
    const message = body === undefined ? undefined : messageIn(body, depth - 1);
    if (message !== undefined) return message;
  }
  return undefined;
}

/** Words, not a code, a document or an empty success. */
function isMessage(text: string): boolean {
  const trimmed = text.trim();
  return (
    trimmed.length <= longest && /\p{L}{2}/u.test(trimmed) && !/^[[{<]|^(ok|success|null)$/i.test(trimmed)
  );
}

function opened(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^\s*\{/.test(value) || value.length > limits.maxBytes) return value;
  try {
    return parseJson(value, '', limits);
  } catch {
    return value;
  }
}
