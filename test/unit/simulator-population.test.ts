import { describe, expect, it } from 'vitest';
import { arriving } from '../simulators/arriving.ts';
import { busyTimeOf, clockTimeOf } from '../simulators/business-hours.ts';
import { populate, type CallPopulation } from '../simulators/population.ts';

const newest = Date.UTC(2026, 9, 12, 6);
const hour = 3_600_000;
const all = (population: CallPopulation) =>
  Array.from({ length: population.count }, (_, index) => population.call(index));

describe('the population', () => {
  it('is the same for the same wishes, and another one for another seed', () => {
    const wishes = { count: 200, newest, seed: 5 };
    expect(all(populate(wishes))).toEqual(all(populate(wishes)));
    expect(all(populate({ ...wishes, seed: 6 }))).not.toEqual(all(populate(wishes)));
  });

  it('gives 50,000 starts in well under a second', () => {
    const population = populate({ count: 50_000, newest, rhythm: 'business-hours' });
    const before = performance.now();
    let last = Number.POSITIVE_INFINITY;
    for (let index = 0; index < population.count; index += 1) {
      const began = population.startOf(index);
      if (began >= last) throw new Error(`Call ${index} is not older than the one before.`);
      last = began;
    }
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('has every kind of call, each with its moments in order', () => {
    const calls = all(populate({ count: 600, newest, running: 3 }));
    expect(new Set(calls.map(({ story }) => story)).size).toBe(9);
    expect(calls.filter(({ endedAt }) => endedAt === undefined)).toHaveLength(3);
    for (const { startedAt, queuedAt, ringsAt, answeredAt, transferredAt, endedAt, steps } of calls) {
      const moments = [startedAt, queuedAt, ringsAt, answeredAt, transferredAt, endedAt].filter(
        (moment) => moment !== undefined,
      );
      expect(moments).toEqual([...moments].sort((a, b) => a - b));
      for (const { entered, left } of steps) expect(left ?? entered).toBeGreaterThanOrEqual(entered);
    }
  });

  it('is busier by day than by night in business hours, with as many calls a week', () => {
    const { count, startOf } = populate({ count: 15_120, newest, rhythm: 'business-hours' });
    const hours = Array.from({ length: 24 }, () => 0);
    for (let index = 0; index < count; index += 1) {
      const local = new Date(startOf(index) + 8 * hour).getUTCHours();
      hours[local] = (hours[local] ?? 0) + 1;
    }
    expect(hours[10]).toBeGreaterThan((hours[3] ?? 0) * 8);
    expect(Math.abs(newest - startOf(count - 1) - 7 * 24 * hour)).toBeLessThan(hour);
  });

  it('turns the clock to busy time and back', () => {
    for (let moment = newest - 48 * hour; moment < newest; moment += 1_234_567) {
      expect(Math.abs(clockTimeOf(busyTimeOf(moment)) - moment)).toBeLessThanOrEqual(1);
    }
  });
});

describe('arriving calls', () => {
  const base = populate({ count: 300, newest });
  const answered = all(base).find(({ story }) => story === 'answered');

  it('have not begun before their time, go on, and end', () => {
    if (answered?.answeredAt === undefined || answered.endedAt === undefined) throw new Error('No call.');
    let now = answered.startedAt - 1;
    const population = arriving(base, () => now);
    const { index, endedAt } = answered;
    expect(population.startOf(index)).toBe(Number.POSITIVE_INFINITY);
    now = answered.startedAt;
    expect(population.startOf(index)).toBe(answered.startedAt);
    expect(population.call(index)).toMatchObject({ story: 'running', steps: [{ kind: 'start' }] });
    now = answered.answeredAt;
    const talking = population.call(index);
    expect(talking.answeredAt).toBe(answered.answeredAt);
    expect(talking.endedAt).toBeUndefined();
    now = endedAt;
    expect(population.call(index)).toEqual(answered);
  });
});
