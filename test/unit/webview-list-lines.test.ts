import { describe, expect, test } from 'vitest';
import type { DrawnView } from '../../src/trace/view/types.ts';
import { listLines, type LinesOptions } from '../../webview/list-lines.ts';
import { sampleDrawn } from './support/viewer.ts';

const view: DrawnView = sampleDrawn();
const make = (options: Partial<LinesOptions> = {}) =>
  listLines({ rows: view.rows, grouping: 'none', folded: new Set(), latestFirst: false, ...options });
const told = (options: Partial<LinesOptions>): readonly string[] => {
  const lines = make(options);
  return Array.from({ length: lines.length }, (_, at) => {
    const line = lines.at(at);
    if (line === undefined) return 'none';
    if (line.kind === 'lane') return `${line.open ? '-' : '+'} ${line.lane} ${line.count}`;
    return view.rows.at(line.row)?.item ?? '';
  });
};
const place = (item: string) => view.rows.placeOf(item);

describe('the lines of the list by time', () => {
  test('are the rows, earliest or latest first', () => {
    const all = told({});
    expect(all).toHaveLength(31);
    expect(told({ latestFirst: true })).toEqual([...all].reverse());
    const lines = make({ latestFirst: true });
    expect(lines.lineOf(0)).toBe(30);
    expect(lines.at(31)).toBeUndefined();
    expect(lines.at(-1)).toBeUndefined();
  });

  test('are only those that match, where there is a filter', () => {
    const only = Uint32Array.of(place('s4'), place('s11'), place('e7'));
    expect(told({ only })).toEqual(['s4', 's11', 'e7']);
    const lines = make({ only, latestFirst: true });
    expect(lines.lineOf(place('e7'))).toBe(0);
    expect(lines.lineOf(place('s5'))).toBe(-1);
  });
});

describe('the lines of the list by sub-flow', () => {
  test('have the steps of a sub-flow beneath the step that called it', () => {
    const lines = make({ grouping: 'sub-flow' });
    expect(lines.length).toBe(31);
    expect(lines.at(lines.lineOf(place('s8')))).toMatchObject({ level: 1, open: true });
    expect(lines.at(lines.lineOf(place('s11')))).toMatchObject({ level: 2 });
    expect(lines.around(place('s11'))).toEqual(['s8']);
    expect(lines.around(place('s14'))).toEqual([]);
  });

  test('leave out what is folded, and nothing that comes after', () => {
    const folded = new Set(['s8']);
    const items = told({ grouping: 'sub-flow', folded });
    expect(items).toContain('s8');
    expect(items).toContain('s14');
    for (const inside of ['s9', 's10', 's11', 's12', 's13']) expect(items).not.toContain(inside);
    expect(items.filter((item) => item.startsWith('e'))).toHaveLength(11);
    const lines = make({ grouping: 'sub-flow', folded });
    expect(lines.lineOf(place('s11'))).toBe(-1);
    expect(lines.at(lines.lineOf(place('s8')))).toMatchObject({ open: false });
  });

  test('are only those that match, where there is a filter', () => {
    const only = Uint32Array.of(place('s4'), place('s11'), place('s14'));
    expect(told({ grouping: 'sub-flow', only })).toEqual(['s4', 's11', 's14']);
    expect(told({ grouping: 'sub-flow', only, folded: new Set(['s8']) })).toEqual(['s4', 's14']);
  });
});

describe('the lines of the list by lane', () => {
  test('have a head for each lane that has something', () => {
    const heads = told({ grouping: 'lane' }).filter((line) => line.startsWith('-'));
    expect(heads).toEqual(['- customer 1', '- ivr 22', '- queue 6', '- agent 2']);
    expect(heads.map((head) => Number(head.split(' ')[2])).reduce((sum, count) => sum + count, 0)).toBe(31);
  });

  test('go both ways within a lane, and find a row', () => {
    const lines = make({ grouping: 'lane' });
    for (const item of ['s1', 's11', 'e7', 'e3']) {
      const line = lines.at(lines.lineOf(place(item)));
      expect(line).toEqual({ kind: 'row', row: place(item), level: 2 });
    }
    const turned = make({ grouping: 'lane', latestFirst: true });
    expect(turned.lineOf(place('s1'))).toBeGreaterThan(turned.lineOf(place('s11')));
  });

  test('leave out the rows of a folded lane', () => {
    const folded = new Set(['ivr']);
    expect(told({ grouping: 'lane', folded }).some((line) => line.startsWith('s'))).toBe(false);
    const lines = make({ grouping: 'lane', folded });
    expect(lines.lineOf(place('s11'))).toBe(-1);
    expect(lines.around(place('s11'))).toEqual(['ivr']);
  });

  test('have no head for a lane in which nothing matches', () => {
    expect(told({ grouping: 'lane', only: Uint32Array.of(place('s4')) })).toEqual(['- ivr 1', 's4']);
  });
});
