import { describe, expect, test } from 'vitest';
import { createMemory } from '../../src/extension/traces/memory.ts';
import { meansNoDocument, SentenceError } from '../../src/extension/explain.ts';
import type { FetchContext } from '../../src/extension/calls/source.ts';
import { cancelled, CallTraceError } from '../../src/http/errors.ts';

interface Making {
  readonly key: string;
  readonly fresh: boolean;
  readonly signal: AbortSignal;
  readonly tell: (key: string) => void;
  readonly resolve: (trace: string) => void;
  readonly reject: (error: Error) => void;
}

function scene(most = 24) {
  const making: Making[] = [];
  const memory = createMemory<string>(
    (key, { fresh, signal, onProgress }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(cancelled()));
        making.push({
          ...{ key, fresh, signal, resolve, reject },
          tell: (line) => onProgress({ key: line }),
        });
      }),
    most,
  );
  const at = (index: number): Making => {
    const one = making[index];
    if (one === undefined) throw new Error(`Nothing was made for the ${String(index + 1)}. time.`);
    return one;
  };
  return { memory, making, at };
}

function person(): FetchContext & { readonly cancel: () => void; readonly told: string[] } {
  const controller = new AbortController();
  const told: string[] = [];
  return {
    signal: controller.signal,
    onProgress: ({ key }) => told.push(key),
    cancel: () => controller.abort(),
    told,
  };
}

const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: unknown) => (error instanceof CallTraceError ? error.kind : String(error)),
  );

describe('two who read one call', () => {
  test('wait for one fetch and hear of its progress; one who gives up takes nothing from the other', async () => {
    const { memory, making, at } = scene();
    const [first, second] = [person(), person()];
    const one = kindOf(memory.read('a', first));
    const other = memory.read('a', second);
    at(0).tell('half');
    first.cancel();
    expect(await one).toBe('cancelled');
    expect(at(0).signal.aborted).toBe(false);
    at(0).tell('more');
    at(0).resolve('trace');
    expect(await other).toBe('trace');
    expect(making).toHaveLength(1);
    expect([first.told, second.told]).toEqual([['half'], ['half', 'more']]);
    expect(await memory.read('a', person())).toBe('trace');
    expect(making).toHaveLength(1);
  });

  test('end it when both give up, and the next one begins anew', async () => {
    const { memory, at } = scene();
    const [first, second] = [person(), person()];
    const both = [kindOf(memory.read('a', first)), kindOf(memory.read('a', second))];
    first.cancel();
    second.cancel();
    const third = memory.read('a', person());
    expect(at(0).signal.aborted).toBe(true);
    expect(await Promise.all(both)).toEqual(['cancelled', 'cancelled']);
    at(1).resolve('trace');
    expect(await third).toBe('trace');
    expect(await memory.known('a')).toBe('trace');
  });

  test('are both told what it failed with, and it is not kept', async () => {
    const { memory, at } = scene();
    const both = [kindOf(memory.read('a', person())), kindOf(memory.read('a', person()))];
    at(0).reject(new Error('no'));
    expect(await Promise.all(both)).toEqual(['Error: no', 'Error: no']);
    expect(memory.has('a')).toBe(false);
    expect(await memory.known('a')).toBeUndefined();
  });
});

test('a read that was given up is no document that is missing', () => {
  expect(meansNoDocument(new SentenceError({ key: 'extension.trace.not-found' }))).toBe(true);
  expect(meansNoDocument(new SentenceError({ key: 'error.cancelled' }))).toBe(false);
  expect(meansNoDocument(cancelled())).toBe(false);
});

describe('of two refreshes', () => {
  test('the one that was begun last counts, whichever ends first', async () => {
    const { memory, at } = scene();
    const older = memory.refresh('a', person());
    const newer = memory.refresh('a', person());
    at(1).resolve('ended');
    expect(await newer).toEqual({ trace: 'ended', changed: true });
    at(0).resolve('going on');
    expect(await older).toEqual({ trace: 'ended', changed: false });
    expect(await memory.known('a')).toBe('ended');
    expect(at(1).fresh).toBe(true);
  });

  test('the older one counts where the newer one fails', async () => {
    const { memory, at } = scene();
    const older = memory.refresh('a', person());
    const newer = kindOf(memory.refresh('a', person()));
    at(1).reject(new Error('no'));
    expect(await newer).toBe('Error: no');
    at(0).resolve('trace');
    expect(await older).toEqual({ trace: 'trace', changed: true });
  });

  test('none counts that was begun before the call was forgotten; those of other calls do', async () => {
    const { memory, at } = scene();
    const one = memory.refresh('a', person());
    const other = memory.refresh('b', person());
    for (const key of memory.keys()) if (key === 'a') memory.forget(key);
    at(0).resolve('old');
    at(1).resolve('trace');
    expect([(await one).changed, (await other).changed]).toEqual([false, true]);
    expect([memory.has('a'), memory.has('b')]).toEqual([false, true]);
  });
});

test('so many are kept, and the one that was asked for last goes last', async () => {
  const { memory, at } = scene(2);
  const read = (key: string) => memory.read(key, person());
  const reading = [read('a'), read('b')];
  at(0).resolve('A');
  at(1).resolve('B');
  await Promise.all(reading);
  await read('a');
  const third = read('c');
  at(2).resolve('C');
  await third;
  expect(memory.keys()).toEqual(['a', 'c']);
});
