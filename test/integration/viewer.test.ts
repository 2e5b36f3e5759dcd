import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { serialise } from '../../src/trace/document/serialise.ts';
import type { PackedView } from '../../src/trace/view/packed.ts';
import {
  activeTab,
  closeEverything,
  openInViewer,
  sampleUris,
  startExtension,
  stateOf,
  text,
  traceIn,
  until,
  workspaceFile,
} from './support/window.ts';

/** A sample with steps, queues, agents and designed flows. */
const failedCall = vscode.Uri.parse('calltrace:/sample/samples/job-109634426711902315.calltrace.json');

async function sampleText(): Promise<string> {
  return text(await vscode.workspace.fs.readFile(failedCall));
}

function firstStep(view: PackedView | undefined): string {
  const at = view?.rows.event.indexOf(0) ?? -1;
  const item = view?.items[at];
  assert.ok(item);
  return item;
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `${from} stands in the text`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
  edit.replace(document.uri, range, to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('the viewer', () => {
  before(startExtension);
  afterEach(closeEverything);

  it('opens each sample under a human title, and its page asks for what to show', async () => {
    for (const uri of await sampleUris()) {
      const panel = await openInViewer(uri);
      const { view, problem } = panel.document.state();
      assert.equal(problem, undefined);
      assert.ok(view);
      assert.ok(view.graph.nodes.length > 0);
      assert.ok(view.rows.count > 0);
      assert.equal(panel.panel.title, view.title);
      assert.ok(!panel.panel.title.includes('.calltrace.json'));
      await until(`the page of ${view.title} has it`, () => panel.answered() || undefined);
      await closeEverything();
    }
  });

  it('tells everything about a step', async () => {
    const panel = await openInViewer(failedCall);
    const step = firstStep(panel.document.state().view);
    const details = await panel.document.details(step);
    assert.equal(details.item, step);
    const { line } = await panel.document.placeOf(step, 'item');
    const source = await panel.document.placeOf(step, 'source');
    assert.ok(line > 1);
    assert.ok(source.line > line, 'sources stand last');
  });

  it('finds the step at the cursor and the cursor of the step', async () => {
    const panel = await openInViewer(failedCall);
    const document = await vscode.workspace.openTextDocument(failedCall);
    for (const item of panel.document.state().view?.items ?? []) {
      const { line, column } = await panel.document.placeOf(item, 'item');
      const offset = document.offsetAt(new vscode.Position(line - 1, column - 1));
      assert.equal(await panel.document.itemAt(offset + 5), item);
    }
  });

  it('follows the text keystroke by keystroke, and keeps the last drawing while it is not valid', async () => {
    const uri = workspaceFile('edited.calltrace.json', await sampleText());
    const panel = await openInViewer(uri);
    const before = await stateOf(panel, 'a drawing', ({ view }) => view !== undefined);
    const document = await vscode.workspace.openTextDocument(uri);

    await replace(document, '"steps": [', '"steps": [,');
    const stale = await stateOf(panel, 'a problem', ({ problem }) => problem !== undefined);
    assert.deepEqual(stale.view, before.view);
    const wanted = document.getText().slice(0, document.getText().indexOf('"steps": [,')).split('\n').length;
    assert.ok(stale.problem);
    assert.equal(stale.problem.line, wanted);
    assert.match(stale.problem.text, /edited\.calltrace\.json/);
    assert.ok(document.isDirty, 'nothing was saved');

    await replace(document, '"steps": [,', '"steps": [');
    const healed = await stateOf(panel, 'no problem', ({ problem }) => problem === undefined);
    assert.deepEqual(healed.view, before.view);

    await replace(document, '"callee": "', '"callee": "9');
    const changed = await stateOf(
      panel,
      'another number',
      ({ view }) => view?.summary.callee.startsWith('9') ?? false,
    );
    assert.notDeepEqual(changed.view, before.view);
  });

  it('goes back to the file when the text is closed without saving, and follows the file', async () => {
    const original = await sampleText();
    const uri = workspaceFile('closed.calltrace.json', original);
    const panel = await openInViewer(uri);
    await vscode.commands.executeCommand('vscode.openWith', uri, 'default', vscode.ViewColumn.Beside);
    const document = await vscode.workspace.openTextDocument(uri);
    await replace(document, '"callee": "', '"callee": "9');
    await stateOf(panel, 'what was typed', ({ view }) => view?.summary.callee.startsWith('9') ?? false);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await stateOf(panel, 'what the file says', ({ view }) => view?.summary.callee.startsWith('9') === false);
    workspaceFile('closed.calltrace.json', original.replace('"callee": "', '"callee": "8'));
    await stateOf(
      panel,
      'what the file says now',
      ({ view }) => view?.summary.callee.startsWith('8') ?? false,
    );
  });

  for (const [name, content, says] of [
    ['empty', '', /empty/i],
    ['unrelated', '{"hello": "world"}', /trace/i],
    ['newer', '{"schema": "call-trace/9"}', /call-trace\/9/],
    ['truncated', '{"schema": "call-trace/1", "provider": "huaw', /truncated\.calltrace\.json/],
    ['html', '<!DOCTYPE html><title>Login</title>', /html\.calltrace\.json/],
    ['deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /deep\.calltrace\.json/],
    ['binary', new Uint8Array([0x7b, 0xff, 0xfe, 0x00]), /binary\.calltrace\.json/],
    [
      'proto',
      '{"schema": "call-trace/1", "__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
      /proto\.calltrace\.json/,
    ],
  ] as const) {
    it(`says what is wrong with a document that never was valid: ${name}`, async () => {
      const panel = await openInViewer(workspaceFile(`${name}.calltrace.json`, content));
      const { view, problem } = await stateOf(panel, 'a problem', (state) => state.problem !== undefined);
      assert.equal(view, undefined);
      assert.match(problem?.text ?? '', says);
      assert.equal(Reflect.get({}, 'polluted'), undefined);
    });
  }

  it('draws a trace whose gap names a sentence without its values', async () => {
    const trace = traceIn(await sampleText());
    const messages = ['extension.trace.large', 'no.such.message', '__proto__', 'constructor'];
    const gaps = messages.map((message) => ({ kind: 'incomplete', message }) as const);
    const panel = await openInViewer(workspaceFile('gaps.calltrace.json', serialise({ ...trace, gaps })));
    const { view, problem } = panel.document.state();
    assert.equal(problem, undefined);
    assert.equal(view?.gaps.length, messages.length);
  });

  it('becomes a drawing when what never was valid is mended', async () => {
    const uri = workspaceFile('mended.calltrace.json', '{');
    const panel = await openInViewer(uri);
    await stateOf(panel, 'a problem', ({ problem }) => problem !== undefined);
    workspaceFile('mended.calltrace.json', await sampleText());
    await stateOf(panel, 'a drawing', ({ view, problem }) => view !== undefined && problem === undefined);
  });

  it('reads a document of more than a megabyte in a thread of its own', async () => {
    const panel = await openInViewer(workspaceFile('large.calltrace.json', await padded(3)));
    const { view } = await stateOf(panel, 'a drawing', (state) => state.view !== undefined);
    const step = firstStep(view);
    assert.equal((await panel.document.details(step)).item, step);
    assert.ok((await panel.document.placeOf(step, 'item')).line > 1);
  });

  it('reads a document of more than 50 MB from its bytes, and says so', async function () {
    this.timeout(180_000);
    const uri = workspaceFile('huge.calltrace.json', await padded(52));
    const panel = await openInViewer(uri);
    const { notices, view } = await stateOf(panel, 'a drawing', (state) => state.view !== undefined);
    assert.ok(view);
    assert.match(notices?.[0]?.text ?? '', /5[23] MB/);
  });

  it('refuses what is larger than the setting allows, by name', async function () {
    this.timeout(120_000);
    const settings = vscode.workspace.getConfiguration('callTraceInspector.reading');
    await settings.update('maximumSize', 1, vscode.ConfigurationTarget.Global);
    try {
      const panel = await openInViewer(workspaceFile('too-large.calltrace.json', await padded(2)));
      const { problem } = await stateOf(panel, 'a problem', (state) => state.problem !== undefined);
      assert.match(problem?.text ?? '', /too-large\.calltrace\.json/);
    } finally {
      await settings.update('maximumSize', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('shows the same document twice, side by side', async () => {
    const [uri] = await sampleUris();
    assert.ok(uri);
    const { editors } = await startExtension();
    await openInViewer(uri);
    await vscode.commands.executeCommand('callTraceInspector.openInViewerBeside', uri);
    await until('two viewers', () => (editors.panels().length === 2 ? true : undefined));
  });

  it('opens as text and back again', async () => {
    const [uri] = await sampleUris();
    assert.ok(uri);
    await openInViewer(uri);
    await vscode.commands.executeCommand('callTraceInspector.openAsText');
    await until('the text', () => (activeTab().input instanceof vscode.TabInputText ? true : undefined));
    await vscode.commands.executeCommand('callTraceInspector.openInViewer');
    await until('the viewer', () => (activeTab().input instanceof vscode.TabInputCustom ? true : undefined));
  });

  it('begins as text where the viewer has its selection, and the other way round', async () => {
    const panel = await openInViewer(failedCall);
    const items = panel.document.state().view?.items ?? [];
    const [third, fifth] = [items[2], items[4]];
    assert.ok(third !== undefined && fifth !== undefined);
    await until('the page has it', () => panel.answered() || undefined);
    panel.select(third);
    await vscode.commands.executeCommand('callTraceInspector.openAsText');
    const editor = await until('the text', () => vscode.window.activeTextEditor);
    const { line } = await panelPlace(third);
    assert.equal(editor.selection.active.line, line - 1);

    const other = await panelPlace(fifth);
    const at = new vscode.Position(other.line, 8);
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('callTraceInspector.openInViewer');
    const { editors } = await startExtension();
    const opened = await until('the viewer', () => editors.active());
    await until('its selection', () => (opened.selected() === fifth ? true : undefined));

    async function panelPlace(item: string) {
      return panel.document.placeOf(item, 'item');
    }
  });

  it('compares two traces as text', async () => {
    const [one, other] = await sampleUris();
    await vscode.commands.executeCommand('vscode.diff', one, other, 'Two calls');
    await until('a comparison', () =>
      activeTab().input instanceof vscode.TabInputTextDiff ? true : undefined,
    );
  });
});

/** A trace of so many megabytes: the same call with a source that is that long. */
async function padded(megabytes: number): Promise<string> {
  const trace = traceIn(await sampleText());
  const filler = 'x'.repeat(1024);
  const body = Array.from({ length: megabytes * 1024 }, () => filler);
  const padding = { id: 'padding', operation: 'padding', format: 'json', body } as const;
  return serialise({ ...trace, sources: [...trace.sources, padding] });
}
