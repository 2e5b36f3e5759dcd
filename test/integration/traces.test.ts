import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { builtInContactId } from '../simulators/alibaba-ccc-2020-calls.ts';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { connectTo } from './support/connection.ts';
import { storeTraces } from './support/stored.ts';
import { answerDialogs } from './support/dialogs.ts';
import { closeEverything, openInViewer, startExtension, stateOf, text, until } from './support/window.ts';

const uriOf = (contactId: string) =>
  vscode.Uri.from({ scheme: 'calltrace', path: `/alibaba-ccc-2020/ccc-test/${contactId}.calltrace.json` });
const rawOf = (contactId: string, name: string) =>
  vscode.Uri.from({ scheme: 'calltrace', path: `/alibaba-ccc-2020/ccc-test/${contactId}/${name}` });

describe('the trace of a live call', () => {
  let simulator: Simulator;
  let id = '';
  const forgetInMemory = async () => {
    const { store } = await startExtension();
    // A changed connection drops what is kept in memory, not what is stored.
    await store.rename(id, `Test bench ${Date.now()}`);
  };

  beforeEach(async () => {
    const newest = Date.now() - 90_000;
    simulator = await startSimulator({ calls: populate({ count: 5, newest, running: 1 }) });
    id = await connectTo(simulator);
  });
  afterEach(async () => {
    await closeEverything();
    await simulator.close();
    const { store } = await startExtension();
    await store.remove(id);
    await storeTraces(false);
    await storeTraces(undefined);
  });

  it('has its raw responses beside it, byte for byte', async () => {
    await openInViewer(uriOf(builtInContactId));
    const folder = vscode.Uri.from({
      scheme: 'calltrace',
      path: `/alibaba-ccc-2020/ccc-test/${builtInContactId}`,
    });
    const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    assert.ok(names.includes('01-GetCallDetailRecord.json'), names.join());
    assert.ok(
      names.some((name) => name.endsWith('-ListIvrTrackingDetails.json')),
      names.join(),
    );
    const bytes = await vscode.workspace.fs.readFile(rawOf(builtInContactId, '01-GetCallDetailRecord.json'));
    // As it came over the wire, without a blank or line added.
    assert.match(text(bytes), /^\{"Code":"OK","HttpStatusCode":200,/);
    await assert.rejects(async () =>
      vscode.workspace.fs.readFile(rawOf(builtInContactId, '09-Nothing.json')),
    );
  });

  /** Opens a call, then once more from the store while its provider is gone: what is said above it. */
  const storedNotice = async (contactId: string) => {
    const first = await openInViewer(uriOf(contactId));
    await stateOf(first, 'the call', ({ view }) => view !== undefined);
    await closeEverything();
    return until('a stored copy', async () => {
      await forgetInMemory();
      await simulator.close();
      const panel = await openInViewer(uriOf(contactId));
      const { view, notices } = panel.document.state();
      if (view === undefined) {
        await closeEverything();
        return undefined;
      }
      return notices?.[0];
    });
  };

  it('opens from the store without a request long after its end, and says how old it is', async () => {
    const { text, actions } = await storedNotice(builtInContactId);
    assert.match(text, /store/);
    assert.doesNotMatch(text, /Nothing answers/);
    assert.deepEqual(
      actions.map(({ id: action }) => action),
      ['refresh'],
    );
  });

  it('opens from the store when nothing answers soon after its end, and says why', async () => {
    const { text, actions } = await storedNotice('job-700000000000000003');
    assert.match(text, /store/);
    assert.match(text, /Nothing answers at 127\.0\.0\.1/);
    assert.deepEqual(
      actions.map(({ id: action }) => action),
      ['refresh', 'show-log'],
    );
  });

  it('is fetched again by a refresh, which keeps what was there when it fails', async () => {
    const panel = await openInViewer(uriOf(builtInContactId));
    await stateOf(panel, 'the call', ({ view }) => view !== undefined);
    const selected = panel.document.state().view?.items[3] ?? '';
    panel.select(selected);
    const before = simulator.requests.length;
    await vscode.commands.executeCommand('callTraceInspector.refreshTrace', uriOf(builtInContactId));
    assert.ok(simulator.requests.length > before);
    assert.equal(panel.selected(), selected);
    await simulator.close();
    const dialogs = answerDialogs();
    try {
      await vscode.commands.executeCommand('callTraceInspector.refreshTrace', uriOf(builtInContactId));
      assert.equal(dialogs.failed.length, 1);
    } finally {
      dialogs.restore();
    }
    assert.ok(panel.document.state().view !== undefined);
  });

  it('refreshes itself while the call is going on', async () => {
    const running = 'job-700000000000000000';
    const panel = await openInViewer(uriOf(running));
    const { view, notices } = panel.document.state();
    assert.equal(view?.summary.outcome, 'in-progress');
    assert.match(notices?.[0]?.text ?? '', /still going on/);
    const before = simulator.requests.length;
    await until('another request', () => (simulator.requests.length > before ? true : undefined));
  });

  it('is never stored where that is switched off', async () => {
    await storeTraces(false);
    await openInViewer(uriOf(builtInContactId));
    await closeEverything();
    await forgetInMemory();
    await simulator.close();
    const panel = await openInViewer(uriOf(builtInContactId));
    const { view, problem } = panel.document.state();
    assert.equal(view, undefined);
    assert.ok(problem?.actions?.some(({ id: action }) => action === 'retry'));
  });

  it('masks phone numbers in the view, and says so', async () => {
    const settings = () => vscode.workspace.getConfiguration('callTraceInspector');
    const panel = await openInViewer(uriOf('job-700000000000000003'));
    const { view } = await stateOf(panel, 'the call', (state) => state.view !== undefined);
    const numbers = () => JSON.stringify(panel.document.state().view?.summary);
    assert.match(numbers(), /1000\d{7}/);
    await settings().update('viewer.masked', true, vscode.ConfigurationTarget.Global);
    try {
      await stateOf(panel, 'a masked view', (state) => state.view !== view);
      assert.doesNotMatch(numbers(), /1000\d{7}/);
      assert.ok(
        panel.document
          .state()
          .notices?.some(({ actions }) => actions.some(({ id: action }) => action === 'unmask')),
      );
      assert.match(text(await vscode.workspace.fs.readFile(uriOf('job-700000000000000003'))), /1000\d{7}/);
    } finally {
      await settings().update('viewer.masked', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('can be compared with another one in the diff editor', async () => {
    await vscode.commands.executeCommand(
      'vscode.diff',
      uriOf('job-700000000000000002'),
      uriOf('job-700000000000000003'),
    );
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputCustom);
  });
});
