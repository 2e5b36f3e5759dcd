import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { builtInContactId } from '../simulators/alibaba-ccc-2020-calls.ts';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { storeTraces } from './support/stored.ts';
import {
  choose,
  closeEverything,
  openInViewer,
  openUnasked,
  startExtension,
  stateOf,
} from './support/window.ts';

const uriOf = (contactId: string, instance = 'ccc-test') =>
  vscode.Uri.from({ scheme: 'calltrace', path: `/alibaba-ccc-2020/${instance}/${contactId}.calltrace.json` });

describe('a connection to Alibaba Cloud CCC 2020', () => {
  let simulator: Simulator;
  let id = '';

  const save = async (changes: { accessKeySecret?: string; endpoint?: string } = {}) => {
    const { store } = await startExtension();
    const entry = await store.save(
      {
        name: 'Test bench',
        record: {
          provider: 'alibaba-ccc-2020',
          endpoint: changes.endpoint ?? simulator.url,
          trust: { kind: 'system' },
          allowPlainHttp: false,
          instanceId: simulator.instanceId,
          key: {
            kind: 'stored',
            accessKeyId: simulator.accessKeyId,
            accessKeySecret: changes.accessKeySecret ?? simulator.accessKeySecret,
          },
          scheme: 'v3',
        },
      },
      id === '' ? undefined : id,
    );
    id = entry.id;
  };

  before(() => storeTraces(false));
  after(() => storeTraces(undefined));
  beforeEach(async () => {
    simulator = await startSimulator();
    await save();
  });
  afterEach(async () => {
    await closeEverything();
    await simulator.close();
    const { store } = await startExtension();
    await store.remove(id);
    id = '';
  });

  it('fetches a call and shows it', async () => {
    const panel = await openInViewer(uriOf(builtInContactId));
    const { view, problem } = panel.document.state();
    assert.equal(problem, undefined);
    assert.ok((view?.graph.nodes.length ?? 0) > 3);
    const operations = new Set(simulator.requests.map(({ operation }) => operation));
    assert.ok(operations.has('GetCallDetailRecord'));
    assert.ok(operations.has('ListIvrTrackingDetails'));
    assert.ok(simulator.requests.every(({ result }) => result === 'OK'));
  });

  it('asks for nothing that no person chose, whoever looks at its document', async () => {
    const { port } = simulator;
    await simulator.close();
    simulator = await startSimulator({
      calls: populate({ count: 60, newest: Date.now() - 20 * 60_000 }),
      port,
    });
    // No other test opens this call in this window.
    const contactId = 'job-700000000000000057';
    const uri = uriOf(contactId, simulator.instanceId);
    const { size, permissions } = await vscode.workspace.fs.stat(uri);
    assert.deepEqual([size, permissions], [0, vscode.FilePermission.Readonly]);
    await assert.rejects(
      async () => vscode.workspace.fs.readFile(uri),
      (error) => error instanceof vscode.FileSystemError && error.code === 'NoPermissions',
    );
    await assert.rejects(async () => vscode.workspace.openTextDocument(uri));
    // There may be nothing to list: what counts is that nobody is asked.
    await Promise.allSettled([vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(uri, '..'))]);
    const raw = uri.with({ path: uri.path.replace('.calltrace.json', '/01-GetCallDetailRecord.json') });
    await assert.rejects(async () => vscode.workspace.fs.readFile(raw));
    const asText = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme: 'calltrace-text', path: '/x.txt', query: uri.toString() }),
    );
    assert.doesNotMatch(asText.getText(), new RegExp(contactId));
    const panel = await openUnasked(uri);
    assert.match(panel.document.state().problem?.text ?? '', new RegExp(`Look up .*${contactId}`));
    assert.deepEqual(
      panel.document.state().problem?.actions?.map(({ id: action }) => action),
      ['look-up'],
    );
    assert.deepEqual(simulator.requests, []);
    // The button of the viewer is a person's act.
    await choose(uri);
    await panel.document.again();
    assert.ok(panel.document.state().view);
    assert.ok((await vscode.workspace.fs.stat(uri)).size > 1000);
    assert.ok(simulator.requests.length > 0);
  });

  it('finds it by its contact ID', async () => {
    await vscode.commands.executeCommand('callTraceInspector.lookUp', builtInContactId);
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputCustom);
    // Behind the name of the instance stands what tells the connection from others of that name.
    assert.match(
      input.uri.path,
      new RegExp(`^/alibaba-ccc-2020/ccc-test\\.[0-9a-f]{10}/${builtInContactId}\\.calltrace\\.json$`),
    );
  });

  it('says that a secret is wrong, and recovers when it is corrected', async () => {
    await save({ accessKeySecret: 'not the secret' });
    const panel = await openInViewer(uriOf(builtInContactId));
    const { view, problem } = panel.document.state();
    assert.equal(view, undefined);
    assert.match(problem?.text ?? '', /secret/i);
    assert.ok(!problem?.text.includes('not the secret'));
    await save();
    await stateOf(panel, 'the call', (state) => state.view !== undefined);
  });

  it('says that nothing answers', async () => {
    await simulator.close();
    const panel = await openInViewer(uriOf(builtInContactId));
    assert.match(panel.document.state().problem?.text ?? '', /127\.0\.0\.1:\d+/);
    simulator = await startSimulator();
  });

  it('says that there is no such call', async () => {
    const panel = await openInViewer(uriOf('job-0'));
    assert.match(panel.document.state().problem?.text ?? '', /job-0/);
  });

  it('names a part that failed as a gap', async () => {
    simulator.inject({
      operation: 'ListIvrTrackingDetails',
      trouble: { kind: 'error', status: 400, code: 'InternalError' },
      times: 10,
    });
    const panel = await openInViewer(uriOf(builtInContactId));
    const { view } = panel.document.state();
    assert.ok(view);
    assert.ok(
      view.gaps.some(({ text }) => text.includes('ListIvrTrackingDetails')),
      JSON.stringify(view.gaps),
    );
  });

  it('keeps nothing of a connection that was removed', async () => {
    const { store } = await startExtension();
    assert.ok(JSON.stringify(await store.record(id)).includes(simulator.accessKeySecret));
    assert.ok((await store.list()).some((entry) => entry.id === id));
    assert.ok(!JSON.stringify(await store.list()).includes(simulator.accessKeySecret));
    await store.remove(id);
    assert.equal(await store.record(id), undefined);
    assert.ok(!(await store.list()).some((entry) => entry.id === id));
    await assert.rejects(async () => vscode.workspace.fs.readFile(uriOf(builtInContactId)));
  });
});
