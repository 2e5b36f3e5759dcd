import type { VariableView } from '../src/trace/view/details-types.ts';

/** One line of the tree of variables. */
export interface VariableRow {
  /** Unique among the rows of a tree, and the same for the same variable of another step. */
  readonly key: string;
  /** As code would write it: `responseBody.items[0]`. */
  readonly path: string;
  readonly variable: VariableView;
  readonly depth: number;
  readonly open: boolean;
  /** The name of the variable itself, of whose parts this is one. */
  readonly root: string;
  /** Place among its siblings, from 1, and how many these are. */
  readonly place: number;
  readonly siblings: number;
}

/**
 * The lines of a tree of variables in the order in which they stand.
 *
 * @param folded keys of the variables that are not open
 * @param filter only what has this text in its name, path or value, and what is around it; everything around is open
 */
export function variableRows(
  variables: readonly VariableView[],
  folded: ReadonlySet<string>,
  filter = '',
): readonly VariableRow[] {
  const wanted = filter.trim().toLowerCase();
  const rows: VariableRow[] = [];
  const level = (
    all: readonly VariableView[],
    parent: Pick<VariableRow, 'key' | 'path' | 'root'> | undefined,
    ofArray: boolean,
    depth: number,
    inside: boolean,
  ): void => {
    const shown = all.map((variable) => {
      const path = parent === undefined ? variable.name : childPath(parent.path, variable.name, ofArray);
      return { variable, path, hit: inside || matches(variable, path, wanted) };
    });
    const kept = shown.filter(({ variable, path, hit }) => hit || holds(variable, path, wanted));
    kept.forEach(({ variable, path, hit }, index) => {
      const key = `${parent?.key ?? ''}/${variable.name}`;
      const open = variable.children.length > 0 && ((wanted !== '' && !hit) || !folded.has(key));
      const root = parent?.root ?? variable.name;
      rows.push({ key, path, variable, depth, open, root, place: index + 1, siblings: kept.length });
      if (open) level(variable.children, { key, path, root }, variable.type === 'array', depth + 1, hit);
    });
  };
  level(variables, undefined, false, 0, wanted === '');
  return rows;
}

/** How many variables and parts of variables there are, as far as it matters: at most `enough`. */
export function countVariables(variables: readonly VariableView[], enough: number): number {
  let count = 0;
  for (const { children } of variables) {
    count += 1 + (count < enough ? countVariables(children, enough - count) : 0);
    if (count >= enough) return enough;
  }
  return count;
}

function matches({ name, value }: VariableView, path: string, wanted: string): boolean {
  return (
    name.toLowerCase().includes(wanted) ||
    path.toLowerCase().includes(wanted) ||
    value.toLowerCase().includes(wanted)
  );
}

function holds({ children, type }: VariableView, path: string, wanted: string): boolean {
  return children.some((child) => {
    const inner = childPath(path, child.name, type === 'array');
    return matches(child, inner, wanted) || holds(child, inner, wanted);
  });
}

function childPath(parent: string, name: string, ofArray: boolean): string {
  if (ofArray) return `${parent}[${name}]`;
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)
    ? `${parent}.${name}`
    : `${parent}[${JSON.stringify(name)}]`;
}

/** A variable as JSON, indented where it has parts. Numbers keep their digits. */
export function variableJson(variable: VariableView, indent = ''): string {
  const { type, children, value } = variable;
  if (type !== 'object' && type !== 'array') return value;
  const [open, close] = type === 'object' ? ['{', '}'] : ['[', ']'];
  if (children.length === 0) return `${open}${close}`;
  const inner = `${indent}  `;
  const parts = children.map((child) => {
    const name = type === 'object' ? `${JSON.stringify(child.name)}: ` : '';
    return `${inner}${name}${variableJson(child, inner)}`;
  });
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

/** What is copied as the value of a variable: text without quotation marks, everything else as JSON. */
export function variableValue(variable: VariableView): string {
  if (variable.type !== 'string') return variableJson(variable);
  const text: unknown = JSON.parse(variable.value);
  return typeof text === 'string' ? text : variable.value;
}
