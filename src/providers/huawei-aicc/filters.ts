import type { FilterOffer } from '../live.ts';

/** What querycalls of version 2 narrows by. It holds the calls of yesterday and today. */
export const huaweiFilters: FilterOffer = {
  fields: ['number', 'direction'],
  dispositions: [],
  range: { kind: 'last', minutes: 60 },
  reachMs: 48 * 3_600_000,
};
