import { describe, expect, test } from 'vitest';
import type { CallSource } from '../../src/extension/calls/source.ts';
import { noticesFor } from '../../src/extension/editor/notices.ts';
import { createReader } from '../../src/extension/reader/reader.ts';
import { createLiveRoom } from '../../src/extension/traces/live-room.ts';
import type { StoredCall } from '../../src/extension/traces/store/entry.ts';
import type { CallStore } from '../../src/extension/traces/store/store.ts';
import { CallTraceError, type ErrorAction, type ErrorKind } from '../../src/http/errors.ts';
import { readResponses } from '../../src/providers/read.ts';
import { defaultReadLimits } from '../../src/trace/source/response.ts';
import { createTexts } from '../../src/extension/texts.ts';

const inEnglish = await createTexts('en').render();

const key = { provider: 'alibaba-ccc-2020', instance: 'ccc-test', contactId: 'job-1' };
const address = { ...key, query: '' };
const began = Date.UTC(2026, 10, 18, 6, 0, 0);

const answer = (more: Readonly<Record<string, unknown>> = {}) => ({
  name: 'GetCallDetailRecord',
  operation: 'GetCallDetailRecord',
  fetchedAt: began,
  bytes: new TextEncoder().encode(
    JSON.stringify({
      ...{ Code: 'OK', HttpStatusCode: 200, RequestId: 'r' },
      Data: {
        ...{ ContactId: 'job-1', InstanceId: 'ccc-test', ContactType: 'INBOUND', StartTime: began },
        ...{
          CallingNumber: '13912345678',
          AgentEvents: [],
          IvrEvents: [],
          QueueEvents: [],
          CustomerEvents: [],
        },
        ...more,
      },
    }),
  ),
});

const failure = (kind: ErrorKind, action: ErrorAction) =>
  new CallTraceError({
    kind,
    text: { key: 'error.network.refused', args: { host: 'ccc.example.com' } },
    action,
    retries: 0,
  });

function scene(fetch: CallSource['fetch'], stored?: StoredCall) {
  const kept: string[] = [];
  const unused = () => Promise.reject(new Error('not used here'));
  const store: CallStore = {
    get: () => Promise.resolve(stored),
    put: unused,
    move: unused,
    keeping: () => () => {
      kept.push('kept');
      return Promise.resolve();
    },
    forget: unused,
    clear: unused,
    prune: unused,
  };
  const source: CallSource = {
    ...key,
    id: '1',
    kind: 'connection',
    instanceName: 'ccc-test',
    formerly: [],
    zone: '+08:00',
    inLookUps: true,
    name: 'Bench',
    description: '',
    list: () => {
      throw new Error('not used here');
    },
    fetch,
  };
  const room = createLiveRoom({
    sourcesFor: () => Promise.resolve([source]),
    hintFor: () => ({}),
    store: () => Promise.resolve(store),
    reader: createReader('', 'en', () => defaultReadLimits),
    log: { info: () => undefined, error: () => undefined, show: () => undefined, dispose: () => undefined },
  });
  const read = (fresh = false) =>
    room(address, { fresh, signal: new AbortController().signal, onProgress: () => undefined });
  return { read, kept };
}

/** A call that was going on when it was stored, so that it is asked for again. */
const copy: StoredCall = { key, fetchedAt: began + 60_000, responses: [answer()] };

describe('a call whose provider cannot be reached', () => {
  test.each([
    ['network', 'retry', ['refresh', 'show-log']],
    ['tls', 'accept-certificate', ['refresh', 'accept-certificate', 'show-log']],
    ['proxy', 'show-log', ['refresh', 'show-log']],
    ['provider', 'edit-connection', ['refresh', 'edit-connection', 'show-log']],
  ] as const)(
    '(%s) is shown as it was stored, with the reason, its age and %s',
    async (kind, action, ids) => {
      const { read } = scene(() => Promise.reject(failure(kind, action)), copy);
      const made = await read();
      expect(made?.trace.contactId).toBe('job-1');
      if (made === undefined) return;
      const bytes = new Uint8Array();
      const facts = {
        uri: { scheme: 'calltrace' },
        content: bytes,
        stored: { ...made, bytes, readAt: made.readAt ?? 0 },
        refreshFailure: undefined,
        masked: false,
        now: began + 60_000 + 2 * 3_600_000,
      };
      const [notice] = noticesFor(facts, inEnglish);
      expect(notice?.text).toContain('Nothing answers at ccc.example.com');
      expect(notice?.text).toContain('2 h');
      expect(notice?.actions.map(({ id }) => id)).toEqual(ids);
      expect(notice?.actions.every(({ label }) => !label.includes('.'))).toBe(true);
    },
  );

  test('is a failure when a fresh answer is wanted, when none is stored, and when the answer says that it is wrong', async () => {
    const away = () => Promise.reject(failure('network', 'retry'));
    await expect(scene(away, copy).read(true)).rejects.toThrow(CallTraceError);
    await expect(scene(away).read()).rejects.toThrow(CallTraceError);
    const refused = scene(() => Promise.reject(failure('credentials', 'edit-connection')), copy);
    await expect(refused.read()).rejects.toThrow(CallTraceError);
  });
});

describe('a call that is stored', () => {
  const minute = 60_000;
  const endedAt = began + 5 * minute;
  const over = { ReleaseTime: endedAt, ContactDisposition: 'Success' };
  const storedAs = (
    more: Readonly<Record<string, unknown>>,
    servedAt: number | undefined,
    rest: Partial<StoredCall> = {},
  ): StoredCall => ({
    key,
    // Our clock is a day ahead: it must not decide.
    fetchedAt: began + 24 * 60 * minute,
    responses: [{ ...answer(more), ...(servedAt === undefined ? {} : { servedAt }) }],
    ...rest,
  });
  const asks = async (stored: StoredCall) => {
    let asked = 0;
    const { read } = scene(() => {
      asked += 1;
      return Promise.resolve(undefined);
    }, stored);
    await read();
    return asked === 1;
  };

  test.each<[string, StoredCall, boolean]>([
    ['ended long before the provider answered', storedAs(over, endedAt + 10 * minute + 1000), false],
    ['ended ten minutes before it, when records may still come', storedAs(over, endedAt + 10 * minute), true],
    ['ended just before it', storedAs(over, endedAt + minute), true],
    ['was answered without a time of the provider', storedAs(over, undefined), true],
    [
      'has no end, however long ago it began',
      storedAs({ ContactDisposition: 'Success' }, began + 600 * minute),
      true,
    ],
    ['was going on', storedAs({}, began + 600 * minute), true],
    [
      'lacks a part that could not be fetched',
      storedAs(over, endedAt + 60 * minute, {
        missing: [{ kind: 'not-answered', lane: 'ivr', message: 'connection.gap.permission' }],
      }),
      true,
    ],
  ])('and %s is asked for again: %s', async (_, stored, again) => {
    expect(await asks(stored)).toBe(again);
  });

  test('says what could not be fetched, as it did when it was fetched', async () => {
    const missing = [
      {
        kind: 'not-answered' as const,
        lane: 'ivr' as const,
        message: 'connection.gap.permission',
        args: { operation: 'ListIvrTrackingDetails', reason: 'NoPermission' },
      },
    ];
    const away = () => Promise.reject(failure('network', 'retry'));
    const made = await scene(away, storedAs(over, endedAt, { missing })).read();
    expect(made?.trace.gaps).toContainEqual(missing[0]);
    expect(made?.trace.gaps.map(({ message }) => message)).not.toContain('alibaba.gap.steps-not-given');
  });

  test('is not replaced by an answer that was asked for earlier and came later', async () => {
    const answers: (() => void)[] = [];
    const [trace] = readResponses([answer()]).traces;
    if (trace === undefined) throw new Error('no trace');
    const fetched = { trace, responses: [answer()] };
    const { read, kept } = scene(() => new Promise((resolve) => answers.push(() => resolve(fetched))));
    const both = [read(true), read(true)];
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.();
    await both[1];
    answers[0]?.();
    await both[0];
    expect(kept).toHaveLength(1);
  });
});

describe('the notice of a running call', () => {
  const [trace] = readResponses([answer()]).traces;
  const noticeOf = (refreshFailure: unknown) => {
    if (trace === undefined) throw new Error('no trace');
    const bytes = new Uint8Array();
    return noticesFor(
      {
        uri: { scheme: 'calltrace' },
        content: bytes,
        stored: {
          trace: { ...trace, summary: { ...trace.summary, outcome: 'in-progress' } },
          responses: [],
          bytes,
          readAt: began,
        },
        refreshFailure,
        masked: false,
        now: began + 60_000,
      },
      inEnglish,
    )[0];
  };

  test('says that it goes on, and why it could not be refreshed, with what helps', () => {
    expect(noticeOf(undefined)?.actions.map(({ id }) => id)).toEqual(['refresh']);
    const failed = noticeOf(failure('tls', 'edit-connection'));
    expect(failed?.text).toContain('Nothing answers at ccc.example.com');
    expect(failed?.actions.map(({ id }) => id)).toEqual(['refresh', 'edit-connection', 'show-log']);
  });
});

describe('the masked copy of a document', () => {
  const reader = createReader('/nowhere/reader-worker.js', 'en', () => defaultReadLimits);
  const { signal } = new AbortController();

  test('is made in a thread where the document is large', async () => {
    const large = `{"schema":"call-trace/1","x":"${'x'.repeat(1024 * 1024)}"}`;
    await expect(reader.masked({ name: 'large', content: large }, signal)).rejects.toThrow(
      'extension.reader.failed',
    );
  });

  test('is refused with a sentence where the document is none', async () => {
    await expect(reader.masked({ name: 'bad', content: '{"schema":1}' }, signal)).rejects.toMatchObject({
      name: 'ProblemError',
    });
  });
});

describe('a place that several connections share', () => {
  const source = (instance: string, fetch: CallSource['fetch']): CallSource => ({
    ...{
      id: instance,
      kind: 'connection',
      zone: '+08:00',
      provider: key.provider,
      instance,
      instanceName: 'ccc-test',
    },
    ...{ formerly: [], inLookUps: true, name: instance, description: '' },
    list: () => {
      throw new Error('not used here');
    },
    fetch,
  });
  const readings = readResponses([answer()]);
  const knowing = () => {
    const [trace] = readings.traces;
    return Promise.resolve(trace && { trace, responses: [answer()] });
  };
  const ignorant = () => Promise.resolve(undefined);
  const roomOf = (sources: readonly CallSource[], asked: unknown[]) =>
    createLiveRoom({
      sourcesFor: () => Promise.resolve(sources),
      hintFor: () => ({}),
      store: () =>
        Promise.resolve({
          get: (of) => {
            asked.push(of.instance);
            return Promise.resolve(undefined);
          },
          keeping: () => () => Promise.resolve(),
          put: () => Promise.resolve(),
          move: () => Promise.resolve(),
          forget: () => Promise.resolve(),
          clear: () => Promise.resolve(0),
          prune: () => Promise.resolve(),
        }),
      reader: createReader('', 'en', () => defaultReadLimits),
      log: { info: () => undefined, error: () => undefined, show: () => undefined, dispose: () => undefined },
    })(address, {
      fresh: false,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });

  test.each([
    ['that does not know the call', ignorant],
    ['that may not read it', () => Promise.reject(failure('permission', 'none'))],
    ['that does not answer', () => Promise.reject(failure('network', 'retry'))],
  ])('is asked further after one %s, each with its own key and store', async (_, first) => {
    const asked: unknown[] = [];
    const made = await roomOf([source('one', first), source('two', knowing)], asked);
    expect(made?.trace.contactId).toBe('job-1');
    expect(asked).toEqual(['one', 'two']);
  });

  test('fails with what kept one from looking, where none knows the call', async () => {
    const away = () => Promise.reject(failure('network', 'retry'));
    const missing = () => Promise.reject(failure('not-found', 'none'));
    await expect(roomOf([source('one', missing), source('two', away)], [])).rejects.toMatchObject({
      kind: 'network',
    });
    expect(await roomOf([source('one', ignorant), source('two', ignorant)], [])).toBeUndefined();
  });
});
