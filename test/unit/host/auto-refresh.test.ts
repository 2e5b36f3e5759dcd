import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TreeViewVisibilityChangeEvent } from 'vscode';
import { registerAutoRefresh } from '../../../src/extension/calls/auto-refresh.ts';
import { createTexts } from '../../../src/extension/texts.ts';
import { Disposable, EventEmitter, world } from '../support/vscode.ts';

vi.mock('vscode', async () => (await import('../support/vscode.ts')).vscodeStub());

const texts = createTexts('en');

beforeEach(async () => {
  world.reset();
  await texts.render();
  vi.useFakeTimers();
  world.settings.set('callTraceInspector.calls.autoRefresh', true);
  world.settings.set('callTraceInspector.calls.autoRefreshInterval', 10);
});
afterEach(() => vi.useRealTimers());

function scene() {
  const visibility = new EventEmitter<unknown>();
  const disposable = () => new Disposable(() => undefined);
  const view = {
    visible: true,
    onDidChangeVisibility: (listener: (event: TreeViewVisibilityChangeEvent) => unknown) => {
      visibility.event(() => listener({ visible: view.visible }));
      return disposable();
    },
  };
  const said: (string | undefined)[] = [];
  const now = { refreshed: 0, refresh: (): Promise<void> => Promise.resolve() };
  const list = {
    refresh: () => {
      now.refreshed += 1;
      return now.refresh();
    },
    state: () => ({ loaded: true }),
  };
  const lists = { all: () => [{ source: { kind: 'connection' as const, name: 'Bench' }, list }] };
  const registered = registerAutoRefresh(view, lists, texts, (message) => said.push(message));
  return { view, visibility, now, said, registered };
}

test('a refresh that fails in a way nobody foresaw is not the last one', async () => {
  const { now, said } = scene();
  now.refresh = () => Promise.reject(new Error('out of the blue'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(now.refreshed).toBe(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(said.at(-1)).toContain('Bench');
  now.refresh = () => Promise.resolve();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(now.refreshed).toBe(2);
  expect(said.at(-1)).toBeUndefined();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(now.refreshed).toBe(3);
});

test('it rests while its view is hidden, and goes on when it is shown', async () => {
  const { view, visibility, now } = scene();
  view.visible = false;
  visibility.fire(undefined);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(now.refreshed).toBe(0);
  view.visible = true;
  visibility.fire(undefined);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(now.refreshed).toBe(1);
});

test('it ends with its view, also in the middle of a refresh', async () => {
  const { now, registered } = scene();
  let answer: () => void = () => undefined;
  now.refresh = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  await vi.advanceTimersByTimeAsync(10_000);
  registered.dispose();
  answer();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(now.refreshed).toBe(1);
});
