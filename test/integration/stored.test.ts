import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { builtInContactId } from '../simulators/alibaba-ccc-2020-calls.ts';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';
import { connectTo } from './support/connection.ts';
import { answerDialogs, type Dialogs } from './support/dialogs.ts';
import { storeTraces } from './support/stored.ts';
import {
  choose,
  closeEverything,
  openInViewer,
  startExtension,
  stateOf,
  text,
  until,
} from './support/window.ts';

const uriOf = (contactId: string) =>
  vscode.Uri.from({ scheme: 'calltrace', path: `/alibaba-ccc-2020/ccc-test/${contactId}.calltrace.json` });
const run = (command: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand(`callTraceInspector.${command}`, ...args);
const customer = /1000\d{7}/;

describe('what is kept of live calls', () => {
  let simulator: Simulator;
  let id = '';
  let folder = '';
  let dialogs: Dialogs;

  beforeEach(async () => {
    const newest = Date.now() - 90_000;
    simulator = await startSimulator({ calls: populate({ count: 5, newest, running: 1 }) });
    id = await connectTo(simulator);
    folder = mkdtempSync(join(tmpdir(), 'masked-'));
    dialogs = answerDialogs();
  });
  afterEach(async () => {
    dialogs.restore();
    await closeEverything();
    await simulator.close();
    const { store } = await startExtension();
    await store.remove(id);
    await storeTraces(false);
    await storeTraces(undefined);
    await vscode.workspace
      .getConfiguration('callTraceInspector')
      .update('viewer.masked', undefined, vscode.ConfigurationTarget.Global);
    rmSync(folder, { recursive: true, force: true });
  });

  it('a masked copy has nobody in it, in the raw responses either', async () => {
    const uri = uriOf('job-700000000000000003');
    const whole = text(await vscode.workspace.fs.readFile(await choose(uri)));
    assert.match(whole, customer);
    dialogs.save = vscode.Uri.file(join(folder, 'copy.json'));
    await run('saveMaskedCopy', uri);
    assert.deepEqual(readdirSync(folder), ['copy.calltrace.json']);
    const offered = dialogs.offered?.path;
    assert.ok(offered === undefined || offered.endsWith('/job-700000000000000003.masked.calltrace.json'));
    const copy = readFileSync(join(folder, 'copy.calltrace.json'), 'utf8');
    assert.doesNotMatch(copy, customer);
    for (const name of ['林示例', '周演示', '吴测试', 'Ada Sample', 'Ben Example']) {
      assert.ok(!copy.includes(name), name);
    }
    const [before, after] = [parseDocument(whole, 'whole'), parseDocument(copy, 'copy')];
    assert.ok(before.ok && after.ok);
    assert.equal(after.trace.sources.length, before.trace.sources.length);
    assert.deepEqual(
      after.trace.steps.map(({ id: step, enteredAt }) => [step, enteredAt]),
      before.trace.steps.map(({ id: step, enteredAt }) => [step, enteredAt]),
    );
    assert.ok(dialogs.said.some((line) => line.includes('copy.calltrace.json')));
  });

  it('no copy is written when the dialog is left', async () => {
    await run('saveMaskedCopy', uriOf('job-700000000000000003'));
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(dialogs.said.length, 0);
  });

  it('stored traces are cleared when that is confirmed, and only then', async () => {
    await openInViewer(uriOf(builtInContactId));
    await run('clearStoredTraces');
    assert.equal(dialogs.said.length, 0);
    assert.match(dialogs.asked.join(), /Remove all traces/);
    dialogs.confirm = 'Clear Stored Traces';
    await until('a stored trace that is removed', async () => {
      await run('clearStoredTraces');
      return dialogs.said.find((line) => /^[1-9]\d* stored trace/.test(line));
    });
    await run('clearStoredTraces');
    assert.equal(dialogs.said.at(-1), 'There were no stored traces.');
    await closeEverything();
    const { store } = await startExtension();
    await store.rename(id, `Test bench ${Date.now()}`);
    await simulator.close();
    const panel = await openInViewer(uriOf(builtInContactId));
    assert.equal(panel.document.state().view, undefined);
  });

  it('the trace as text is masked as viewers are, and follows the switch', async () => {
    await run('showAsText', uriOf('job-700000000000000003'));
    const shown = await until('the text', () =>
      vscode.workspace.textDocuments.find(
        ({ uri }) => uri.scheme === 'calltrace-text' && uri.toString().includes('700000000000000003'),
      ),
    );
    assert.match(shown.getText(), customer);
    await run('toggleMasking');
    await until('a masked text', () => (customer.test(shown.getText()) ? undefined : true));
    assert.match(shown.getText(), /\*{4}/);
    await run('toggleMasking');
    await until('the whole text', () => (customer.test(shown.getText()) ? true : undefined));
  });

  it('a raw response that is open changes when its call is fetched again', async () => {
    const uri = uriOf('job-700000000000000003');
    await openInViewer(uri);
    const path = uri.path.replace('.calltrace.json', '/01-GetCallDetailRecord.json');
    const raw = await vscode.workspace.openTextDocument(uri.with({ path }));
    await vscode.window.showTextDocument(raw);
    const before = raw.getText();
    await run('refreshTrace', uri);
    await until('another request ID', () => (raw.getText() === before ? undefined : true));
    assert.match(raw.getText(), /job-700000000000000003/);
  });

  it('a call that cannot be fetched at first is kept up to date once it is known to go on', async () => {
    const { port } = simulator;
    await simulator.close();
    const uri = uriOf('job-700000000000000000');
    const panel = await openInViewer(uri);
    assert.equal(panel.document.state().view, undefined);
    simulator = await startSimulator({
      calls: populate({ count: 5, newest: Date.now() - 90_000, running: 2 }),
      port,
    });
    const { editors } = await startExtension();
    await connectTo(simulator, { id });
    await stateOf(panel, 'the call', ({ view }) => view?.summary.outcome === 'in-progress');
    const asked = simulator.requests.length;
    await until('a refresh', () => (simulator.requests.length > asked ? true : undefined), 15_000);
    await closeEverything();
    await until('no viewer', () => (editors.panels().length === 0 ? true : undefined));
    // While another call is refreshed twice, nobody asks for this one.
    const since = simulator.requests.length;
    await openInViewer(uriOf('job-700000000000000001'));
    const askedFor = (contactId: string) =>
      simulator.requests.slice(since).filter(({ query }) => [...query.values()].includes(contactId)).length;
    const atFirst = askedFor('job-700000000000000001');
    await until(
      'two refreshes',
      () => askedFor('job-700000000000000001') >= 3 * atFirst || undefined,
      30_000,
    );
    assert.equal(askedFor('job-700000000000000000'), 0);
  });

  it('viewers that are closed while they open stay in no list', async () => {
    const { editors } = await startExtension();
    const opening: Thenable<unknown>[] = [];
    // At moments between the call and the page.
    for (const wait of [0, 10, 60, 150]) {
      opening.push(
        vscode.commands.executeCommand('vscode.open', uriOf('job-700000000000000000'), { preview: false }),
      );
      await new Promise((resolve) => setTimeout(resolve, wait));
      await closeEverything();
    }
    await Promise.allSettled(opening);
    await closeEverything();
    await until('no viewer', () => (editors.panels().length === 0 ? true : undefined));
  });
});
