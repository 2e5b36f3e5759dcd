import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createMessenger,
  RequestError,
  type Messenger,
  type RequestType,
} from '../../src/protocol/messenger.ts';
import { number, object, text } from '../../src/protocol/shapes.ts';

const double: RequestType<{ n: number }, { n: number }> = {
  name: 'double',
  payload: object({ n: number }),
  result: object({ n: number }),
};
const said = { name: 'said', payload: object({ words: text }) };

interface End {
  readonly messenger: Messenger;
  readonly reports: string[];
}

/** Two ends joined as VS Code joins them: each message is JSON on its way. */
function joined(timeoutMs = 1000): { readonly host: End; readonly view: End } {
  const end = (other: () => Messenger): End => {
    const reports: string[] = [];
    const messenger = createMessenger({
      post: (message) => {
        other().receive(JSON.parse(JSON.stringify(message)));
      },
      report: (what) => reports.push(what),
      describe: (error) => ({ text: error instanceof Error ? `Sorry: ${error.message}` : 'Sorry', line: 7 }),
      timeoutMs,
    });
    return { messenger, reports };
  };
  const host: End = end(() => view.messenger);
  const view: End = end(() => host.messenger);
  return { host, view };
}

async function failureOf(promise: Promise<unknown>): Promise<RequestError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RequestError)) throw new Error(`Not a RequestError: ${String(error)}`);
  return error;
}

describe('messenger', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('brings an event over, in order', async () => {
    const { host, view } = joined();
    const heard: string[] = [];
    view.messenger.on(said, ({ words }) => heard.push(words));
    host.messenger.send(said, { words: 'one' });
    host.messenger.send(said, { words: 'two' });
    await vi.runAllTimersAsync();
    expect(heard).toEqual(['one', 'two']);
  });

  it('answers requests, each with its own result, and leaves no timer behind', async () => {
    const { host, view } = joined();
    host.messenger.answer(double, async ({ n }) => {
      await new Promise((resolve) => setTimeout(resolve, 100 / n));
      return { n: 2 * n };
    });
    const results = Promise.all([1, 2, 4].map((n) => view.messenger.request(double, { n })));
    await vi.advanceTimersByTimeAsync(101);
    expect(await results).toEqual([{ n: 2 }, { n: 4 }, { n: 8 }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('brings an error back as an error in the words of the other side', async () => {
    const { host, view } = joined();
    host.messenger.answer(double, () => {
      throw new Error('no such step');
    });
    const failure = failureOf(view.messenger.request(double, { n: 1 }));
    await vi.runAllTimersAsync();
    expect(await failure).toMatchObject({
      reason: 'answered',
      message: 'Sorry: no such step',
      problem: { text: 'Sorry: no such step', line: 7 },
    });
    expect(host.reports).toEqual(['The request “double” failed: no such step']);
  });

  it('brings back an error for a request that nobody answers or that has a wrong shape', async () => {
    const { host, view } = joined();
    const unknown = failureOf(view.messenger.request(double, { n: 1 }));
    await vi.runAllTimersAsync();
    expect((await unknown).message).toContain('Nothing answers');
    host.messenger.answer(double, ({ n }) => ({ n }));
    const wrong = failureOf(
      view.messenger.request({ ...said, result: double.result, name: 'double' }, { words: '' }),
    );
    await vi.runAllTimersAsync();
    expect((await wrong).message).toContain('wrong shape');
  });

  it('refuses an answer of a wrong shape', async () => {
    const { host, view } = joined();
    host.messenger.answer({ ...double, result: said.payload }, () => ({ words: 'what?' }));
    const failure = failureOf(view.messenger.request(double, { n: 1 }));
    await vi.runAllTimersAsync();
    expect((await failure).reason).toBe('invalid-answer');
  });

  it('gives up after the time-out and ignores the late answer', async () => {
    const { host, view } = joined(500);
    host.messenger.answer(double, async ({ n }) => {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return { n };
    });
    const failure = failureOf(view.messenger.request(double, { n: 1 }));
    await vi.advanceTimersByTimeAsync(501);
    expect((await failure).reason).toBe('timed-out');
    await vi.runAllTimersAsync();
    expect(view.reports).toEqual([]);
  });

  it('rejects what is pending when it ends, and everything after', async () => {
    const { host, view } = joined();
    host.messenger.answer(double, () => new Promise(() => undefined));
    const pending = [1, 2].map((n) => failureOf(view.messenger.request(double, { n })));
    await vi.advanceTimersByTimeAsync(10);
    view.messenger.dispose();
    expect((await Promise.all(pending)).map(({ reason }) => reason)).toEqual(['disposed', 'disposed']);
    expect((await failureOf(view.messenger.request(double, { n: 3 }))).reason).toBe('disposed');
    expect(vi.getTimerCount()).toBe(0);
    host.messenger.send(said, { words: 'late' });
    await vi.runAllTimersAsync();
    expect(view.reports).toEqual([]);
  });

  it('sends no answer after its end', async () => {
    const posted: unknown[] = [];
    const messenger = createMessenger({
      post: (message) => posted.push(message),
      report: () => undefined,
      describe: () => ({ text: '' }),
    });
    messenger.answer(double, async ({ n }) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { n };
    });
    messenger.receive({ type: 'request', id: 1, name: 'double', payload: { n: 1 } });
    await vi.advanceTimersByTimeAsync(10);
    messenger.dispose();
    await vi.runAllTimersAsync();
    expect(posted).toEqual([]);
  });

  it('reports what is none of ours, unknown or of a wrong shape, and goes on', async () => {
    const { view } = joined();
    const heard: string[] = [];
    view.messenger.on(said, ({ words }) => {
      if (words === 'bad') throw new Error('cannot hear it');
      heard.push(words);
    });
    for (const message of [
      null,
      'text',
      { type: 'vscode-internal' },
      { type: 'event', name: 'other', payload: {} },
    ]) {
      view.messenger.receive(message);
    }
    view.messenger.receive({ type: 'event', name: 'said', payload: { words: 3 } });
    view.messenger.receive({ type: 'event', name: 'said', payload: { words: 'bad' } });
    view.messenger.receive({ type: 'result', id: 99, result: {} });
    view.messenger.receive({ type: 'event', name: 'said', payload: { words: 'still here' } });
    expect(heard).toEqual(['still here']);
    expect(view.reports).toEqual([
      'A message arrived that is none of ours.',
      'A message arrived that is none of ours.',
      'A message arrived that is none of ours.',
      'The event “other” is not known.',
      'The event “said” arrived in a wrong shape.',
      'Handling the event “said” failed: cannot hear it',
    ]);
    await vi.runAllTimersAsync();
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('gone');
      },
      'gone',
    ],
    ['rejects', () => Promise.reject(new Error('gone')), 'gone'],
    ['says that nobody is there', () => Promise.resolve(false), 'nobody is there'],
  ])('fails at once when posting %s', async (_how, post, why) => {
    const reports: string[] = [];
    const messenger = createMessenger({
      post,
      report: (what) => reports.push(what),
      describe: () => ({ text: '' }),
    });
    const failure = failureOf(messenger.request(double, { n: 1 }));
    messenger.send(said, { words: 'hello?' });
    await vi.advanceTimersByTimeAsync(1);
    expect(await failure).toMatchObject({
      reason: 'not-sent',
      message: `“double” could not be sent: ${why}`,
    });
    expect(reports).toEqual([`The event “said” could not be sent: ${why}`]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
