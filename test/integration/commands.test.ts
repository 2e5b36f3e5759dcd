import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { answerDialogs } from './support/dialogs.ts';
import {
  activeTab,
  closeEverything,
  root,
  sampleUris,
  startExtension,
  stateOf,
  text,
  traceIn,
  until,
  workspaceFile,
} from './support/window.ts';

const raw = (slug: string, name: string) => readFileSync(join(root(), 'media', 'samples', slug, name));

/** The viewer that has come up, with its document read. */
async function viewer(): Promise<Awaited<ReturnType<typeof stateOf>>> {
  const { editors } = await startExtension();
  const panel = await until('a viewer', () => editors.active());
  return stateOf(panel, 'a drawing', ({ view }) => view !== undefined);
}

describe('commands', () => {
  before(startExtension);
  afterEach(closeEverything);

  it('inspects several responses of one call together', async () => {
    const slug = 'http-node-fails';
    const names = readdirSync(join(root(), 'media', 'samples', slug)).filter((name) =>
      /^(Get|List).*\.json$/.test(name),
    );
    const files = names.map((name) => workspaceFile(join('raw', name), raw(slug, name)));
    await vscode.commands.executeCommand('callTraceInspector.inspectFile', files[0], files);
    const { view, contactId } = await viewer();
    const { input } = activeTab();
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.uri.scheme, 'calltrace');
    assert.ok(input.uri.path.startsWith('/inspected/files/'));
    const document = traceIn(await vscode.workspace.fs.readFile(input.uri));
    assert.equal(document.sources.length, files.length);
    assert.equal(document.contactId, contactId);
    assert.ok((view?.rows.count ?? 0) > 10);
  });

  it('inspects what can be read and leaves out what cannot', async () => {
    const good = workspaceFile('mixed/good.json', raw('http-node-fails', 'GetCallDetailRecord.json'));
    const bad = workspaceFile('mixed/bad.json', '{"truncated": ');
    await vscode.commands.executeCommand('callTraceInspector.inspectFile', good, [good, bad]);
    const { contactId } = await viewer();
    assert.equal(contactId, 'job-109634426711902315');
  });

  it('inspects pasted text of an untitled editor', async () => {
    const content = text(raw('http-node-fails', 'GetCallDetailRecord.json'));
    const document = await vscode.workspace.openTextDocument({ content, language: 'json' });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('callTraceInspector.inspectFile');
    const { contactId } = await viewer();
    assert.equal(contactId, 'job-109634426711902315');
    assert.ok(document.isUntitled);
  });

  it('follows the response that is inspected', async () => {
    const content = text(raw('http-node-fails', 'GetCallDetailRecord.json'));
    const file = workspaceFile('followed/GetCallDetailRecord.json', content);
    await vscode.commands.executeCommand('callTraceInspector.inspectFile', file);
    const { editors } = await startExtension();
    await viewer();
    const panel = editors.active();
    assert.ok(panel);
    workspaceFile('followed/GetCallDetailRecord.json', content.replace('"4000000000"', '"4001111111"'));
    await stateOf(
      panel,
      'the new number',
      ({ view }) => view?.summary.callee.includes('4001111111') ?? false,
    );
  });

  it('opens nothing for a response that is none', async () => {
    const { editors } = await startExtension();
    const file = workspaceFile('none.json', '{"hello": "world"}');
    const dialogs = answerDialogs();
    try {
      await vscode.commands.executeCommand('callTraceInspector.inspectFile', file);
      assert.equal(dialogs.failed.length, 1);
      assert.equal(editors.panels().length, 0);
    } finally {
      dialogs.restore();
    }
  });

  it('looks a contact ID up in the samples', async () => {
    await vscode.commands.executeCommand('callTraceInspector.lookUp', ' job-109634426711902315 ');
    const { contactId } = await viewer();
    assert.equal(contactId, 'job-109634426711902315');
    const { input } = activeTab();
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.uri.path, '/sample/samples/job-109634426711902315.calltrace.json');
  });

  it('copies the contact ID of the active viewer', async () => {
    await vscode.commands.executeCommand('callTraceInspector.lookUp', 'job-109634426711902315');
    await viewer();
    await vscode.commands.executeCommand('callTraceInspector.copyContactId');
    assert.equal(await vscode.env.clipboard.readText(), 'job-109634426711902315');
  });

  it('shows a trace as text that can be read aloud', async () => {
    const [uri] = await sampleUris();
    await vscode.commands.executeCommand('callTraceInspector.showAsText', uri);
    const editor = await until('a text', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.scheme, 'calltrace-text');
    assert.ok(editor.document.lineCount > 10, editor.document.getText());
    assert.ok(!editor.document.getText().trimStart().startsWith('{'));
  });
});
