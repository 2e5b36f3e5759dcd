import { isSeparator, isUnclosed, wordAt, type Unclosed } from './scan.ts';
import type { Place, VariableComparison, VariableTest } from './types.ts';

const compares = (sign: string): boolean => /[=＝!！~～<>＜＞≥≤]/.test(sign);

const comparisons: Readonly<Record<string, VariableComparison>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '~': '~',
  '<': '<',
  '<=': '<=',
  '≤': '<=',
  '>': '>',
  '>=': '>=',
  '≥': '>=',
};

/**
 * `name`, `name=value`, `"a name"~"part of a value"`, `path.to.it>2`. Without a test: what stands there is none.
 */
export function variableAt(
  text: string,
  from: number,
): (Place & { readonly test: VariableTest | undefined }) | Unclosed {
  const name = wordAt(text, from, (sign) => isSeparator(sign) || compares(sign));
  if (isUnclosed(name)) return name;
  const sign = /^(?:[<>＜＞!！=＝][=＝]|[=＝~～<>＜＞≥≤])/.exec(text.slice(name.to, name.to + 2))?.[0];
  if (name.text === '') return { from, to: name.to + (sign?.length ?? 0), test: undefined };
  if (sign === undefined) {
    const test: VariableTest = { name: name.text, comparison: 'exists', value: '' };
    const strange = text[name.to] === '!' || text[name.to] === '！';
    return { from, to: name.to, test: strange ? undefined : test };
  }
  const comparison = comparisons[sign.normalize('NFKC')] ?? '=';
  const begin = name.to + sign.length;
  // Two equal signs and the like do not belong to a value, spaces before it neither: `var:a= ` compares with nothing.
  const value = wordAt(text, begin, isSeparator);
  if (isUnclosed(value)) return value;
  const test: VariableTest = { name: name.text, comparison, value: value.text };
  const numeric = comparison !== '=' && comparison !== '!=' && comparison !== '~';
  const unusable = numeric && !isNumber(value.text);
  return { from, to: value.to, test: unusable ? undefined : test };
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));
