import { describe, expect, test } from 'vitest';
import { historyFrom, replaced, travelled, visited, type History } from '../../webview/history.ts';

const all = () => true;
const way = (...items: readonly string[]): History =>
  items.reduce((history, item, index) => visited(history, item, (index + 1) * 1000), historyFrom('start'));
const shown = ({ entries, at }: History) => entries[at];
const back = (history: History) => travelled(history, -1, all);
const forward = (history: History) => travelled(history, 1, all);

describe('the way along the selections', () => {
  test('goes back to the beginning and forward to the end', () => {
    const history = way('a', 'b');
    const once = back(history) ?? history;
    const twice = back(once) ?? once;
    expect([shown(history), shown(once), shown(twice)]).toEqual(['b', 'a', 'start']);
    expect(back(twice)).toBeUndefined();
    expect(shown(forward(twice) ?? twice)).toBe('a');
    expect(forward(history)).toBeUndefined();
  });

  test('forgets what lay ahead when something else is selected', () => {
    const history = way('a', 'b');
    const other = visited(back(history) ?? history, 'c', 9000);
    expect(other.entries).toEqual(['start', 'a', 'c']);
    expect(forward(other)).toBeUndefined();
  });

  test('takes quick steps for one', () => {
    const history = ['b', 'c', 'd'].reduce(
      (now, item, index) => visited(now, item, 5000 + index * 100),
      way('a'),
    );
    expect(history.entries).toEqual(['start', 'a', 'd']);
    expect(shown(back(history) ?? history)).toBe('a');
  });

  test('keeps where it began, however quick the first step is', () => {
    expect(visited(visited(historyFrom('start'), 'a', 0), 'b', 100).entries).toEqual(['start', 'b']);
  });

  test('is none where quick steps lead back to where they began', () => {
    const history = visited(visited(way('a'), 'b', 5000), 'a', 5100);
    expect(history.entries).toEqual(['start', 'a']);
  });

  test('does not take what is selected after going back for a quick step', () => {
    const history = way('a', 'b');
    const other = visited(back(history) ?? history, 'c', 2001);
    expect(shown(back(other) ?? other)).toBe('a');
  });

  test('counts the same selection once, and the call as a whole too', () => {
    expect(visited(way('a'), 'a', 5000).entries).toEqual(['start', 'a']);
    const none = visited(way('a'), undefined, 5000);
    expect(shown(none)).toBeUndefined();
    expect(shown(back(none) ?? none)).toBe('a');
  });

  test('passes over what a new drawing no longer has', () => {
    const history = way('a', 'gone', 'b');
    const once = travelled(history, -1, (item) => item !== 'gone');
    expect(once && shown(once)).toBe('a');
    expect(travelled(way('gone'), -1, () => false)).toBeUndefined();
  });

  test('goes on from what took the place of the selection', () => {
    const history = replaced(way('a', 'b'), 'other');
    expect(shown(history)).toBe('other');
    expect(shown(back(history) ?? history)).toBe('a');
  });

  test('has an end', () => {
    const history = way(...Array.from({ length: 300 }, (_, index) => `s${index}`));
    expect(history.entries.length).toBe(100);
    expect(shown(history)).toBe('s299');
  });
});
