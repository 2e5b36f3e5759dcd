import * as assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
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
  afterEach(async () => {
    // A viewer of what is not saved would ask a person, too.
    for (const tab of vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ isDirty }) => isDirty)) {
      if (!(tab.input instanceof vscode.TabInputCustom)) continue;
      await vscode.commands.executeCommand('vscode.openWith', tab.input.uri, tab.input.viewType);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await closeEverything();
  });

  it('stays, unsaved, on the way to the viewer and back', async () => {
    await vscode.commands.executeCommand('callTraceInspector.openInViewer');
    await stateOf(await viewerOf(uri), 'a drawing', ({ view }) => view !== undefined);
    await vscode.commands.executeCommand('callTraceInspector.openAsText');
    const editor = await until('the text', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.getText(), content);
    assert.ok(editor.document.isDirty);
  });

  it('is had by the viewer where that takes the place of its editor, and goes back to text', async () => {
    await vscode.commands.executeCommand('reopenActiveEditorWith', 'callTraceInspector.trace');
    const panel = await viewerOf(uri);
    await stateOf(panel, 'a drawing', ({ view, problem }) => view !== undefined && problem === undefined);
    await until('a tab that is not saved', () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.isDirty === true ? true : undefined,
    );
    await vscode.commands.executeCommand('reopenActiveEditorWith', 'default');
    await until('the text', () => (textAt(uri)?.getText() === content ? true : undefined));
    assert.ok(await until('an editor of it', () => textTab(uri)));
  });

  it('goes when it is given up in its viewer', async () => {
    await vscode.commands.executeCommand('callTraceInspector.openInViewer');
    await stateOf(await viewerOf(uri), 'a drawing', ({ view }) => view !== undefined);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const { editors } = await startExtension();
    await until('no viewer', () => (editors.panels().length === 0 ? true : undefined));
    // What VS Code was asked for before has been done when this is.
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: '{}' }));
    assert.equal(textTab(uri), undefined);
  });

  it('is exported and inspected from the viewer as it stands', async () => {
    await vscode.commands.executeCommand('callTraceInspector.inspectFile');
    await stateOf(await viewerOf(uri), 'a drawing', ({ view }) => view !== undefined);
    await vscode.commands.executeCommand('callTraceInspector.export', uri, { as: 'csv', to: 'clipboard' });
    assert.match(await vscode.env.clipboard.readText(), /Welcome prompt/);
    await vscode.commands.executeCommand('workbench.action.splitEditorRight');
    const { editors } = await startExtension();
    await until(
      'two viewers',
      () =>
        editors.panels().filter(({ document }) => document.state().view !== undefined).length === 2 ||
        undefined,
    );
  });

  it('in a file: saving in the viewer saves what was typed beside it', async () => {
    const file = uri.with({ scheme: 'file' });
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file, document.positionAt(document.getText().length), '\n\n');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('vscode.openWith', file, 'callTraceInspector.trace');
    await stateOf(await viewerOf(file), 'a drawing', ({ view }) => view !== undefined);
    assert.ok(document.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.save');
    await until('a saved text', () => !document.isDirty || undefined);
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
    const at = document.positionAt(document.getText().indexOf('"nodeName": "General service"'));
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
