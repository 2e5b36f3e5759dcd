import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleUris, startExtension, traceIn } from './support/window.ts';

describe('the calltrace: file system', () => {
  before(startExtension);

  it('lists the samples', async () => {
    const uris = await sampleUris();
    assert.ok(uris.length >= 8, `${uris.length} samples`);
    for (const uri of uris) assert.match(uri.path, /^\/sample\/samples\/[\w.~@-]+\.calltrace\.json$/);
  });

  it('gives each sample as a canonical document, read-only, of the size that it says', async () => {
    for (const uri of await sampleUris()) {
      const bytes = await vscode.workspace.fs.readFile(uri);
      const stat = await vscode.workspace.fs.stat(uri);
      assert.equal(stat.size, bytes.length);
      assert.equal(stat.permissions, vscode.FilePermission.Readonly);
      const document = traceIn(bytes);
      assert.ok(uri.path.includes(document.contactId));
      assert.ok(document.sources.length > 0);
    }
  });

  it('refuses changes', async () => {
    const [uri] = await sampleUris();
    assert.ok(uri);
    await assert.rejects(async () => vscode.workspace.fs.writeFile(uri, new Uint8Array()));
    await assert.rejects(async () => vscode.workspace.fs.delete(uri));
    const target = uri.with({ path: '/sample/samples/other.calltrace.json' });
    await assert.rejects(async () => vscode.workspace.fs.rename(uri, target));
  });

  for (const path of [
    '/sample/samples/no-such-call.calltrace.json',
    '/sample/elsewhere/job-1.calltrace.json',
    '/no-such-provider/x/job-1.calltrace.json',
    '/sample/samples/~2e~2e.calltrace.json',
    '/sample/job-1.calltrace.json',
    '/sample/samples/job-1.json',
  ]) {
    it(`${path} is not there`, async () => {
      const uri = vscode.Uri.from({ scheme: 'calltrace', path });
      await assert.rejects(
        async () => vscode.workspace.fs.readFile(uri),
        (error) => error instanceof vscode.FileSystemError && error.code === 'FileNotFound',
      );
    });
  }

  it('a query means no other call', async () => {
    const [uri] = await sampleUris();
    assert.ok(uri);
    await assert.rejects(async () => vscode.workspace.fs.readFile(uri.with({ query: 'x' })));
  });

  it('an inspected call reads files only', async () => {
    const asked: string[] = [];
    const web = vscode.workspace.registerTextDocumentContentProvider('hostile', {
      provideTextDocumentContent: (uri) => {
        asked.push(uri.toString());
        return '{}';
      },
    });
    for (const name of ['https://evil.test/a.json', 'hostile:/a.json', 'file://evil.test/share/a.json']) {
      const query = JSON.stringify([name]);
      const uri = vscode.Uri.from({ scheme: 'calltrace', path: '/inspected/files/x.calltrace.json', query });
      await assert.rejects(
        async () => vscode.workspace.fs.readFile(uri),
        (error) => error instanceof Error && error.message.includes('files and open editors only'),
        name,
      );
    }
    assert.deepEqual(asked, []);
    web.dispose();
  });

  it('an inspected call whose query names no files is not there', async () => {
    for (const query of ['', '[]', '{}', '[1]', '["no scheme"]', 'nonsense']) {
      const uri = vscode.Uri.from({ scheme: 'calltrace', path: '/inspected/files/x.calltrace.json', query });
      await assert.rejects(async () => vscode.workspace.fs.readFile(uri), query);
    }
  });
});
