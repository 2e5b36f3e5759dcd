import { isArray, isObject } from '../trace/pointer.ts';
import type { ParsedResponse } from '../trace/source/response.ts';

/** What the response looks like from outside, for the sentence that refuses it. */
export function shapeOf({ value }: ParsedResponse): string {
  if (isArray(value)) return '[…]';
  if (!isObject(value)) return JSON.stringify(value).slice(0, 40);
  const keys = Object.keys(value);
  const shown = keys.slice(0, 5).map((key) => key.slice(0, 30));
  return `{${shown.join(', ')}${keys.length > shown.length ? ', …' : ''}}`;
}
