import * as assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { exportThings } from '../../src/extension/export/things.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { closeEverything, startExtension, text, traceIn, until, workspaceFile } from './support/window.ts';

const failedCall = vscode.Uri.parse('calltrace:/sample/samples/job-109634426711902315.calltrace.json');
const number = '13912345678';

/** A file of a call whose caller is not masked by the provider already. */
async function callFile(name: string): Promise<vscode.Uri> {
  const trace = traceIn(text(await vscode.workspace.fs.readFile(failedCall)));
  const summary = { ...trace.summary, caller: number };
  const steps = trace.steps.map((step) => ({ ...step, nodeName: `${step.nodeName ?? ''} for ${number}` }));
  return workspaceFile(`${name}.calltrace.json`, serialise({ ...trace, summary, steps }));
}

const exporting = (uri: vscode.Uri, how: object) =>
  vscode.commands.executeCommand('callTraceInspector.export', uri, how);

/** A command ends when its pickers and messages are gone: here they go without an answer. */
async function withoutAnswer(done: Thenable<unknown>): Promise<void> {
  let ended = false;
  void done.then(() => {
    ended = true;
  });
  await until('the end of the command', async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('notifications.clearAll');
    return ended ? true : undefined;
  });
}

describe('exports', () => {
  before(startExtension);
  afterEach(closeEverything);

  for (const { id, ending } of exportThings) {
    it(`writes ${id} to a file, masked`, async () => {
      const call = await callFile(`export-${id}`);
      const file = call.with({ path: call.path.replace('calltrace.json', ending) });
      await exporting(call, { as: id, to: 'file', file: file.toString() });
      const bytes = readFileSync(file.fsPath);
      if (ending === 'png') {
        assert.deepEqual([...bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
        assert.ok(bytes.readUInt32BE(16) > 400, 'twice as wide as the drawing');
      } else {
        assert.ok(bytes.length > 100);
        assert.ok(!bytes.includes(number));
      }
      const left = readdirSync(dirname(file.fsPath)).filter((name) => name.endsWith('.tmp'));
      assert.deepEqual(left, []);
    });
  }

  it('shows numbers where that is asked', async () => {
    const call = await callFile('export-open');
    const file = call.with({ path: call.path.replace('calltrace.json', 'md') });
    await exporting(call, { as: 'markdown', to: 'file', file: file.toString(), masked: false });
    assert.ok(readFileSync(file.fsPath, 'utf8').includes(number));
  });

  it('copies what is text to the clipboard', async () => {
    await exporting(failedCall, { as: 'mermaid-flowchart', to: 'clipboard' });
    assert.match(await vscode.env.clipboard.readText(), /^flowchart TD\n/);
    await exporting(failedCall, { as: 'flow-svg', to: 'clipboard' });
    assert.match(await vscode.env.clipboard.readText(), /^<svg [\s\S]*queryOrder[\s\S]*<\/svg>\n$/);
  });

  it('takes the colours of the theme from the viewer, which it opens', async () => {
    await exporting(failedCall, { as: 'timeline-svg', to: 'clipboard', colours: 'theme' });
    const svg = await vscode.env.clipboard.readText();
    assert.match(svg, /<rect width="[\d.]+" height="[\d.]+" fill="#[0-9a-f]{6}"\/>/);
    const { editors } = await startExtension();
    assert.equal(editors.panels().length, 1);
    await exporting(failedCall, { as: 'timeline-svg', to: 'clipboard' });
    assert.notEqual(await vscode.env.clipboard.readText(), svg);
  });

  it('cuts a picture to what is in sight', async () => {
    const size = (svg: string) => Number(/height="([\d.]+)"/.exec(svg)?.[1]);
    await exporting(failedCall, { as: 'flow-svg', to: 'clipboard' });
    const whole = size(await vscode.env.clipboard.readText());
    await exporting(failedCall, { as: 'flow-svg', to: 'clipboard', part: 'visible' });
    assert.ok(size(await vscode.env.clipboard.readText()) < whole);
  });

  it('exports what stands in the editor, saved or not', async () => {
    const call = await callFile('export-typed');
    const document = await vscode.workspace.openTextDocument(call);
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('Welcome prompt');
    edit.replace(call, new vscode.Range(document.positionAt(at), document.positionAt(at + 7)), 'Typed');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await exporting(call, { as: 'csv', to: 'clipboard' });
    assert.match(await vscode.env.clipboard.readText(), /Typed prompt/);
  });

  it('leaves what was there where a place cannot be written, and says so', async () => {
    const call = await callFile('export-refused');
    const folder = join(dirname(call.fsPath), 'a-folder.csv');
    mkdirSync(join(folder, 'inside'), { recursive: true });
    await withoutAnswer(exporting(call, { as: 'csv', to: 'file', file: vscode.Uri.file(folder).toString() }));
    assert.deepEqual(
      readdirSync(dirname(folder)).filter((name) => name.endsWith('.tmp')),
      [],
    );
    assert.ok(statSync(join(folder, 'inside')).isDirectory());
    assert.ok(!existsSync(`${folder}.csv`));
  });

  it('leaves nothing where it is cancelled', async () => {
    const call = await callFile('export-cancelled');
    const before = readdirSync(dirname(call.fsPath)).sort();
    await withoutAnswer(exporting(call, {}));
    assert.deepEqual(readdirSync(dirname(call.fsPath)).sort(), before);
  });

  it('exports nothing of a document that is no trace', async () => {
    const uri = workspaceFile('no.calltrace.json', '{"schema": "call-trace/1"');
    const file = uri.with({ path: uri.path.replace('calltrace.json', 'csv') });
    await withoutAnswer(exporting(uri, { as: 'csv', to: 'file', file: file.toString() }));
    assert.ok(!existsSync(file.fsPath));
  });
});
