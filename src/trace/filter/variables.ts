import type { JsonValue } from '../model.ts';
import { isArray, isObject } from '../pointer.ts';
import { fold } from './fold.ts';
import type { SearchIndex } from './search-index.ts';
import { openedJson } from './search-text.ts';
import type { VariableTest } from './types.ts';

/** A variable or a part of one: `order`, `order.id`; places in lists are no part of the path. */
export interface Leaf {
  readonly path: string;
  /** As it is shown; absent for objects and lists. */
  readonly text?: string;
}

/** A value and everything in it; text that is JSON is opened. */
export function* leavesOf(path: string, given: JsonValue): Generator<Leaf> {
  const value = openedJson(given);
  if (isArray(value)) {
    yield { path };
    for (const item of value) yield* leavesOf(path, item);
  } else if (isObject(value)) {
    yield { path };
    for (const [name, item] of Object.entries(value)) yield* leavesOf(`${path}.${name}`, item);
  } else yield { path, text: String(value) };
}

/** Whether a row has one of these variables, or a part of one, with such a value. */
export function variableMatcher(
  index: SearchIndex,
  tests: readonly VariableTest[],
): (row: number) => boolean {
  const wanted = tests.map((test) => ({ ...test, name: fold(test.name), value: fold(test.value) }));
  // The text of a row, which is kept, has the names of its variables; most rows need not be walked through.
  const hints = wanted.map(({ name }) => name.slice(name.lastIndexOf('.') + 1));
  const always = hints.some((hint) => hint === 'input' || hint === 'output');
  return (row) => {
    const variables = index.variables(row);
    if (variables.length === 0) return false;
    if (!always && !hints.some((hint) => index.text(row).includes(hint))) return false;
    for (const [name, value] of variables) {
      for (const { path, text } of leavesOf(name, value)) {
        const called = fold(path);
        if (wanted.some((test) => isCalled(called, test.name) && holds(test, text))) return true;
      }
    }
    return false;
  };
}

/** `id` and `order.id` mean `body.order.id`. */
function isCalled(path: string, name: string): boolean {
  return path === name || (path.endsWith(name) && path.at(-name.length - 1) === '.');
}

function holds({ comparison, value }: VariableTest, text: string | undefined): boolean {
  if (comparison === 'exists') return true;
  if (text === undefined) return false;
  const given = fold(text);
  switch (comparison) {
    case '=':
      return given === value;
    case '!=':
      return given !== value;
    case '~':
      return given.includes(value);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return given.trim() !== '' && compare(Number(given), comparison, Number(value));
  }
}

function compare(a: number, comparison: '<' | '<=' | '>' | '>=', b: number): boolean {
  switch (comparison) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}
