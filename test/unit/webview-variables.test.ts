import { describe, expect, test } from 'vitest';
import { variableView } from '../../src/trace/view/variables.ts';
import { countVariables, variableJson, variableRows, variableValue } from '../../webview/variable-rows.ts';

const body = { error: 'no such order', items: [{ id: 7 }, { 'a b': '90071992547409931' }] };
const variables = [
  variableView('lang', 'zh'),
  variableView('body', JSON.stringify(body)),
  variableView('empty', []),
];
const paths = (folded: readonly string[] = [], filter = '') =>
  variableRows(variables, new Set(folded), filter).map(({ path }) => path);

describe('the lines of variables', () => {
  test('stand in order, with paths as code writes them', () => {
    expect(paths()).toEqual([
      'lang',
      'body',
      'body.error',
      'body.items',
      'body.items[0]',
      'body.items[0].id',
      'body.items[1]',
      'body.items[1]["a b"]',
      'empty',
    ]);
  });

  test('of a folded variable leave out its parts', () => {
    expect(paths(['/body'])).toEqual(['lang', 'body', 'empty']);
    expect(paths(['/body/items'])).toEqual(['lang', 'body', 'body.error', 'body.items', 'empty']);
  });

  test('know their place among their siblings, their depth and their variable', () => {
    const row = variableRows(variables, new Set()).find(({ path }) => path === 'body.items[1]');
    expect(row).toMatchObject({
      key: '/body/items/1',
      depth: 2,
      place: 2,
      siblings: 2,
      root: 'body',
      open: true,
    });
  });

  test('that match are shown with what is around them, open though it is folded', () => {
    expect(paths(['/body', '/body/items'], 'A B')).toEqual([
      'body',
      'body.items',
      'body.items[1]',
      'body.items[1]["a b"]',
    ]);
    expect(paths([], 'no such')).toEqual(['body', 'body.error']);
    expect(paths([], 'nothing like it')).toEqual([]);
  });

  test('of a variable that matches itself are all there', () => {
    expect(paths(['/body/items'], 'body')).toEqual(['body', 'body.error', 'body.items']);
  });
});

describe('what is copied of a variable', () => {
  test('is text as it is, the rest as JSON with all its digits', () => {
    expect(variableValue(variableView('a', 'say "hi"\n'))).toBe('say "hi"\n');
    expect(variableJson(variableView('a', 'say "hi"'))).toBe('"say \\"hi\\""');
    expect(variableValue(variableView('a', 128.5))).toBe('128.5');
    expect(variableValue(variableView('a', null))).toBe('null');
    expect(variableJson(variableView('a', {}))).toBe('{}');
    const json = variableJson(variableView('body', JSON.stringify(body)));
    expect(JSON.parse(json)).toEqual(body);
  });
});

test('variables are counted with their parts, as far as it matters', () => {
  expect(countVariables(variables, 100)).toBe(9);
  expect(countVariables(variables, 3)).toBe(3);
});
