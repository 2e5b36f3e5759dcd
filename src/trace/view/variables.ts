import type { VariableView } from './details-types.ts';
import { valuesOf, type VariableIndex } from './variable-index.ts';
import type { CallTrace, JsonValue } from '../model.ts';
import { isArray, isObject } from '../pointer.ts';
import { parseJson } from '../source/json.ts';

/** JSON text inside a variable: deeper or longer than this it stays text. */
const limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32 };

/**
 * The variables at a step as a tree: the data that the call carried and what the node produced, by name. What neither
 * an earlier step had, nor had so, is marked.
 */
export function variablesAt(
  { steps }: Pick<CallTrace, 'steps'>,
  { before }: VariableIndex,
  index: number,
): readonly VariableView[] {
  const step = steps[index];
  if (step === undefined) return [];
  return Object.entries(valuesOf(step)).map(([name, value]) =>
    variable(name, value, before(name, index), index > 0),
  );
}

function variable(name: string, value: JsonValue, old: JsonValue | undefined, marked: boolean): VariableView {
  const view = variableView(name, value);
  if (!marked || (old !== undefined && sameToReader(old, value))) return view;
  if (old === undefined) return { ...view, change: 'new' };
  const children = markChildren(view.children, variableView(name, old).children);
  return { ...view, change: 'changed', before: shortText(old), children };
}

/** Inside a variable that changed only the parts that did are marked. */
function markChildren(
  now: readonly VariableView[],
  before: readonly VariableView[],
): readonly VariableView[] {
  const old = new Map(before.map((child) => [child.name, child]));
  return now.map((child) => {
    const was = old.get(child.name);
    if (was === undefined) return { ...child, change: 'new' };
    const children = markChildren(child.children, was.children);
    if (sameShown(was, child)) return { ...child, children };
    return { ...child, children, change: 'changed', before: was.value };
  });
}

/** A JSON value as a tree; text that is a JSON object or array is opened. */
export function variableView(name: string, given: JsonValue): VariableView {
  const value = opened(given);
  if (isArray(value)) {
    const children = value.map((item, index) => variableView(String(index), item));
    return { name, type: 'array', value: `[${value.length}]`, children };
  }
  if (isObject(value)) {
    const children = Object.entries(value).map(([key, item]) => variableView(key, item));
    return { name, type: 'object', value: `{${children.length}}`, children };
  }
  if (value === null) return { name, type: 'null', value: 'null', children: [] };
  if (typeof value === 'string') return { name, type: 'string', value: JSON.stringify(value), children: [] };
  return { name, type: typeof value === 'number' ? 'number' : 'boolean', value: String(value), children: [] };
}

function opened(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value) || value.length > limits.maxBytes) return value;
  try {
    return parseJson(value, '', limits);
  } catch {
    return value;
  }
}

/** A value as JSON, cut where it is long. */
export function shortText(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

/** Whether two values read the same: the number 0 and the text "0" do, nodes pass on the one as the other. */
export function sameToReader(a: JsonValue, b: JsonValue): boolean {
  return a === b || readText(a) === readText(b);
}

function readText(value: JsonValue): string {
  return JSON.stringify(value, (_name, item: unknown) =>
    typeof item === 'number' || typeof item === 'boolean' ? String(item) : item,
  );
}

/** The same of two parts of a tree, whose own parts are compared by themselves. */
function sameShown(a: VariableView, b: VariableView): boolean {
  return a.type === b.type ? a.value === b.value : isPlain(a) && isPlain(b) && bare(a) === bare(b);
}

const isPlain = ({ type }: VariableView): boolean =>
  type === 'string' || type === 'number' || type === 'boolean';

const bare = ({ type, value }: VariableView): string => (type === 'string' ? value.slice(1, -1) : value);
