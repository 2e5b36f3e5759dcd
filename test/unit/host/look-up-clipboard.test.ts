import { EventEmitter } from 'vscode';
import { beforeEach, expect, test, vi } from 'vitest';
import type { KeptCall } from '../../../src/extension/calls/book.ts';
import { askForEntry, type Entry } from '../../../src/extension/look-up/entry.ts';
import { createTexts } from '../../../src/extension/texts.ts';
import { makeTrace } from '../support/make-trace.ts';

interface Row {
  readonly label: string;
  readonly kind?: number;
}

interface Picker {
  items: readonly Row[];
  activeItems: readonly Row[];
  value: string;
  shown: boolean;
  accept: () => void;
  type: (text: string) => void;
  hide: () => void;
}

const picker = vi.hoisted((): Picker => {
  const nothing = () => undefined;
  return {
    items: [],
    activeItems: [],
    value: '',
    shown: false,
    accept: nothing,
    type: nothing,
    hide: nothing,
  };
});

vi.mock('vscode', async () => {
  const { vscodeStub } = await import('../support/vscode.ts');
  const stub = vscodeStub();
  return {
    ...stub,
    QuickPickItemKind: { Separator: -1, Default: 0 },
    ThemeIcon: String,
    window: { createQuickPick: () => pickerOf() },
  };
});

/** As VS Code's: the first row is active where nobody has chosen another one. */
function pickerOf(): object {
  const [values, accepted, hidden] = [
    new EventEmitter<string>(),
    new EventEmitter<void>(),
    new EventEmitter<void>(),
  ];
  Object.assign(picker, {
    accept: () => accepted.fire(),
    type: (text: string) => {
      picker.value = text;
      values.fire(text);
    },
    hide: () => hidden.fire(),
  });
  return {
    get items() {
      return picker.items;
    },
    set items(items: readonly Row[]) {
      picker.items = items;
      picker.activeItems = items.filter(({ kind }) => kind !== -1).slice(0, 1);
    },
    get activeItems() {
      return picker.activeItems;
    },
    set activeItems(items: readonly Row[]) {
      picker.activeItems = items;
    },
    get selectedItems() {
      return [];
    },
    get value() {
      return picker.value;
    },
    onDidChangeValue: values.event,
    onDidAccept: accepted.event,
    onDidHide: hidden.event,
    show: () => {
      picker.shown = true;
    },
    dispose: () => undefined,
  };
}

const [copied, selected] = ['job-109634426711902315', 'job-109634399004720042'];
const labels = () => picker.items.filter(({ kind }) => kind !== -1).map(({ label }) => label);

const recent: KeptCall = {
  ...{ provider: 'alibaba-ccc-2020', instance: 'ccc-demo', contactId: selected },
  ...{ zone: '+08:00', summary: makeTrace().summary, hint: {}, at: 0 },
};

async function ask(
  text: string,
  history: readonly KeptCall[] = [],
): Promise<{ give: () => Promise<void>; answer: Promise<Entry | undefined> }> {
  let resolve: (text: string) => void = () => undefined;
  const clipboard = new Promise<string>((given) => {
    resolve = given;
  });
  const render = await createTexts('en').render();
  const answer = askForEntry(
    { selected: text, clipboard, book: { pinned: () => [], history: () => history }, sources: [] },
    render,
  );
  const give = async () => {
    resolve(`see ${copied}`);
    await new Promise((done) => setImmediate(done));
  };
  return { give, answer };
}

beforeEach(() => {
  Object.assign(picker, { items: [], activeItems: [], value: '', shown: false });
});

test('a clipboard that answers at once is offered from the start', async () => {
  const { give, answer } = await ask('');
  await give();
  await vi.waitUntil(() => picker.shown);
  expect(labels()).toEqual([`Look up ${copied}`]);
  picker.accept();
  expect(await answer).toEqual({ kind: 'ids', contactIds: [copied] });
});

test('one that answers late adds its row to the open list', async () => {
  const { give, answer } = await ask(selected);
  await vi.waitUntil(() => picker.shown);
  expect(labels()).toEqual([`Look up ${selected}`]);
  await give();
  expect(labels()).toEqual([`Look up ${selected}`, `Look up ${copied}`]);
  picker.accept();
  expect(await answer).toEqual({ kind: 'ids', contactIds: [selected] });
});

test('one that answers late comes above the calls of before, and Enter still takes what it took', async () => {
  const { give, answer } = await ask('', [recent]);
  await vi.waitUntil(() => picker.shown);
  expect(labels()).toEqual([selected]);
  await give();
  expect(labels()).toEqual([`Look up ${copied}`, selected]);
  picker.accept();
  expect(await answer).toMatchObject({ kind: 'call', call: { contactId: selected } });
});

test('one that answers late while somebody types comes below what is typed', async () => {
  const { give, answer } = await ask('');
  await vi.waitUntil(() => picker.shown);
  picker.type('job-404');
  await give();
  expect(labels()).toEqual(['Look up job-404', `Look up ${copied}`]);
  picker.accept();
  expect(await answer).toEqual({ kind: 'ids', contactIds: ['job-404'] });
});

test('one that answers after the list was left changes nothing', async () => {
  const { give, answer } = await ask('');
  await vi.waitUntil(() => picker.shown);
  picker.hide();
  expect(await answer).toBeUndefined();
  await give();
  expect(labels()).toEqual([]);
});
