import * as vscode from 'vscode';
import type { CallSource } from '../calls/source.ts';
import type { Texts } from '../texts.ts';
import { encodeSegment, fileName, traceAddress, tracePath, traceScheme } from './address.ts';
import { patiently } from './patience.ts';
import type { StoredTrace, TraceLibrary } from './library.ts';

/**
 * The read-only file system of calls that are not files: `calltrace:/<provider>/<instance>/<contactId>.calltrace.json`.
 * A document is made when it is read; its folders list what the sources list.
 */
export function registerTraceFileSystem(
  library: TraceLibrary,
  sources: () => Promise<readonly CallSource[]>,
  texts: Texts,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const listening = library.onDidChange((uri) =>
    changed.fire([{ type: vscode.FileChangeType.Changed, uri }]),
  );

  const read = async (uri: vscode.Uri): Promise<StoredTrace> => {
    try {
      return await patiently({ key: 'extension.progress.reading-call' }, texts, (context) =>
        library.read(uri, context),
      );
    } catch (error) {
      const [{ explain, SentenceError }, render] = await Promise.all([
        import('../explain.ts'),
        texts.render(),
      ]);
      const { text } = explain(error, render);
      throw error instanceof SentenceError
        ? vscode.FileSystemError.FileNotFound(text)
        : vscode.FileSystemError.Unavailable(text);
    }
  };
  const refuse = async (): Promise<never> => {
    const render = await texts.render();
    throw vscode.FileSystemError.NoPermissions(render({ key: 'extension.trace.read-only' }));
  };

  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: async (uri) => {
      if (traceAddress(uri) === undefined && (await folder(uri, sources)) !== undefined) {
        return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      }
      const { bytes, readAt } = await read(uri);
      return {
        type: vscode.FileType.File,
        ctime: readAt,
        mtime: readAt,
        size: bytes.length,
        permissions: vscode.FilePermission.Readonly,
      };
    },
    readFile: async (uri) => (await read(uri)).bytes,
    readDirectory: async (uri) => {
      const entries = await folder(uri, sources);
      if (entries === undefined) throw vscode.FileSystemError.FileNotFound(uri);
      return [...entries];
    },
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return vscode.Disposable.from(
    changed,
    listening,
    vscode.workspace.registerFileSystemProvider(traceScheme, provider, {
      isCaseSensitive: true,
      isReadonly: true,
    }),
  );
}

type Entries = readonly [name: string, type: vscode.FileType][];

/** What a folder of the tree holds; undefined where there is none. */
async function folder(
  uri: vscode.Uri,
  sources: () => Promise<readonly CallSource[]>,
): Promise<Entries | undefined> {
  const [provider, instance, ...rest] = uri.path.split('/').slice(1);
  if (rest.length > 0 || provider === undefined) return undefined;
  const all = await sources();
  const folders = (names: readonly string[]): Entries =>
    [...new Set(names)].map((name) => [encodeSegment(name), vscode.FileType.Directory]);
  if (provider === '') return folders(all.map((source) => source.provider));
  const ofProvider = all.filter((source) => encodeSegment(source.provider) === provider);
  if (ofProvider.length === 0) return undefined;
  if (instance === undefined || instance === '') return folders(ofProvider.map((source) => source.instance));
  const source = ofProvider.find((one) => encodeSegment(one.instance) === instance);
  if (source === undefined) return undefined;
  const calls = await source.calls();
  return calls.map(({ contactId }) => [
    tracePath({ provider: source.provider, instance: source.instance, contactId }).split('/').at(-1) ??
      fileName(contactId),
    vscode.FileType.File,
  ]);
}
