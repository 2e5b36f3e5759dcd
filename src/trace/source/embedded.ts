import type { JsonValue } from '../model.ts';
import { ProblemError } from '../problem.ts';
import { parseJson } from './json.ts';
import { defaultReadLimits } from './response.ts';
import { endOfJson, type Stretch } from './scan.ts';

/** So many values of a text are looked at; a log has more lines than calls. */
const mostValues = 10_000;

/**
 * The JSON objects and arrays of objects that stand in a text among other things, in their order. Each place is looked at
 * once for every level of nesting around it, of which there is a limit, whatever the text is.
 */
export function embeddedIn(text: string): readonly (Stretch & { readonly value: JsonValue })[] {
  const found: (Stretch & { readonly value: JsonValue })[] = [];
  const begin = /\{(?=\s*")|\[(?=\s*\{\s*")/g;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const from = match.index;
    const to = endOfJson(text, from, defaultReadLimits.maxDepth);
    const value = to === undefined ? undefined : parsed(text.slice(from, to));
    if (to !== undefined && value !== undefined) {
      found.push({ from, to, value });
      begin.lastIndex = to;
    }
    if (found.length === mostValues) break;
  }
  return found;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseJson(text, '', defaultReadLimits);
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
