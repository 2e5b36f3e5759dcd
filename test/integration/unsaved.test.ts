import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { closeEverything, startExtension, stateOf, text, until } from './support/window.ts';

const failedCall = vscode.Uri.parse('calltrace:/sample/samples/job-109634426711902315.calltrace.json');

/** The text document of a URI that is open. */
const textAt = (uri: vscode.Uri) =>
  vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
const viewerOf = async (uri: vscode.Uri) => {
  const { editors } = await startExtension();
  return until('a viewer', () =>
    editors.panels().find(({ document }) => document.uri.toString() === uri.toString()),
  );
};
const textTab = (uri: vscode.Uri) =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());

describe('text that was never saved', () => {
  let content = '';
  let uri = failedCall;
  let path = '';
  let number = 0;

  before(startExtension);
  beforeEach(async () => {
    content = text(await vscode.workspace.fs.readFile(failedCall));
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    number += 1;
    const file = vscode.Uri.joinPath(folder, `fresh-${number}.calltrace.json`);
    path = file.fsPath;
    rmSync(path, { force: true });
    uri = file.with({ scheme: 'untitled' });
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content));
  });
  afterEach(closeEverything);

  it('stays, unsaved, on the way to the viewer and back', async () => {
    await vscode.commands.executeCommand('callTraceInspector.openInViewer');
    await stateOf(await viewerOf(uri), 'a drawing', ({ view }) => view !== undefined);
    await vscode.commands.executeCommand('callTraceInspector.openAsText');
    const editor = await until('the text', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.getText(), content);
    assert.ok(editor.document.isDirty);
  });

  it('comes back when a viewer takes the place of its editor', async () => {
    await vscode.commands.executeCommand('reopenActiveEditorWith', 'callTraceInspector.trace');
    const panel = await viewerOf(uri);
    await stateOf(panel, 'a drawing', ({ view, problem }) => view !== undefined && problem === undefined);
    const tab = await until('an editor of the text', () => textTab(uri));
    assert.ok(tab.isDirty);
    assert.equal(textAt(uri)?.getText(), content);
    await vscode.commands.executeCommand('callTraceInspector.openAsText', uri);
    assert.equal(textAt(uri)?.getText(), content);
  });

  it('comes back when a viewer that is there already takes the place of its editor', async () => {
    await vscode.commands.executeCommand('callTraceInspector.openInViewer');
    await stateOf(await viewerOf(uri), 'a drawing', ({ view }) => view !== undefined);
    await vscode.commands.executeCommand('callTraceInspector.openAsText');
    await until('the text', () => vscode.window.activeTextEditor);
    await vscode.commands.executeCommand('reopenActiveEditorWith', 'callTraceInspector.trace');
    const tab = await until('an editor of the text', () => textTab(uri));
    assert.ok(tab.isDirty);
    assert.equal(textAt(uri)?.getText(), content);
  });

  it('is saved by the key of saving in its viewer, and the viewer of the file comes up', async () => {
    await vscode.commands.executeCommand('callTraceInspector.openInViewer');
    await stateOf(await viewerOf(uri), 'a drawing', ({ view }) => view !== undefined);
    await vscode.commands.executeCommand('callTraceInspector.saveText');
    await until('the file', () => (existsSync(path) ? true : undefined));
    assert.equal(readFileSync(path, 'utf8'), content);
    const { editors } = await startExtension();
    await until(
      'a viewer of the file alone',
      () => editors.panels().every(({ document }) => document.uri.scheme === 'file') || undefined,
    );
    assert.equal(textTab(uri), undefined);
  });

  it('goes with its viewers when it is given up', async () => {
    await vscode.commands.executeCommand('callTraceInspector.openInViewer');
    await stateOf(await viewerOf(uri), 'a drawing', ({ view }) => view !== undefined);
    await vscode.commands.executeCommand('callTraceInspector.openAsText');
    await until('the text', () => vscode.window.activeTextEditor);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const { editors } = await startExtension();
    await until('no viewer', () => (editors.panels().length === 0 ? true : undefined));
    assert.equal(textTab(uri), undefined);
  });

  it('is inspected as it stands, and stays', async () => {
    await vscode.commands.executeCommand('callTraceInspector.inspectFile');
    await stateOf(await viewerOf(uri), 'a drawing', ({ view }) => view !== undefined);
    assert.equal(textAt(uri)?.getText(), content);
    assert.ok(textTab(uri)?.isDirty);
  });

  it('in a file: Ctrl+S in the viewer saves what was typed beside it', async () => {
    const file = uri.with({ scheme: 'file' });
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file, document.positionAt(document.getText().length), '\n\n');
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.isDirty);
    await vscode.commands.executeCommand('callTraceInspector.saveText', file);
    assert.ok(!document.isDirty);
    assert.equal(readFileSync(path, 'utf8'), `${content}\n\n`);
  });
});

describe('a text at a place', () => {
  before(startExtension);
  afterEach(closeEverything);

  it('is followed by the viewer beside it, whoever opens the place', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, 'places.calltrace.json');
    await vscode.workspace.fs.writeFile(file, await vscode.workspace.fs.readFile(failedCall));
    await vscode.commands.executeCommand('vscode.openWith', file, 'callTraceInspector.trace');
    const panel = await viewerOf(file);
    const { view } = await stateOf(panel, 'a drawing', (state) => state.view !== undefined);
    const [, , third, fourth] = view?.items ?? [];
    assert.ok(third !== undefined && fourth !== undefined);
    // As search results, problems and links of a terminal open a text.
    const show = async (item: string) => {
      const { line } = await panel.document.placeOf(item, 'item');
      const at = new vscode.Position(line, 8);
      await vscode.commands.executeCommand('vscode.openWith', file, 'default', {
        viewColumn: vscode.ViewColumn.Two,
        selection: new vscode.Range(at, at),
      });
    };
    await show(third);
    await until('its selection', () => (panel.selected() === third ? true : undefined));
    await show(fourth);
    await until('its selection', () => (panel.selected() === fourth ? true : undefined));
  });

  it('is where its viewer begins when it takes the place of the text', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, 'begin.calltrace.json');
    await vscode.workspace.fs.writeFile(file, await vscode.workspace.fs.readFile(failedCall));
    const document = await vscode.workspace.openTextDocument(file);
    const at = document.positionAt(document.getText().indexOf('"General service"'));
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
    await vscode.commands.executeCommand('reopenActiveEditorWith', 'callTraceInspector.trace');
    const panel = await viewerOf(file);
    await stateOf(panel, 'a drawing', (state) => state.view !== undefined);
    const item = await panel.document.itemAt(document.offsetAt(at));
    assert.ok(item);
    await until('its selection', () => (panel.selected() === item ? true : undefined));
  });

  it('opens as text where the settings say that traces are text', async () => {
    const settings = vscode.workspace.getConfiguration('workbench');
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, 'as-text.calltrace.json');
    await vscode.workspace.fs.writeFile(file, await vscode.workspace.fs.readFile(failedCall));
    await settings.update(
      'editorAssociations',
      { '*.calltrace.json': 'default' },
      vscode.ConfigurationTarget.Global,
    );
    try {
      const range = new vscode.Range(120, 4, 120, 4);
      await vscode.commands.executeCommand('vscode.open', file, { selection: range });
      const editor = await until('the text', () => vscode.window.activeTextEditor);
      assert.equal(editor.selection.active.line, 120);
    } finally {
      await settings.update('editorAssociations', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
