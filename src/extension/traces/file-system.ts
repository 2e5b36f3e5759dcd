import * as vscode from 'vscode';
import type { CallSource, FetchContext } from '../calls/source.ts';
import type { CallBook } from '../calls/book.ts';
import type { Texts } from '../texts.ts';
import { plainText } from '../window/plain-text.ts';
import {
  decodeSegment,
  encodeSegment,
  fileName,
  rawAddress,
  rawPath,
  traceAddress,
  tracePath,
  traceScheme,
  traceSuffix,
} from './address.ts';
import type { CallConsent } from './consent.ts';
import { patiently } from './patience.ts';
import { traceUri, type TraceLibrary } from './library.ts';
import { rawAddresses } from './raw.ts';

/**
 * The read-only file system of calls that are not files: `calltrace:/<provider>/<instance>/<contactId>.calltrace.json`.
 * A document is made when it is read; its folders list what the sources list. Beside a call's document stand the raw
 * responses that it was made from, in a folder of the call. Neither looking at a document nor listing a folder asks a
 * provider for what no person chose.
 */
export function registerTraceFileSystem(tools: FileSystemTools): vscode.Disposable {
  const { library, consent, texts } = tools;
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const listening = library.onDidChange((uri) =>
    changed.fire(
      [uri, ...openRawUris(uri)].map((one) => ({ type: vscode.FileChangeType.Changed, uri: one })),
    ),
  );

  const read = async (uri: vscode.Uri): Promise<FileContent> => {
    if (!(await consent.given(uri))) {
      const render = await texts.render();
      throw vscode.FileSystemError.NoPermissions(render({ key: 'traces.not-chosen' }));
    }
    try {
      return await patiently({ key: 'extension.progress.reading-call' }, texts, (context) =>
        contentAt(uri, library, context),
      );
    } catch (error) {
      const [{ explain, meansNoDocument }, render] = await Promise.all([
        import('../explain.ts'),
        texts.render(),
      ]);
      const text = plainText(explain(error, render).text);
      throw meansNoDocument(error)
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
      const isFile = traceAddress(uri) !== undefined || rawAddress(uri) !== undefined;
      if (!isFile && (await folder(uri, tools)) !== undefined) {
        return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      }
      // That it is there is believed, so that the viewer opens and asks.
      if (isFile && !(await consent.given(uri))) {
        const permissions = vscode.FilePermission.Readonly;
        return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: 0, permissions };
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
      const entries = await folder(uri, tools);
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

export interface FileSystemTools {
  readonly library: TraceLibrary;
  readonly sources: () => Promise<readonly CallSource[]>;
  /** Of connections, the calls that are kept are listed; listing asks nobody. */
  readonly book: Pick<CallBook, 'pinned' | 'history'>;
  readonly consent: CallConsent;
  readonly texts: Texts;
}

/** The raw responses of a call that are open in editors: they, too, are others when the call was fetched again. */
function openRawUris(uri: vscode.Uri): readonly vscode.Uri[] {
  const call = uri.path.slice(0, -traceSuffix.length);
  return vscode.workspace.textDocuments
    .map((document) => document.uri)
    .filter((one) => rawAddress(one) !== undefined && one.path.startsWith(`${call}/`));
}

interface FileContent {
  readonly bytes: Uint8Array;
  /** Epoch ms. */
  readonly readAt: number;
}

/** A trace document, or a raw response of the call. */
async function contentAt(
  uri: vscode.Uri,
  library: TraceLibrary,
  context: FetchContext,
): Promise<FileContent> {
  const address = rawAddress(uri);
  if (address === undefined) return library.read(uri, context);
  const stored = await library.read(traceUri(address), context);
  const at = rawAddresses(address, stored.responses).findIndex((one) => rawPath(one) === uri.path);
  const response = stored.responses[at];
  if (response !== undefined) return { bytes: response.bytes, readAt: stored.readAt };
  const { SentenceError } = await import('../explain.ts');
  throw new SentenceError({
    key: 'traces.raw.gone',
    args: { contactId: address.contactId, operation: address.operation },
  });
}

type Entries = readonly [name: string, type: vscode.FileType][];

/** What a folder of the tree holds; undefined where there is none. */
async function folder(
  uri: vscode.Uri,
  { sources, library, book }: FileSystemTools,
): Promise<Entries | undefined> {
  const [provider, instance, call, ...rest] = uri.path.split('/').slice(1);
  if (rest.length > 0 || provider === undefined) return undefined;
  if (call !== undefined && call !== '') return rawFolder([provider, instance, call], library);
  const all = await sources();
  const folders = (names: readonly string[]): Entries =>
    [...new Set(names)].map((name) => [encodeSegment(name), vscode.FileType.Directory]);
  if (provider === '') return folders(all.map((source) => source.provider));
  const ofProvider = all.filter((source) => encodeSegment(source.provider) === provider);
  if (ofProvider.length === 0) return undefined;
  if (instance === undefined || instance === '') return folders(ofProvider.map((source) => source.instance));
  const source = ofProvider.find((one) => encodeSegment(one.instance) === instance);
  if (source === undefined) return undefined;
  const contactIds =
    source.kind === 'samples'
      ? (await source.list(undefined).next(untold)).calls.map(({ contactId }) => contactId)
      : [...book.pinned(), ...book.history()].flatMap((kept) =>
          kept.provider === source.provider && kept.instance === source.instance ? [kept.contactId] : [],
        );
  return [...new Set(contactIds)].map((contactId) => [
    tracePath({ provider: source.provider, instance: source.instance, contactId }).split('/').at(-1) ??
      fileName(contactId),
    vscode.FileType.File,
  ]);
}

const untold: FetchContext = { signal: new AbortController().signal, onProgress: () => undefined };

/** The raw responses of a call that is there already; listing a folder fetches nothing. */
async function rawFolder(
  path: readonly (string | undefined)[],
  library: TraceLibrary,
): Promise<Entries | undefined> {
  const [provider, instance, contactId] = path.map((segment) => decodeSegment(segment ?? ''));
  if (provider === undefined || instance === undefined || contactId === undefined) return undefined;
  const address = { provider, instance, contactId };
  const stored = await library.known(traceUri(address));
  return stored === undefined
    ? undefined
    : rawAddresses(address, stored.responses).map((one) => [
        rawPath(one).split('/').at(-1) ?? '',
        vscode.FileType.File,
      ]);
}
