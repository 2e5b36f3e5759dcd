import { Disposable } from 'vscode';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallSource } from '../../../src/extension/calls/source.ts';
import { lookUpIn, type LookUpTools } from '../../../src/extension/commands/look-up.ts';
import { fitting } from '../../../src/extension/look-up/ask.ts';
import { meantIn } from '../../../src/extension/look-up/around.ts';
import { createLinkFinder } from '../../../src/extension/look-up/link-finder.ts';
import { createTexts } from '../../../src/extension/texts.ts';
import { CallTraceError } from '../../../src/http/errors.ts';
import { makeTrace } from '../support/make-trace.ts';

interface Said {
  readonly text: string;
  readonly titles: readonly string[];
}

const window = vi.hoisted(() => {
  const opened: string[] = [];
  const said: Said[] = [];
  return { opened, said };
});

vi.mock('vscode', () => {
  const say = (text: string, ...items: readonly { readonly title: string }[]) => {
    window.said.push({ text, titles: items.map(({ title }) => title) });
    return Promise.resolve(undefined);
  };
  return {
    Disposable: class {
      dispose(): void {
        // Nothing is heard here.
      }
    },
    Uri: { from: ({ path }: { readonly path: string }) => ({ path, toString: () => path }) },
    ProgressLocation: { Notification: 15 },
    commands: {
      executeCommand: (command: string, uri: { readonly path: string }) => {
        if (command === 'vscode.open') window.opened.push(uri.path);
        return Promise.resolve();
      },
    },
    window: {
      showInformationMessage: say,
      showWarningMessage: say,
      showErrorMessage: say,
      withProgress: (_: unknown, work: (...args: readonly unknown[]) => Promise<unknown>) =>
        work({ report: () => undefined }, { onCancellationRequested: () => undefined }),
    },
  };
});

const contactId = 'job-109634426711902315';
const sourceOf = (name: string, more: Partial<CallSource> = {}): CallSource => ({
  ...{ id: name, kind: 'connection', provider: 'alibaba-ccc-2020', instance: `${name}.0123456789` },
  ...{ instanceName: name, formerly: [], inLookUps: true, zone: '+08:00', name, description: '' },
  list: () => ({ next: () => Promise.reject(new Error('not used here')) }),
  fetch: () => Promise.resolve(undefined),
  ...more,
});

type Reading = () => Promise<{ readonly found: boolean }>;

/** A look-up over connections that answer as they are told. */
function scene(answers: Readonly<Record<string, Reading>>) {
  const trace = { ...makeTrace(), contactId };
  const tools: LookUpTools = {
    sources: () => Promise.resolve([]),
    library: {
      ...{ dispose: () => undefined, has: () => false, forget: () => undefined, drop: () => undefined },
      onDidChange: () => new Disposable(() => undefined),
      known: () => Promise.resolve(undefined),
      refresh: () => Promise.reject(new Error('not used here')),
      read: async ({ path }) => {
        const name = Object.keys(answers).find((one) => path.includes(`/${one}.`)) ?? '';
        const { found } = (await answers[name]?.()) ?? { found: false };
        if (found) return { trace, responses: [], bytes: new Uint8Array(), readAt: 0 };
        throw failure('not-found', 'none');
      },
    },
    texts: createTexts('en'),
    log: { info: () => undefined, error: () => undefined, show: () => undefined, dispose: () => undefined },
  };
  const sources = Object.keys(answers).map((name) => sourceOf(name));
  return lookUpIn([contactId], () => sources, tools);
}

const failure = (kind: 'not-found' | 'credentials', action: 'none' | 'edit-connection') =>
  new CallTraceError({
    kind,
    text: { key: 'error.network.refused', args: { host: 'x'.repeat(60) } },
    action,
    retries: 0,
  });
const knows: Reading = () => Promise.resolve({ found: true });
const ignorant: Reading = () => Promise.resolve({ found: false });

beforeEach(() => {
  window.opened.splice(0);
  window.said.splice(0);
});

describe('a look-up', () => {
  test('opens what is found first, while another connection does not answer', async () => {
    let answer: (value: { found: boolean }) => void = () => undefined;
    const hanging = new Promise<{ found: boolean }>((resolve) => {
      answer = resolve;
    });
    const done = scene({ slow: () => hanging, fast: knows });
    await vi.waitFor(() => expect(window.opened).toHaveLength(1), { timeout: 15_000 });
    expect(window.opened[0]).toContain('/fast.0123456789/');
    expect(window.said).toEqual([]);
    answer({ found: true });
    await done;
    await vi.waitFor(() => expect(window.said).toHaveLength(1), { timeout: 15_000 });
    expect(window.said[0]).toEqual({ text: `slow knows the call ${contactId} too.`, titles: ['Open'] });
    expect(window.opened).toHaveLength(1);
  });

  test('names a connection that could not be asked once, until it answers', async () => {
    const broken: Reading = () => Promise.reject(failure('credentials', 'edit-connection'));
    await scene({ broken, fast: knows });
    await vi.waitFor(() => expect(window.said).toHaveLength(1), { timeout: 15_000 });
    expect(window.said[0]?.text).toContain('broken could not be asked');
    await scene({ broken, fast: knows });
    await scene({ broken: ignorant, fast: knows });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(window.said).toHaveLength(1);
    await scene({ broken, fast: knows });
    await vi.waitFor(() => expect(window.said).toHaveLength(2), { timeout: 15_000 });
  });

  test('that found nothing says so in a short sentence, with the rest behind a button', async () => {
    const broken: Reading = () => Promise.reject(failure('credentials', 'edit-connection'));
    await scene({ one: broken, two: broken, three: ignorant, four: ignorant });
    const [said] = window.said;
    expect(said?.text).toBe(`The call ${contactId} was not found. 2 connections could not be asked.`);
    expect(said?.titles[0]).toBe('Show Details');
  });

  test('leaves out connections that do not want to be asked', () => {
    const [asked, left] = [sourceOf('asked'), sourceOf('left', { inLookUps: false })];
    expect(fitting(contactId, [asked, left])).toEqual([asked]);
    expect(fitting('anything-1', [asked, left])).toEqual([asked]);
  });
});

describe('the contact ID around a selection or a cursor', () => {
  const finder = createLinkFinder(['call ([a-z]+\\d+)'], true);
  const line = `2026-11-18 INFO call ${contactId} and job-8f14e45f-ceea-467f-9538-1b2c3d4e5f60, 1678978542-92. call abc77`;
  const meant = (part: string, empty = false) => {
    const start = line.indexOf(part);
    return meantIn(line, start, start + (empty ? 0 : part.length), finder);
  };

  test.each([
    ['109634426711902315', contactId],
    ['job', contactId],
    [contactId, contactId],
    ['467f', 'job-8f14e45f-ceea-467f-9538-1b2c3d4e5f60'],
    ['1678978542', '1678978542-92'],
    ['92', '1678978542-92'],
    ['bc77', 'abc77'],
    ['INFO', 'INFO'],
    [`6711902315 and job-8f14`, `${contactId} and job-8f14e45f-ceea-467f-9538-1b2c3d4e5f60`],
  ])('%s', (part, whole) => {
    expect(meant(part)).toBe(whole);
  });

  test('a cursor means the ID that it stands in or at, and nothing where it stands in none', () => {
    expect(meant('6711902315', true)).toBe(contactId);
    expect(meant(contactId, true)).toBe(contactId);
    expect(meant('INFO', true)).toBe('');
  });
});
