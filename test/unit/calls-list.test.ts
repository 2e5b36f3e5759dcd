import { describe, expect, test, vi } from 'vitest';
import {
  createCallList,
  hasOtherRows,
  lengthOf,
  shownCalls,
  usualChoice,
  type CallList,
} from '../../src/extension/calls/list.ts';
import type { ListedCall, ListedPager } from '../../src/extension/calls/source.ts';
import type { CallFilter, LiveContext } from '../../src/providers/live.ts';
import { pagesStopped } from '../../src/providers/paging.ts';

const callOf = (contactId: string, startedAt = 0, lengthMs?: number): ListedCall => ({
  contactId,
  zone: '+08:00',
  hint: {},
  summary: {
    direction: 'inbound',
    outcome: 'completed',
    agents: [],
    queues: [],
    startedAt,
    ...(lengthMs === undefined ? {} : { endedAt: startedAt + lengthMs }),
  },
});

type Page = Awaited<ReturnType<ListedPager['next']>>;
const page = (ids: readonly string[], more = false, total?: number): Page => ({
  calls: ids.map((id) => callOf(id)),
  more,
  ...(total === undefined ? {} : { total }),
});

/** A source whose answers come when the test says so. */
function source(): {
  readonly open: (filter: CallFilter | undefined) => ListedPager;
  readonly filters: (CallFilter | undefined)[];
  readonly asked: {
    readonly context: LiveContext;
    readonly give: (page: Page) => void;
    readonly fail: (error: Error) => void;
  }[];
} {
  const filters: (CallFilter | undefined)[] = [];
  const asked: ReturnType<typeof source>['asked'] = [];
  return {
    filters,
    asked,
    open: (filter) => {
      filters.push(filter);
      return {
        next: (context) =>
          new Promise((give, fail) => {
            asked.push({ context, give, fail });
          }),
      };
    },
  };
}

const ids = (list: CallList) => list.state().calls.map(({ contactId }) => contactId);

describe('the list of calls of a source', () => {
  test('is loaded page by page, each contact ID once', async () => {
    const { open, asked } = source();
    const loaded = vi.fn();
    const list = createCallList(open, usualChoice, () => undefined, loaded);
    const first = list.reload();
    expect(list.state()).toMatchObject({ loaded: false, loading: { kind: 'first' } });
    asked[0]?.give(page(['c', 'b', 'c'], true, 3412));
    await first;
    expect(list.state()).toMatchObject({ loaded: true, more: true, total: 3412, loading: { kind: 'none' } });
    const second = list.loadMore();
    expect(list.state().loading.kind).toBe('more');
    asked[1]?.give(page(['b', 'a']));
    await second;
    expect(ids(list)).toEqual(['c', 'b', 'a']);
    expect(list.state().more).toBe(false);
    expect(loaded).toHaveBeenCalledTimes(2);
    await list.loadMore();
    expect(asked).toHaveLength(2);
  });

  test('keeps why calls are missing until it begins anew', async () => {
    const { open, asked } = source();
    const list = createCallList(open, usualChoice, () => undefined);
    const incomplete = pagesStopped('nothing-new', 'List');
    const first = list.reload();
    asked[0]?.give(page(['c'], true));
    await first;
    const second = list.loadMore();
    asked[1]?.give({ ...page(['b']), incomplete });
    await second;
    expect(list.state().incomplete).toBe(incomplete);
    const refreshed = list.refresh();
    asked[2]?.give(page(['d', 'c'], true));
    await refreshed;
    expect(ids(list)).toEqual(['d', 'c', 'b']);
    expect(list.state().incomplete).toBe(incomplete);
    const again = list.reload();
    asked[3]?.give(page(['d']));
    await again;
    expect(list.state().incomplete).toBeUndefined();
  });

  test('a reload supersedes the one that runs, whose answer is dropped', async () => {
    const { open, asked } = source();
    const list = createCallList(open, usualChoice, () => undefined);
    const old = list.reload();
    const fresh = list.reload();
    expect(asked[0]?.context.signal.aborted).toBe(true);
    asked[0]?.give(page(['old']));
    await old;
    expect(list.state()).toMatchObject({ loaded: false, loading: { kind: 'first' } });
    asked[1]?.give(page(['new']));
    await fresh;
    expect(ids(list)).toEqual(['new']);
  });

  test('the failure of a superseded reload is not shown', async () => {
    const { open, asked } = source();
    const list = createCallList(open, usualChoice, () => undefined);
    const old = list.reload();
    const fresh = list.reload();
    asked[0]?.fail(new Error('gone'));
    await old;
    expect(list.state().problem).toBeUndefined();
    asked[1]?.give(page([]));
    await fresh;
    expect(list.state().loaded).toBe(true);
  });

  test('a page that fails keeps what is loaded, and can be asked for again', async () => {
    const { open, asked } = source();
    const list = createCallList(open, usualChoice, () => undefined);
    const first = list.reload();
    asked[0]?.give(page(['b'], true));
    await first;
    const failing = list.loadMore();
    asked[1]?.fail(new Error('gone'));
    await failing;
    expect(list.state()).toMatchObject({ more: true, problem: { error: new Error('gone') } });
    expect(ids(list)).toEqual(['b']);
    const again = list.loadMore();
    asked[2]?.give(page(['a']));
    await again;
    expect(ids(list)).toEqual(['b', 'a']);
    expect(list.state().problem).toBeUndefined();
  });

  test('a list that shows nothing forgets its failure as soon as it is tried again', async () => {
    const { open, asked } = source();
    const list = createCallList(open, usualChoice, () => undefined);
    const first = list.reload();
    asked[0]?.fail(new Error('gone'));
    await first;
    expect(list.state().problem).toBeDefined();
    const again = list.reload();
    expect(list.state().problem).toBeUndefined();
    asked[1]?.give(page(['a']));
    await again;
    expect(ids(list)).toEqual(['a']);
  });

  test('cancelling stops the request; an empty list says that it was stopped', async () => {
    const { open, asked } = source();
    const list = createCallList(open, usualChoice, () => undefined);
    const first = list.reload();
    list.cancel();
    expect(asked[0]?.context.signal.aborted).toBe(true);
    expect(list.state()).toMatchObject({ loading: { kind: 'none' }, stopped: true });
    asked[0]?.give(page(['late']));
    await first;
    expect(ids(list)).toEqual([]);
  });

  test('progress is told while a request runs, and not after it', async () => {
    const { open, asked } = source();
    const changes = vi.fn();
    const list = createCallList(open, usualChoice, changes);
    const first = list.reload();
    asked[0]?.context.onProgress({ key: 'some.progress' });
    expect(list.state().loading).toEqual({ kind: 'first', progress: { key: 'some.progress' } });
    asked[0]?.give(page([]));
    await first;
    const count = changes.mock.calls.length;
    asked[0]?.context.onProgress({ key: 'late.progress' });
    expect(changes).toHaveBeenCalledTimes(count);
  });

  test('another filter empties the list and asks the source for it; another order does neither', async () => {
    const { open, asked, filters } = source();
    const list = createCallList(open, usualChoice, () => undefined);
    const first = list.reload();
    asked[0]?.give(page(['a']));
    await first;
    list.choose({ sort: 'longest' });
    expect(ids(list)).toEqual(['a']);
    const filter: CallFilter = { range: { kind: 'today' }, number: '138' };
    list.choose({ sort: 'longest', filter });
    expect(list.state()).toMatchObject({ loaded: false, calls: [] });
    const second = list.reload();
    asked[1]?.give(page(['b']));
    await second;
    expect(filters).toEqual([undefined, filter]);
  });

  describe('of many pages', () => {
    /** Lists as many pages as are asked for, of one call each, and says what it has for each request. */
    const longList = () => {
      const made = source();
      const progress: unknown[] = [];
      const list = createCallList(made.open, usualChoice, () => {
        const { loading } = list.state();
        if (loading.kind === 'more') progress.push(loading.progress?.args?.['count']);
      });
      let given = 0;
      const give = async (count: number) => {
        for (const end = given + count; given < end; given += 1) {
          await vi.waitFor(() => expect(made.asked.length).toBeGreaterThan(given));
          made.asked[given]?.give(page([`call-${given}`], true, 100));
        }
      };
      return { ...made, list, give, progress };
    };

    test('as many pages come as are there, at most ten, and the rows change once', async () => {
      const { list, give, asked, progress } = longList();
      const sizes: number[] = [];
      for (const count of [1, 1, 2, 4, 8, 10, 10]) {
        const loading = sizes.length === 0 ? list.reload() : list.loadMore();
        await give(count);
        await loading;
        sizes.push(list.state().calls.length);
      }
      expect(sizes).toEqual([1, 2, 4, 8, 16, 26, 36]);
      expect(asked).toHaveLength(36);
      expect(progress.filter((count) => count !== undefined).slice(0, 4)).toEqual([3, 5, 6, 7]);
    });

    test('what came before a page failed stays', async () => {
      const { list, give, asked } = longList();
      const first = list.reload();
      await give(1);
      await first;
      const second = list.loadMore();
      await give(1);
      await second;
      const third = list.loadMore();
      await give(1);
      await vi.waitFor(() => expect(asked).toHaveLength(4));
      asked[3]?.fail(new Error('gone'));
      await third;
      expect(ids(list)).toEqual(['call-0', 'call-1', 'call-2']);
      expect(list.state()).toMatchObject({ more: true, problem: { error: new Error('gone') } });
    });

    test('what came before it was stopped stays', async () => {
      const { list, give, asked } = longList();
      const first = list.reload();
      await give(1);
      await first;
      const second = list.loadMore();
      await give(1);
      await second;
      const third = list.loadMore();
      await give(1);
      await vi.waitFor(() => expect(asked).toHaveLength(4));
      list.cancel();
      expect(ids(list)).toEqual(['call-0', 'call-1', 'call-2']);
      expect(list.state()).toMatchObject({ more: true, stopped: false, loading: { kind: 'none' } });
      asked[3]?.give(page(['late']));
      await third;
      expect(ids(list)).toEqual(['call-0', 'call-1', 'call-2']);
    });
  });

  describe('refreshed', () => {
    const twoPages = async () => {
      const made = source();
      const list = createCallList(made.open, usualChoice, () => undefined);
      const first = list.reload();
      made.asked[0]?.give(page(['d', 'c'], true, 4));
      await first;
      const second = list.loadMore();
      made.asked[1]?.give(page(['b'], true, 4));
      await second;
      return { list, ...made };
    };

    test('keeps older pages, takes newer calls in front and goes on where it was', async () => {
      const { list, asked } = await twoPages();
      const refreshing = list.refresh();
      asked[2]?.give(page(['e', 'd'], true, 5));
      await refreshing;
      expect(ids(list)).toEqual(['e', 'd', 'c', 'b']);
      expect(list.state().total).toBe(5);
      const more = list.loadMore();
      asked[3]?.give(page(['a']));
      await more;
      expect(ids(list)).toEqual(['e', 'd', 'c', 'b', 'a']);
    });

    test('is the same list where nothing is new, and changes only what is', async () => {
      const { list, asked } = await twoPages();
      const before = list.state();
      const same = list.refresh();
      asked[2]?.give(page(['d', 'c'], true, 4));
      await same;
      expect(list.state().calls).toBe(before.calls);
      expect(hasOtherRows(before, list.state())).toBe(false);
      const other = list.refresh();
      asked[3]?.give({ ...page([], true, 4), calls: [callOf('d', 0, 5), callOf('c')] });
      await other;
      expect(hasOtherRows(before, list.state())).toBe(true);
      expect(list.state().calls[0]).toEqual(callOf('d', 0, 5));
      expect(list.state().calls.slice(1)).toEqual(before.calls.slice(1));
      expect(list.state().calls[1]).toBe(before.calls[1]);
    });

    test('begins anew where calls may be missing in between', async () => {
      const { list, asked } = await twoPages();
      const refreshing = list.refresh();
      asked[2]?.give(page(['z', 'y'], true));
      await refreshing;
      expect(ids(list)).toEqual(['z', 'y']);
    });

    test('does nothing while a request runs', async () => {
      const { list, asked } = await twoPages();
      const more = list.loadMore();
      await list.refresh();
      expect(asked).toHaveLength(3);
      asked[2]?.give(page([]));
      await more;
    });
  });
});

describe('what is shown of the loaded calls', () => {
  const calls = [callOf('a', 10, 5), callOf('b', 30, 1), callOf('c', 20), callOf('d', 10, 9)];
  const shown = (sort: 'newest' | 'oldest' | 'longest', text = '') =>
    shownCalls(calls, sort, text, ({ contactId }) => `call ${contactId}`).map(({ contactId }) => contactId);

  test('stands in the chosen order; equal ones stay as the provider gave them', () => {
    expect(shown('newest')).toEqual(['b', 'c', 'a', 'd']);
    expect(shown('oldest')).toEqual(['a', 'd', 'c', 'b']);
    expect(shown('longest')).toEqual(['d', 'a', 'b', 'c']);
  });

  test('has every word that was typed', () => {
    expect(shown('newest', ' CALL  d ')).toEqual(['d']);
    expect(shown('newest', 'call x')).toEqual([]);
  });

  test('a call without a start stands last by time; a call that ends before it begins has no length', () => {
    const unknown: ListedCall = {
      ...callOf('u'),
      summary: { direction: 'unknown', outcome: 'unknown', agents: [], queues: [] },
    };
    expect(shownCalls([unknown, ...calls], 'newest', '', () => '').at(-1)).toBe(unknown);
    expect(lengthOf(callOf('x', 100, -50))).toBe(0);
    expect(lengthOf(unknown)).toBeUndefined();
  });

  test('ten thousand calls are searched and sorted in well under a second', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => callOf(`job-${index}`, index));
    expect(shownCalls(many, 'newest', 'job-99', ({ contactId }) => contactId)).toHaveLength(111);
  });
});
