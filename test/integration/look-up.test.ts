import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CallSource } from '../../src/extension/calls/source.ts';
import { openCallLink, type LinkQuestions } from '../../src/extension/look-up/open-link.ts';
import type { LookUpTools } from '../../src/extension/commands/look-up.ts';
import { builtInContactId } from '../simulators/alibaba-ccc-2020-calls.ts';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { createTexts } from '../../src/extension/texts.ts';
import type { TraceLibrary } from '../../src/extension/traces/library.ts';
import { storeTraces } from './support/stored.ts';
import { answerDialogs } from './support/dialogs.ts';
import {
  closeEverything,
  openInViewer,
  startExtension,
  traceIn,
  until,
  workspaceFile,
} from './support/window.ts';

const knownId = 'job-109634426711902315';
const otherId = 'job-109634399004720042';
const sampleUri = (contactId: string) =>
  vscode.Uri.from({ scheme: 'calltrace', path: `/sample/samples/${contactId}.calltrace.json` });

const openTabs = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputCustom ? [input.uri.toString()] : []));

async function linksIn(uri: vscode.Uri): Promise<readonly string[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    'vscode.executeLinkProvider',
    uri,
    100,
  );
  return links
    .filter(({ target }) => target?.scheme === 'command')
    .map(({ range, target }) => {
      const text = document.getText(range);
      assert.deepEqual(JSON.parse(target?.query ?? ''), [text]);
      assert.equal(target?.path, 'callTraceInspector.lookUp');
      return text;
    });
}

describe('looking up contact IDs', () => {
  before(startExtension);
  afterEach(closeEverything);

  it('opens a document for each ID', async () => {
    await vscode.commands.executeCommand('callTraceInspector.lookUp', `${knownId}, ${otherId}`);
    await until('two viewers', () =>
      [knownId, otherId].every((id) => openTabs().includes(sampleUri(id).toString())) ? true : undefined,
    );
  });

  it('takes the ID under the cursor', async () => {
    const uri = workspaceFile('cursor.log', `03:37 call of 13812342315\n03:38 {"ContactId":"${otherId}"}\n`);
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const cursor = new vscode.Position(1, 25);
    editor.selection = new vscode.Selection(cursor, cursor);
    await vscode.commands.executeCommand('callTraceInspector.lookUpSelection');
    await until('a viewer', () => (openTabs().includes(sampleUri(otherId).toString()) ? true : undefined));
  });

  it('takes the IDs in the selected text', async () => {
    const uri = workspaceFile('selection.log', `one ${knownId}\ntwo ${otherId}\nthree job-1096344263519\n`);
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    await vscode.commands.executeCommand('callTraceInspector.lookUpSelection');
    await until('two viewers', () =>
      [knownId, otherId].every((id) => openTabs().includes(sampleUri(id).toString())) ? true : undefined,
    );
  });

  it('leaves the clipboard as it was when a terminal has nothing selected', async () => {
    await vscode.env.clipboard.writeText('what was copied before');
    const dialogs = answerDialogs();
    try {
      await vscode.commands.executeCommand('callTraceInspector.lookUpTerminalSelection');
      assert.equal(dialogs.failed.length, 1);
    } finally {
      dialogs.restore();
    }
    assert.equal(await vscode.env.clipboard.readText(), 'what was copied before');
    assert.deepEqual(openTabs(), []);
  });

  it('copies a link that names provider, instance and contact ID, and nothing else', async () => {
    await openInViewer(sampleUri(knownId));
    await vscode.commands.executeCommand('callTraceInspector.copyLink');
    assert.equal(
      await vscode.env.clipboard.readText(),
      `${vscode.env.uriScheme}://call-trace-inspector.call-trace-inspector/open?provider=sample&instance=samples&contactId=${knownId}`,
    );
  });
});

describe('contact IDs as links', () => {
  const settings = () => vscode.workspace.getConfiguration('callTraceInspector.links');
  before(startExtension);
  afterEach(async () => {
    for (const name of ['enabled', 'bareDigits', 'patterns', 'languages']) {
      await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
    }
    await closeEverything();
  });

  const line = `2026-11-21 03:37 ${knownId} 1678978542-92 acid=3433583180 13812342315 x-77`;

  it('in logs, of known forms, and not of digits alone', async () => {
    const uri = workspaceFile('links.log', `${line}\n${line}\n`);
    assert.deepEqual(await linksIn(uri), [knownId, '1678978542-92', knownId, '1678978542-92']);
  });

  it('not in programs', async () => {
    assert.deepEqual(await linksIn(workspaceFile('links.json', JSON.stringify({ line }))), []);
  });

  it('by settings: digits, patterns, languages, and none at all', async () => {
    const uri = workspaceFile('settings.log', line);
    const expectLinks = (wanted: readonly string[]) =>
      until(`links ${wanted.join(', ')}`, async () =>
        JSON.stringify(await linksIn(uri)) === JSON.stringify(wanted) ? true : undefined,
      );
    await settings().update('bareDigits', true, vscode.ConfigurationTarget.Global);
    await expectLinks([knownId, '1678978542-92', '3433583180', '13812342315']);
    await settings().update('bareDigits', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('patterns', ['acid=(\\d+)', 'x-\\d\\d'], vscode.ConfigurationTarget.Global);
    await expectLinks([knownId, '1678978542-92', '3433583180', 'x-77']);
    await settings().update('languages', [], vscode.ConfigurationTarget.Global);
    await expectLinks([]);
    await settings().update('languages', undefined, vscode.ConfigurationTarget.Global);
    await expectLinks([knownId, '1678978542-92', '3433583180', 'x-77']);
    await settings().update('enabled', false, vscode.ConfigurationTarget.Global);
    await expectLinks([]);
  });
});

describe('a look-up among connections', () => {
  before(() => storeTraces(false));
  after(() => storeTraces(undefined));
  let alibaba: Simulator;
  let other: Simulator;
  const ids: string[] = [];
  let instance = '';

  beforeEach(async () => {
    [alibaba, other] = await Promise.all([startSimulator(), startSimulator()]);
    const { store } = await startExtension();
    const common = { trust: { kind: 'system' }, allowPlainHttp: false } as const;
    const entries = [
      await store.save({
        name: 'Fitting',
        record: {
          ...common,
          provider: 'alibaba-ccc-2020',
          endpoint: alibaba.url,
          instanceId: alibaba.instanceId,
          key: {
            kind: 'stored',
            accessKeyId: alibaba.accessKeyId,
            accessKeySecret: alibaba.accessKeySecret,
          },
          scheme: 'v3',
        },
      }),
      await store.save({
        name: 'Not fitting',
        record: {
          ...common,
          provider: 'laaffic',
          endpoint: other.url,
          apiKey: 'key',
          apiSecret: 'secret',
          zone: '+08:00',
        },
      }),
    ];
    ids.push(...entries.map(({ id }) => id));
    instance = entries[0]?.instance ?? '';
  });
  afterEach(async () => {
    await closeEverything();
    const { store } = await startExtension();
    for (const id of ids.splice(0)) await store.remove(id);
    await Promise.all([alibaba.close(), other.close()]);
  });

  it('asks those that the form of the ID fits, and no others', async () => {
    await vscode.commands.executeCommand('callTraceInspector.lookUp', builtInContactId);
    const uri = vscode.Uri.from({
      scheme: 'calltrace',
      path: `/alibaba-ccc-2020/${instance}/${builtInContactId}.calltrace.json`,
    });
    assert.ok(openTabs().includes(uri.toString()));
    assert.ok(alibaba.requests.length > 0);
    assert.equal(other.requests.length, 0);
  });

  it('asks all where the form tells nothing', async () => {
    void vscode.commands.executeCommand('callTraceInspector.lookUp', 'some-id-1');
    await until('requests to both', () =>
      alibaba.requests.length > 0 && other.requests.length > 0 ? true : undefined,
    );
  });
});

describe('a link to a call', () => {
  const link = { provider: 'sample', instance: 'samples', contactId: knownId };
  const uri = (query = `provider=sample&instance=samples&contactId=${knownId}`) => ({
    path: '/open',
    query,
    fragment: '',
  });
  afterEach(closeEverything);

  /** Sources, a library and a person that write down what they are asked. */
  async function scene(
    names: readonly string[],
    answers: { readonly confirm: boolean; readonly which?: string; readonly added?: string },
  ) {
    const said: string[] = [];
    const bytes = await vscode.workspace.fs.readFile(sampleUri(knownId));
    const never = () => Promise.reject(new Error('not part of this'));
    const sourceOf = (name: string): CallSource => ({
      id: name,
      kind: 'connection',
      zone: '+08:00',
      provider: link.provider,
      instance: link.instance,
      instanceName: link.instance,
      formerly: [],
      inLookUps: true,
      name,
      description: name,
      list: () => ({ next: never }),
      fetch: never,
    });
    let sources = names.map(sourceOf);
    const library: TraceLibrary = {
      dispose: () => undefined,
      onDidChange: () => new vscode.Disposable(() => undefined),
      has: () => false,
      known: () => Promise.resolve(undefined),
      refresh: never,
      read: (asked) => {
        said.push(`read ${asked.path}`);
        return Promise.resolve({ trace: traceIn(bytes), responses: [], bytes, readAt: 0 });
      },
      forget: () => undefined,
      drop: () => undefined,
    };
    const nothing = () => undefined;
    const tools: LookUpTools = {
      sources: () => Promise.resolve(sources),
      library,
      texts: createTexts('en'),
      log: { error: nothing, info: nothing, show: nothing, dispose: nothing },
    };
    const questions: LinkQuestions = {
      refuse: ({ key }) => said.push(key),
      which: (_, fitting) => {
        said.push(`which ${fitting.map(({ name }) => name).join(' ')}`);
        return Promise.resolve(fitting.find(({ name }) => name === answers.which));
      },
      confirm: (_, { name }) => {
        said.push(`confirm ${name}`);
        return Promise.resolve(answers.confirm);
      },
      add: () => {
        said.push('add');
        if (answers.added !== undefined) sources = [sourceOf(answers.added)];
        return Promise.resolve(answers.added !== undefined);
      },
    };
    const follow = async (parts = uri()) => {
      await openCallLink(parts, tools, ({ name }) => said.push(`prefer ${name}`), questions);
      return said;
    };
    return { follow };
  }

  const read = `read ${sampleUri(knownId).path}`;

  it('asks nothing of a provider before a person has agreed', async () => {
    const { follow } = await scene(['Bench'], { confirm: false });
    assert.deepEqual(await follow(), ['confirm Bench']);
    assert.deepEqual(openTabs(), []);
  });

  it('opens the call when a person agrees', async () => {
    const { follow } = await scene(['Bench'], { confirm: true });
    assert.deepEqual(await follow(), ['confirm Bench', 'prefer Bench', read]);
    assert.ok(openTabs().includes(sampleUri(knownId).toString()));
  });

  it('lets a person choose among several connections, and names the chosen one', async () => {
    const { follow } = await scene(['Bench', 'Other'], { confirm: true, which: 'Other' });
    assert.deepEqual(await follow(), ['which Bench Other', 'confirm Other', 'prefer Other', read]);
  });

  it('ends when none of several connections is chosen', async () => {
    const { follow } = await scene(['Bench', 'Other'], { confirm: true });
    assert.deepEqual(await follow(), ['which Bench Other']);
  });

  it('offers to add a connection where none fits, and goes on with it', async () => {
    const without = await scene([], { confirm: true });
    assert.deepEqual(await without.follow(), ['add']);
    const added = await scene([], { confirm: true, added: 'New' });
    assert.deepEqual(await added.follow(), ['add', 'confirm New', 'prefer New', read]);
  });

  it('does nothing for a link with more in it than a call', async () => {
    const { follow } = await scene(['Bench'], { confirm: true });
    assert.deepEqual(await follow(uri(`${uri().query}&endpoint=https%3A%2F%2Fexample.org`)), [
      'look-up.uri.unknown-parameter',
    ]);
  });
});
