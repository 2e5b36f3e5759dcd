import { expect, test } from 'vitest';
import { createCallList, usualChoice } from '../../src/extension/calls/list.ts';
import type { ListedCall } from '../../src/extension/calls/source.ts';

const callOf = (contactId: string): ListedCall => ({
  contactId,
  zone: '+08:00',
  hint: {},
  summary: { direction: 'inbound', outcome: 'completed', agents: [], queues: [] },
});

test('all pages come at once, up to so many calls, with progress, and can be stopped', async () => {
  const progress: unknown[] = [];
  let given = 0;
  let stopAfter = Infinity;
  const list = createCallList(
    () => ({
      next: () => {
        given += 1;
        if (given > stopAfter) list.cancel();
        return Promise.resolve({ calls: [callOf(String(given))], more: true, total: 100 });
      },
    }),
    usualChoice,
    () => {
      const { loading } = list.state();
      if (loading.kind === 'more' && loading.progress !== undefined)
        progress.push(loading.progress.args?.['count']);
    },
  );
  await list.reload();
  await list.loadAll(6);
  expect(list.state().calls).toHaveLength(6);
  expect(list.state().more).toBe(true);
  expect(progress).toEqual([2, 3, 4, 5]);
  stopAfter = 8;
  await list.loadAll(100);
  expect(list.state().calls).toHaveLength(8);
  expect(list.state().loading.kind).toBe('none');
});
