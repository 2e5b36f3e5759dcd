import { describe, expect, test } from 'vitest';
import { inspectorToHost } from '../../src/protocol/inspector-messages.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import { changesOf } from '../../src/trace/view/history.ts';
import type { FieldView } from '../../src/trace/view/details-types.ts';
import { at, makeTrace, type StepSpec } from './support/make-trace.ts';
import { inEnglish } from './support/render.ts';
import { sampleTrace } from './support/sample-trace.ts';

const step = (from: number, variables?: StepSpec['variables']): StepSpec => ({
  node: `Node ${from}`,
  kind: 'set-variables',
  from,
  ...(variables === undefined ? {} : { variables }),
});

describe('the changes of a variable', () => {
  const trace = makeTrace({
    steps: [
      step(0, { a: 1 }),
      step(1, { a: 1, b: 'x' }),
      step(2),
      step(3, { a: 2 }),
      step(4, { a: 2 }),
      step(5, { a: '{"k":1}' }),
    ],
  });
  const ask = changesOf(trace, {});

  test('before and after a step, with how many there are', () => {
    expect(ask({ item: 'step-4', name: 'a' })).toEqual({
      count: 3,
      place: 2,
      previous: { item: 'step-1', order: 1, node: 'Node 0', value: '1' },
      next: { item: 'step-6', order: 6, node: 'Node 5', value: '"{\\"k\\":1}"' },
    });
  });

  test('of a step at which it stays as it was are the one that made it so and the next', () => {
    expect(ask({ item: 'step-5', name: 'a' })).toMatchObject({
      place: 2,
      previous: { order: 4 },
      next: { order: 6 },
    });
    expect(ask({ item: 'step-2', name: 'a' })).toMatchObject({
      place: 1,
      previous: { order: 1 },
      next: { order: 4 },
    });
  });

  test('end at the ends', () => {
    expect(ask({ item: 'step-1', name: 'a' }).previous).toBeUndefined();
    expect(ask({ item: 'step-6', name: 'a' }).next).toBeUndefined();
    expect(ask({ item: 'step-2', name: 'b' })).toEqual({ count: 1, place: 1 });
  });

  test('of one that there is not, and of members of every object, are none', () => {
    expect(ask({ item: 'step-1', name: 'zz' })).toEqual({ count: 0, place: 0 });
    expect(ask({ item: 'step-1', name: 'constructor' })).toEqual({ count: 0, place: 0 });
    expect(ask({ item: 'nowhere', name: 'b' })).toMatchObject({ count: 1, place: 0, next: { order: 2 } });
  });

  test('are not those from a number to the same as text', () => {
    const typed = changesOf(
      makeTrace({ steps: [step(0, { a: 0 }), step(1, { a: '0' }), step(2, { a: 1 })] }),
      {},
    );
    expect(typed({ item: 'step-1', name: 'a' })).toMatchObject({ count: 2, next: { order: 3 } });
  });

  test('are masked where the view is', () => {
    const caller = '13812342315';
    const masked = changesOf(
      makeTrace({ summary: { caller }, steps: [step(0, { n: 'x' }), step(1, { n: caller })] }),
      { mask: true },
    );
    expect(masked({ item: 'step-1', name: 'n' }).next?.value).toBe('"138****2315"');
  });

  test('cross to the viewer as they are', () => {
    const { payload, result } = inspectorToHost.variableChanges;
    expect(payload.check({ item: 'step-1', name: 'a' })).toBe(true);
    expect(payload.check({ item: 'step-1' })).toBe(false);
    expect(result.check(ask({ item: 'step-4', name: 'a' }))).toBe(true);
    expect(result.check({ count: 1, place: 1, next: { item: 'a' } })).toBe(false);
  });

  test('are found in a long call in no time', () => {
    const many = makeTrace({
      steps: Array.from({ length: 20_000 }, (_, index) => step(index, { i: index, same: 1 })),
    });
    const asked = changesOf(many, {});
    expect(asked({ item: 'step-10000', name: 'i' })).toMatchObject({ count: 20_000, place: 10_000 });
    expect(asked({ item: 'step-10000', name: 'same' })).toMatchObject({ count: 1, place: 1 });
  });
});

describe('fields', () => {
  const details = detailsOf(sampleTrace(), { language: 'en', render: inEnglish });
  const field = (item: string | undefined, label: string): FieldView | undefined =>
    details(item)
      .groups.flatMap(({ fields }) => fields)
      .find((one) => one.label === label);

  test('say where in the document they stand, and what stands there', () => {
    expect(field('step-11', 'Exit')).toMatchObject({
      path: '/steps/10/exit',
      json: '{"code":"failure","meaning":"failure"}',
    });
    expect(field('step-11', 'Entered')).toMatchObject({
      path: '/steps/10/enteredAt',
      json: '"2026-11-18T14:02:50.100+08:00"',
      at: at(39.1),
    });
    expect(field('step-11', 'timeoutMs')).toMatchObject({
      path: '/steps/10/properties/timeoutMs',
      json: '5000',
    });
    expect(field('event-6', 'Agent')).toMatchObject({ path: '/events/5/party' });
    expect(field(undefined, 'Caller')).toMatchObject({ path: '/summary/caller', json: '"13812342315"' });
    expect(field('step-11', 'Time in node')?.path).toBeUndefined();
  });

  test('of long waits and slow nodes lead there, and say how long beside the longest', () => {
    const waits = details(undefined).groups[1]?.fields ?? [];
    expect(waits.map(({ item }) => item)).toEqual(['event-2', 'event-4', 'event-6', 'event-10']);
    expect(waits[0]?.share).toBe(1);
    expect(waits[1]?.share).toBeLessThan(0.2);
    expect(details(undefined).groups[2]?.fields).toHaveLength(5);
  });
});

describe('the problems of a step', () => {
  test('are all told, those that name it first', () => {
    const details = detailsOf(sampleTrace(), { language: 'en', render: inEnglish });
    expect(details('step-5').finding?.item).toBe('step-4');
    expect(details('event-2').finding?.item).toBe('step-14');
    expect(details('step-11').otherFindings).toBeUndefined();
  });
});
