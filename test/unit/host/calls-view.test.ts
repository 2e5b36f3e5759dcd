import { describe, expect, test, vi } from 'vitest';
import { createCallBook } from '../../../src/extension/calls/book.ts';
import { sourceItem } from '../../../src/extension/calls/items.ts';
import { usualChoice, type ListState } from '../../../src/extension/calls/list.ts';
import { createCallLists } from '../../../src/extension/calls/lists.ts';
import { callRow } from '../../../src/extension/calls/row.ts';
import { isFound, listRows } from '../../../src/extension/calls/rows.ts';
import type { CallSource, ListedCall } from '../../../src/extension/calls/source.ts';
import { createSharedState } from '../../../src/extension/shared-state.ts';
import { readResponses } from '../../../src/providers/read.ts';
import { renderIn } from '../../../src/trace/catalogue.ts';

vi.mock('vscode', () => ({
  EventEmitter: class {
    readonly event = () => ({ dispose: () => undefined });
    fire(): void {
      // Nobody listens.
    }
  },
  ThemeIcon: class {
    readonly id: string;
    constructor(id: string) {
      this.id = id;
    }
  },
  TreeItem: class {
    readonly label: string;
    constructor(label: string) {
      this.label = label;
    }
  },
  TreeItemCollapsibleState: { Collapsed: 1, Expanded: 2 },
}));

const render = renderIn('en');
const callOf = (contactId: string): ListedCall => ({
  contactId,
  zone: '+08:00',
  hint: {},
  summary: { direction: 'inbound', outcome: 'completed', caller: `139${contactId}`, agents: [], queues: [] },
});
const pageOf = (count: number) => ({
  calls: Array.from({ length: count }, (_, index) => callOf(String(index))),
  more: false,
});
let listed = 0;
const source: CallSource = {
  ...{ id: 'one', kind: 'connection', provider: 'alibaba-ccc-2020', instance: 'ccc-test.0123456789' },
  ...{
    instanceName: 'ccc-test',
    formerly: [],
    inLookUps: true,
    zone: '+08:00',
    name: 'Bench',
    description: 'ccc-test',
  },
  changedAt: 1,
  filters: { fields: ['number'], dispositions: [], range: { kind: 'last', minutes: 24 * 60 } },
  list: () => ({
    next: () => {
      listed += 1;
      return Promise.resolve(pageOf(2));
    },
  }),
  fetch: () => Promise.resolve(undefined),
};
const parent = { kind: 'source', source } as const;
const state: ListState = {
  choice: usualChoice,
  calls: [],
  loaded: true,
  more: false,
  loading: { kind: 'none' },
  stopped: false,
};
const calls = [callOf('1'), callOf('2')];
const descriptionOf = (of: ListState) => sourceItem(parent, of, render, false).description;

describe('the row of a connection', () => {
  test('says which time its list covers, the usual one too, and in which zone', () => {
    expect(descriptionOf(state)).toBe('last 24 hours · UTC+8 · ccc-test');
    const range = { kind: 'between', from: 0, to: 60_000 } as const;
    expect(descriptionOf({ ...state, calls, choice: { sort: 'newest', filter: { range } } })).toBe(
      '1970-01-01 08:00 – 1970-01-01 08:01 UTC+8 · ccc-test',
    );
    expect(sourceItem(parent, state, render, false).contextValue).toBe('connection');
  });

  test('says that an order is one of what is loaded, where there is more', () => {
    const longest: ListState = { ...state, calls, choice: { sort: 'longest' } };
    expect(descriptionOf(longest)).toContain('UTC+8 · Longest first · ccc-test');
    expect(descriptionOf({ ...longest, more: true })).toContain('Longest first of the 2 loaded');
  });
});

describe('the rows of a list', () => {
  test('offer all of it at once, where it goes on', () => {
    const actions = (of: ListState) =>
      listRows(parent, of, { pinned: () => [] }, '', { kind: 'more', parent }, render).flatMap((node) =>
        node.kind === 'action' ? [node.action.kind] : [],
      );
    expect(actions({ ...state, calls, more: true })).toEqual(['load-all']);
    expect(actions({ ...state, more: true, loading: { kind: 'first' } })).toEqual([]);
    expect(actions({ ...state, calls })).toEqual([]);
  });

  test('a call is found by the words of a find, and without one', () => {
    expect(isFound(callOf('77'), '13977', render)).toBe(true);
    expect(isFound(callOf('77'), '13978', render)).toBe(false);
    expect(isFound(callOf('77'), '', render)).toBe(true);
  });

  test('a list is loaded anew where its connection was changed, and only then', async () => {
    const values = new Map<string, unknown>();
    const shared = createSharedState({
      get: (key: string, usual?: unknown) => values.get(key) ?? usual,
      update: () => Promise.resolve(),
    });
    const lists = createCallLists(shared, createCallBook(shared), () => undefined);
    listed = 0;
    await lists.of(source).reload();
    expect(listed).toBe(1);
    lists.keep([{ ...source, name: 'Renamed' }]);
    expect(listed).toBe(1);
    lists.keep([{ ...source, changedAt: 2 }]);
    await vi.waitFor(() => expect(listed).toBe(2));
  });
});

describe('a call that goes on', () => {
  const rowOf = (body: unknown, name: string) => {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const [trace] = readResponses([{ name, bytes }]).traces;
    return trace && callRow(trace, render, false);
  };
  const row = {
    ContactId: 'job-1',
    ContactType: 'INBOUND',
    CallingNumber: '0',
    StartTime: 1_763_000_000_000,
  };
  const page = (more: Readonly<Record<string, unknown>> = {}) => ({
    ...{ Code: 'OK', HttpStatusCode: 200, RequestId: 'r' },
    Data: { TotalCount: 1, PageNumber: 1, PageSize: 10, List: [{ ...row, ...more }] },
  });

  test('is marked in the list of Alibaba Cloud, whatever word stands beside it', () => {
    const running = rowOf(page(), 'ListCallDetailRecordsV2.json');
    expect(running?.icon.id).toBe('record');
    expect(running?.description).toContain(render({ key: 'outcome.in-progress' }));
    const ended = rowOf(page({ ReleaseTime: 1_763_000_060_000 }), 'ListCallDetailRecordsV2.json');
    expect(ended?.icon.id).toBe('question');
    const summary = { ...callOf('1').summary, outcome: 'in-progress', disposition: { code: 'X' } } as const;
    expect(callRow({ ...callOf('1'), summary }, render, false).description).toContain(
      render({ key: 'outcome.in-progress' }),
    );
  });

  test('is marked in the list of Huawei AICC', () => {
    const call = {
      callId: '1678978542-92',
      callerNo: '80000888',
      calleeNo: '624192',
      callType: '0',
      vdn: 170,
    };
    const times = { logDate: '1678978700000', waitBegin: '1678978542000', ackBegin: '1678978570000' };
    const listOf = (more: Readonly<Record<string, unknown>>) => ({
      resultCode: '0100000',
      resultDesc: {
        count: 1,
        data: [{ ...call, ...times, callBegin: '1678978575000', mediaType: 5, subMediaType: 0, ...more }],
      },
    });
    expect(rowOf(listOf({ callEnd: '0' }), 'querycalls.json')?.icon.id).toBe('record');
    expect(rowOf(listOf({ callEnd: '1678978695000', leaveReason: '88' }), 'querycalls.json')?.icon.id).toBe(
      'check',
    );
  });
});
