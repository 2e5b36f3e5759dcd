import { isArray, isObject } from '../trace/pointer.ts';
import type { Problem } from '../trace/problem.ts';
import type { ParsedResponse } from '../trace/source/response.ts';
import type { Detection, ProviderReader } from './provider.ts';

export type Detected =
  | { readonly ok: true; readonly reader: ProviderReader; readonly detection: Detection }
  | { readonly ok: false; readonly problem: Problem };

/** Says which provider, operation and version a response is, or why it is none. */
export function detect(response: ParsedResponse, readers: readonly ProviderReader[]): Detected {
  let refusal: Problem | undefined;
  for (const reader of readers) {
    const result = reader.detect(response);
    switch (result.kind) {
      case 'response':
        return { ok: true, reader, detection: result.detection };
      case 'error-answer':
        refusal ??= result.problem;
        break;
      case 'none':
        break;
    }
  }
  return {
    ok: false,
    problem: refusal ?? {
      message: { key: 'read.unknown-response', args: { name: response.name, shape: shapeOf(response) } },
    },
  };
}

/** What the response looks like from outside, for the sentence that refuses it. */
function shapeOf({ value }: ParsedResponse): string {
  if (isArray(value)) return '[…]';
  if (!isObject(value)) return JSON.stringify(value).slice(0, 40);
  const keys = Object.keys(value);
  const shown = keys.slice(0, 5).map((key) => key.slice(0, 30));
  return `{${shown.join(', ')}${keys.length > shown.length ? ', …' : ''}}`;
}
