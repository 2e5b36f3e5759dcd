import { afterEach, describe, expect, it } from 'vitest';
import { fetchCallSources } from '../../src/providers/alibaba-ccc-2020/fetch-call.ts';
import { fetchPages } from '../../src/providers/fetch-pages.ts';
import { createHuawei } from '../../src/providers/huawei-aicc/live.ts';
import { createPager } from '../../src/providers/listing.ts';
import type { CallListing, CallPage, CallPager } from '../../src/providers/live.ts';
import { guardPages, mostPages } from '../../src/providers/paging.ts';
import { builtInPopulation } from '../simulators/alibaba-ccc-2020-calls.ts';
import { clientOf, simulate } from './alibaba-2020-setup.ts';
import {
  alibaba2017,
  alibaba2020,
  closeAll,
  failureOf,
  huawei,
  laaffic,
  lastDay,
  listening,
  now,
} from './support/live-bench.ts';
import { scripted, type Asked } from './support/scripted.ts';

afterEach(closeAll);

/** All pages of a list, with no more questions than a person would bear. */
async function read(pager: CallPager): Promise<{ readonly ids: readonly string[]; readonly last: CallPage }> {
  const ids: string[] = [];
  for (let pages = 0; pages < 3000; pages += 1) {
    const page = await pager.next(listening());
    ids.push(...page.calls.map(({ contactId }) => contactId));
    if (!page.more) return { ids, last: page };
  }
  throw new Error('The list has no end.');
}

const repeated = 'error.malformed.pages-repeated';

describe('a server that ignores which page is asked for', () => {
  it.each([
    ['alibaba-ccc-2020', alibaba2020],
    ['alibaba-ccc-2017', alibaba2017('json')],
    ['laaffic', laaffic],
  ] as const)('is asked twice for a list, and that calls are missing is told: %s', async (_, start) => {
    const { provider, server, listOperation } = await start(230, { ignoresPage: true });
    const { ids, last } = await read(provider.list(lastDay));
    expect(ids).toHaveLength(100);
    expect(new Set(ids).size).toBe(100);
    expect(last.incomplete?.text).toEqual({ key: repeated, args: { operation: listOperation } });
    expect(server.requests.filter(({ operation }) => operation === listOperation)).toHaveLength(2);
  });

  it('does not keep LAAFFIC searching, and that the call is nowhere is not said', async () => {
    const { provider, server } = await laaffic(230, { ignoresPage: true });
    expect((await failureOf(provider.fetch('404', {}, listening()))).text.key).toBe(repeated);
    expect(server.requests.length).toBeLessThanOrEqual(4);
  });

  it('gives the steps of a call once, with the reason why the others are missing', async () => {
    const simulator = await simulate({
      population: builtInPopulation({ 'job-long': 350 }),
      paging: { ignoresPage: true },
    });
    const { responses, failures } = await fetchCallSources(clientOf(simulator), 'job-long');
    const asked = simulator.requests.filter(({ operation }) => operation === 'ListIvrTrackingDetails');
    expect(responses.filter(({ operation }) => operation === 'ListIvrTrackingDetails')).toHaveLength(1);
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(failures).toMatchObject([{ missing: ['ivr'], error: { text: { key: repeated } } }]);
  });

  it('does not hold up the choice of an instance', async () => {
    const { provider, server } = await alibaba2020(1, { ignoresPage: true, total: () => 1e9 });
    expect((await provider.instances?.(listening()))?.map(({ id }) => id)).toContain('ccc-live');
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });
});

describe('a server whose totals lie', () => {
  it.each([
    ['alibaba-ccc-2020', alibaba2020],
    ['alibaba-ccc-2017', alibaba2017('json')],
    ['huawei-aicc', huawei],
    ['laaffic', laaffic],
  ] as const)('gives all its calls where it names too many: %s', async (_, start) => {
    const { provider, server, idOf } = await start(130, { total: () => 1_000_000_000 });
    const { ids } = await read(provider.list(lastDay));
    expect(ids.toSorted()).toEqual(Array.from({ length: 130 }, (_one, index) => idOf(index)).toSorted());
    expect(server.requests.length).toBeLessThan(20);
  });
});

describe('Huawei', () => {
  const account = {
    ...{ endpoint: 'https://cms.example:28443', ccId: 1, vdn: 170, accessKey: 'ak', secretKey: 'sk' },
    timestamp: 'milliseconds',
  } as const;
  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ callId: `1789-${String(index)}`, callerNo: '1', calleeNo: '2', leaveReason: '88' },
      ...{ waitBegin: String(now - 90_000), callEnd: String(now - 30_000), logDate: String(now) },
    }));
  const start = (
    answer: (asked: Asked) => { readonly rows: readonly unknown[]; readonly count?: number },
  ) => {
    const { environment, requests } = scripted(now, (asked) => {
      const { rows, count } = asked.body['isCallIn'] === 'true' ? answer(asked) : { rows: [], count: 0 };
      return { body: { resultCode: '0100000', resultDesc: { data: rows, count } } };
    });
    return { pager: createHuawei(account, environment).list(lastDay), requests };
  };
  const pageAt = (rows: readonly unknown[], { body }: Asked) => {
    const offset = Number(body['offset']);
    return rows.slice(offset, offset + Number(body['limit']));
  };
  /** All in the same minute, so that no shorter slice of time makes them fit on a page. */
  const sameMinute = (asked: Asked, rows: readonly unknown[]) =>
    Number(asked.body['beginDate']) <= now - 90_000 && Number(asked.body['endDate']) >= now - 90_000
      ? rows
      : [];

  it.each([
    ['with a count', true],
    ['without one', false],
  ])(
    'has a second and a third page where a minute has more calls than a page holds: %s',
    async (_, counts) => {
      const all = rowsOf(230);
      const { pager, requests } = start((asked) => {
        const rows = sameMinute(asked, all);
        return { rows: pageAt(rows, asked), ...(counts ? { count: rows.length } : {}) };
      });
      const { ids, last } = await read(pager);
      expect(new Set(ids).size).toBe(230);
      expect(last.incomplete).toBeUndefined();
      const offsets = requests.map(({ body }) => body['offset']).filter((offset) => offset !== 0);
      expect(offsets).toEqual([100, 200]);
    },
  );

  it('that gives fewer rows than a page may have is read on from where it stopped', async () => {
    const all = rowsOf(90);
    const { pager } = start((asked) => ({ rows: pageAt(all, asked).slice(0, 40), count: 90 }));
    expect(new Set((await read(pager)).ids).size).toBe(90);
  });

  it.each([
    ['says how many there are', 150],
    ['says nothing', undefined],
  ])(
    'that ignores offset and time and %s is not asked without end, and that calls are missing is told',
    async (_, count) => {
      const all = rowsOf(100);
      const { pager, requests } = start(() => ({ rows: all, ...(count === undefined ? {} : { count }) }));
      const { ids, last } = await read(pager);
      expect(new Set(ids).size).toBe(100);
      expect(last.incomplete?.text.key).toBe(repeated);
      expect(requests.length).toBeLessThan(60);
    },
  );
});

const listing = (contactId: string): CallListing => ({
  ...{ contactId, zone: '+08:00', hint: {} },
  summary: { direction: 'unknown', outcome: 'unknown', agents: [], queues: [] },
});

describe('a pager', () => {
  it('goes on with the next list where one repeats itself, and keeps saying that calls are missing', async () => {
    const pages: Readonly<Record<string, readonly string[]>> = {
      '1.1': ['a', 'b'],
      '1.2': ['a'],
      '2.1': ['c'],
    };
    const pager = createPager('List', '1.1', (position) =>
      Promise.resolve({
        calls: (pages[position] ?? []).map(listing),
        page: Number(position.slice(2)),
        ...(position === '2.1' ? {} : { next: position === '1.1' ? '1.2' : '1.3', then: '2.1' }),
      }),
    );
    const { ids, last } = await read(pager);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(last.incomplete?.text.key).toBe(repeated);
  });

  it('does not take a call that stands in two lists for a repetition', async () => {
    const pager = createPager('List', 1, (list: number) =>
      Promise.resolve({
        calls: [listing(list < 3 ? 'edge' : 'older')],
        page: 1,
        next: list,
        ...(list < 3 ? { then: list + 1 } : {}),
        ...(list < 3 ? { next: list + 1 } : {}),
      }),
    );
    const first = await pager.next(listening());
    const second = await pager.next(listening());
    expect([first, second].map(({ calls }) => calls[0]?.contactId)).toEqual(['edge', 'older']);
    expect(second.incomplete).toBeUndefined();
  });

  it('ends after a thousand pages that all have something new, and says so', async () => {
    const pager = createPager('List', 1, (page: number) =>
      Promise.resolve({ calls: [listing(String(page))], page, next: page + 1 }),
    );
    const { ids, last } = await read(pager);
    expect(ids).toHaveLength(mostPages);
    expect(last.incomplete?.text).toEqual({
      key: 'error.malformed.many-pages',
      args: { operation: 'List', pages: 1000 },
    });
  });
});

describe('the pages of the steps of a call', () => {
  const fetch = (pages: readonly (readonly string[])[], total?: number, size = 2) =>
    fetchPages(
      'Steps',
      size,
      (number) => Promise.resolve(pages[number - 1] ?? pages.at(-1) ?? []),
      (rows) => ({ rows, total }),
    );

  it('end at a page that came before, which is not kept', async () => {
    const { pages, failure } = await fetch([
      ['a', 'b'],
      ['c', 'd'],
      ['a', 'b'],
    ]);
    expect(pages).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(failure?.text.key).toBe(repeated);
  });

  it('are complete where as many as there should be came before the repetition', async () => {
    const { pages, failure } = await fetch([['a', 'b']], 2);
    expect(pages).toEqual([['a', 'b']]);
    expect(failure).toBeUndefined();
  });

  it('may have equal rows', async () => {
    const { pages, failure } = await fetch([['a', 'a'], ['a']], 3);
    expect(pages).toEqual([['a', 'a'], ['a']]);
    expect(failure).toBeUndefined();
  });

  it('end after a thousand', async () => {
    const { pages, failure } = await fetchPages(
      'Steps',
      1,
      (number) => Promise.resolve([number]),
      (rows) => ({ rows, total: 1_000_000 }),
    );
    expect(pages).toHaveLength(mostPages);
    expect(failure?.text.key).toBe('error.malformed.many-pages');
  });
});

it('a guard tells a page of known rows from one with a new row', () => {
  const guard = guardPages(3);
  expect(guard.after(['a', 'b'])).toBeUndefined();
  expect(guard.after(['b', 'c'])).toBeUndefined();
  expect(guard.after(['a', 'c'])).toBe('nothing-new');
  expect(guard.after(['d'])).toBe('too-many');
});
