import { describe, expect, test } from 'vitest';
import { usualChoice, type ListState } from '../../src/extension/calls/list.ts';
import type { MoreNode, Node, SourceNode } from '../../src/extension/calls/nodes.ts';
import { isSourceNode, sourceOf } from '../../src/extension/calls/nodes.ts';
import { callNodeFor, keptRows, listRows } from '../../src/extension/calls/rows.ts';
import type { CallSource, ListedCall } from '../../src/extension/calls/source.ts';
import { CallTraceError } from '../../src/http/errors.ts';
import { pagesStopped } from '../../src/providers/paging.ts';
import { renderIn } from '../../src/trace/catalogue.ts';

const render = renderIn('en');
const source: CallSource = {
  id: 'one',
  kind: 'connection',
  zone: '+08:00',
  provider: 'alibaba-ccc-2020',
  instance: 'ccc-test',
  instanceName: 'ccc-test',
  formerly: [],
  inLookUps: true,
  name: 'Test bench',
  description: '',
  filters: { fields: ['number'], dispositions: [], range: { kind: 'today' } },
  list: () => ({ next: () => Promise.reject(new Error('not asked here')) }),
  fetch: () => Promise.resolve(undefined),
};
const parent: SourceNode = { kind: 'source', source };
const more: MoreNode = { kind: 'more', parent };
const nothing = { pinned: () => [], history: () => [] };

const callOf = (contactId: string): ListedCall => ({
  contactId,
  zone: '+08:00',
  hint: {},
  summary: { direction: 'inbound', outcome: 'completed', caller: `139${contactId}`, agents: [], queues: [] },
});
const loaded: ListState = {
  choice: usualChoice,
  calls: [],
  loaded: true,
  more: false,
  loading: { kind: 'none' },
  stopped: false,
};

/** Rows in one word each. */
const words = (rows: readonly Node[]) =>
  rows.map((row) => {
    if (row.kind === 'call') return row.key.contactId;
    if (row.kind === 'word') return row.text;
    return row.kind === 'action' ? `[${row.action.kind}]` : row.kind;
  });
const rowsOf = (state: Partial<ListState>, text = '') =>
  words(listRows(parent, { ...loaded, ...state }, nothing, text, more, render));

describe('the rows of a connection', () => {
  test('are its calls, and one that loads more', () => {
    expect(rowsOf({ calls: [callOf('a'), callOf('b')], more: true })).toEqual([
      'a',
      'b',
      'more',
      '[load-all]',
    ]);
    expect(rowsOf({ loaded: false, loading: { kind: 'first' } })).toEqual(['more']);
  });

  test('say what went wrong, with the way out that fits, above the calls that are there', () => {
    const error = new CallTraceError({
      kind: 'credentials',
      text: { key: 'calls.none.yet' },
      action: 'edit-connection',
      retries: 0,
      page: 'https://example.com/error',
    });
    expect(rowsOf({ calls: [callOf('a')], problem: { error } })).toEqual([
      'No calls in this time.',
      '[edit-connection]',
      '[retry]',
      '[open-error-page]',
      '[show-log]',
      'a',
    ]);
    expect(rowsOf({ loaded: false, problem: { error: new Error('odd') } })).toEqual([
      'Something went wrong: odd',
      '[retry]',
      '[show-log]',
    ]);
  });

  test('say that the provider did not give the list to its end, also after more was loaded', () => {
    const incomplete = pagesStopped('nothing-new', 'querycalls');
    expect(rowsOf({ calls: [callOf('a')], more: true, incomplete })).toEqual([
      'querycalls gave the same page again instead of the next one; the rest was not fetched and is missing.',
      '[retry]',
      '[show-log]',
      'a',
      'more',
      '[load-all]',
    ]);
  });

  test('say that nothing was found, and how to find more', () => {
    expect(rowsOf({})).toEqual(['No calls in this time.', '[widen]']);
    const filter = { range: { kind: 'last', minutes: 7 * 24 * 60 }, number: '1' } as const;
    expect(rowsOf({ choice: { sort: 'newest', filter } })).toEqual([
      'No call fits the filter.',
      '[clear-filter]',
    ]);
    expect(rowsOf({ calls: [callOf('a')], more: true }, 'zzz')).toEqual([
      'None of the loaded calls has these words.',
      '[clear-find]',
      'more',
      '[load-all]',
    ]);
  });

  test('say that loading was stopped', () => {
    expect(rowsOf({ loaded: false, stopped: true })).toEqual([
      'Stopped before the first calls came.',
      '[load]',
    ]);
  });

  test('know which calls are pinned in this connection', () => {
    const key = { provider: source.provider, instance: source.instance, contactId: 'a' };
    const book = {
      pinned: () => [
        { ...callOf('a'), ...key, at: 1 },
        { ...callOf('b'), ...key, contactId: 'b', instance: 'x', at: 1 },
      ],
    };
    const rows = listRows(parent, { ...loaded, calls: [callOf('a'), callOf('b')] }, book, '', more, render);
    expect(rows.map((row) => row.kind === 'call' && row.pinned)).toEqual([true, false]);
  });
});

describe('kept calls', () => {
  const kept = { ...callOf('a'), provider: source.provider, instance: source.instance, at: 1 };
  const gone = { ...callOf('b'), provider: 'laaffic', instance: 'gone', at: 1 };
  const book = { pinned: () => [kept], history: () => [gone, kept] };
  const groups = {
    pinned: { kind: 'group', group: 'pinned' },
    history: { kind: 'group', group: 'history' },
  } as const;

  test('stay when their connection is gone', () => {
    const rows = keptRows(groups.history, book, [source], '', render);
    expect(rows.map(({ key, source: of, pinned }) => [key.contactId, of?.id, pinned])).toEqual([
      ['b', undefined, false],
      ['a', 'one', true],
    ]);
  });

  test('are narrowed by the words that are looked for', () => {
    expect(words(keptRows(groups.history, book, [source], '139b', render))).toEqual(['b']);
  });

  test('are found where no list has them', () => {
    const key = { provider: gone.provider, instance: gone.instance, contactId: 'b' };
    expect(callNodeFor(key, undefined, undefined, groups, book)?.parent).toBe(groups.history);
    const listed = callNodeFor(kept, parent, { ...loaded, calls: [callOf('a')] }, groups, book);
    expect(listed?.parent).toBe(parent);
    expect(callNodeFor({ ...key, contactId: 'c' }, parent, loaded, groups, book)).toBeUndefined();
  });
});

test('every row leads to its source; other things lead nowhere', () => {
  expect(sourceOf(parent)).toBe(source);
  expect(sourceOf(more)).toBe(source);
  for (const other of [undefined, null, 'x', {}, { kind: 'call' }, { parent: 1 }])
    expect(sourceOf(other)).toBeUndefined();
  expect(isSourceNode({ kind: 'source' })).toBe(false);
});
