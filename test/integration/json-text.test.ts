import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { serialise } from '../../src/trace/document/serialise.ts';
import { closeEverything, startExtension, text, traceIn, until, workspaceFile } from './support/window.ts';

/** A sample with steps, a sub-flow, queues, agents and designed flows. */
const failedCall = vscode.Uri.parse('calltrace:/sample/samples/job-109634426711902315.calltrace.json');

async function sampleText(): Promise<string> {
  return text(await vscode.workspace.fs.readFile(failedCall));
}

async function hoversAt(uri: vscode.Uri, place: string, after = ''): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri);
  const content = document.getText();
  const offset = content.indexOf(place, content.indexOf(after));
  assert.ok(offset >= 0, `${place} stands in the text`);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    document.positionAt(offset + 1),
  );
  const parts = hovers.flatMap(({ contents }) => contents);
  // Signs are escaped, so that nothing of a document is taken for Markdown.
  return parts.map(wordsOf).join('\n').replaceAll('\\', '');
}

const wordsOf = (part: vscode.Hover['contents'][number]) =>
  part instanceof vscode.MarkdownString ? part.value : '';

async function symbolsOf(uri: vscode.Uri): Promise<readonly vscode.DocumentSymbol[]> {
  await vscode.workspace.openTextDocument(uri);
  const all = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    uri,
  );
  return all ?? [];
}

const named = (symbols: readonly vscode.DocumentSymbol[], name: string) =>
  symbols.find((symbol) => symbol.name === name);

describe('the JSON text of a trace', () => {
  before(startExtension);
  afterEach(closeEverything);

  it('tells on hovering what codes, times, ids and pointers mean', async () => {
    for (const uri of [failedCall, workspaceFile('hover.calltrace.json', await sampleText())]) {
      assert.match(await hoversAt(uri, '"disposition"'), /Disposition: IVR exception/);
      assert.match(await hoversAt(uri, '"enteredAt"', 'queryOrder'), /after the call began[\s\S]*UTC\+8/);
      assert.match(await hoversAt(uri, '"contactId"'), /Contact ID: what Alibaba CCC calls this call/);
      assert.match(
        await hoversAt(uri, '"pointer"', '"steps"'),
        /Made from ListIvrTrackingDetails, \/Data\/List\/0[\s\S]*command:callTraceInspector\.goToPlace/,
      );
    }
  });

  it('goes to the raw record, and back to the viewer, from the links of a hover', async () => {
    const { editors } = await startExtension();
    const document = await vscode.workspace.openTextDocument(failedCall);
    await vscode.commands.executeCommand('vscode.openWith', failedCall, 'default');
    const hover = await hoversAt(failedCall, '"pointer"', 'queryOrder');
    const [, argument = ''] = /goToPlace\?([^)]*)\)/.exec(hover) ?? [];
    const given: unknown = JSON.parse(decodeURIComponent(argument));
    const [uri, offset] = Array.isArray(given) ? given.map((one: unknown) => one) : [];
    await vscode.commands.executeCommand('callTraceInspector.goToPlace', uri, offset);
    const line = document.positionAt(Number(offset)).line;
    await until('the cursor at the record', () =>
      vscode.window.activeTextEditor?.selection.active.line === line ? true : undefined,
    );
    assert.ok(line > document.positionAt(document.getText().indexOf('"sources"')).line);

    const step = document.getText().indexOf('"id": "s11"');
    await vscode.commands.executeCommand('callTraceInspector.showPlace', uri, step);
    const panel = await until('a viewer', () => editors.panels()[0]);
    await until('its selection', () => (panel.selected() === 's11' ? true : undefined));
  });

  it('has an outline from the summary over flow, step and sub-flow to lanes, and sources', async () => {
    const symbols = await symbolsOf(failedCall);
    const flow = named(symbols, 'After-sales hotline');
    const query = named(named(flow?.children ?? [], 'Order status')?.children ?? [], '✗ queryOrder');
    assert.ok(query, 'the failed step stands in the sub-flow that its caller opened');
    assert.match(query.detail, /HTTP request/);
    const events = named(symbols, 'Events');
    assert.ok(named(events?.children ?? [], 'Agent'));
    assert.ok(named(symbols, 'Summary'));
    assert.equal(named(symbols, 'Sources')?.children.length, traceIn(await sampleText()).sources.length);
    const document = await vscode.workspace.openTextDocument(failedCall);
    assert.match(document.getText(query.range), /^\{\s+"id": "s11"[\s\S]*\}$/);
  });

  it('says nothing wrong of text that is no trace, and speaks again when it is one', async () => {
    const content = await sampleText();
    const uri = workspaceFile('broken.calltrace.json', content.replace('"steps": [', '"steps": [,'));
    assert.doesNotMatch(await hoversAt(uri, '"disposition"'), /Disposition: IVR exception/);
    assert.equal(named(await symbolsOf(uri), 'Summary'), undefined);
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('[,') + 1;
    edit.delete(uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 1)));
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(await hoversAt(uri, '"disposition"'), /Disposition: IVR exception/);
    assert.ok(named(await symbolsOf(uri), 'Summary'));
  });

  it('makes no link and no format of what stands in a document', async () => {
    const trace = traceIn(await sampleText());
    const steps = trace.steps.map((step) => ({
      ...step,
      nodeName: '[x](command:evil) <b>*a* https://evil.example',
    }));
    const uri = workspaceFile('evil.calltrace.json', serialise({ ...trace, steps }));
    const document = await vscode.workspace.openTextDocument(uri);
    const at = document.positionAt(document.getText().indexOf('"nodeName"') + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      at,
    );
    const said = hovers.flatMap(({ contents }) => contents).map(wordsOf);
    assert.ok(said.some((part) => part.includes('command\\:evil')));
    for (const part of said) assert.doesNotMatch(part, /\]\(command:evil|https:\/\/evil|<b>/);
  });

  it('reads a document of megabytes in a thread of its own', async () => {
    const trace = traceIn(await sampleText());
    const body = Array.from({ length: 3 * 1024 }, () => 'x'.repeat(1024));
    const padding = { id: 'padding', operation: 'padding', format: 'json', body } as const;
    const uri = workspaceFile(
      'wide.calltrace.json',
      serialise({ ...trace, sources: [...trace.sources, padding] }),
    );
    assert.match(await hoversAt(uri, '"disposition"'), /Disposition: IVR exception/);
    assert.ok(named(await symbolsOf(uri), 'After-sales hotline'));
  });

  it('covers text that was never saved', async () => {
    const uri = vscode.Uri.parse('untitled:new.calltrace.json');
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), await sampleText());
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(await hoversAt(uri, '"disposition"'), /Disposition: IVR exception/);
  });
});
