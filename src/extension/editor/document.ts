import * as vscode from 'vscode';
import type { NoticeView, ProblemView } from '../../protocol/messages.ts';
import type { PackedView } from '../../trace/view/packed.ts';
import type { VariableChanges, VariableQuestion } from '../../trace/view/history.ts';
import type { DetailsView } from '../../trace/view/details-types.ts';
import type { FetchContext } from '../calls/source.ts';
import { threadFrom, type DocumentReader } from '../reader/reader.ts';
import type { TextPlace } from '../reader/work.ts';
import { traceScheme } from '../traces/address.ts';
import { inspectedFiles } from '../traces/inspected.ts';
import type { TraceLibrary } from '../traces/library.ts';
import { nameOf } from '../files/open-text.ts';
import { type StoredContent } from '../traces/content.ts';

/** What the viewers of a document show. */
export interface DocumentState {
  /** The last valid drawing; absent: there never was one. */
  readonly view?: PackedView;
  /** Of the last valid drawing. */
  readonly contactId?: string;
  /** Why the document is not valid now. */
  readonly problem?: ProblemView;
  /** Something to know about the document as a whole. */
  readonly notices?: readonly NoticeView[];
}

/** A trace document in the viewer. It follows the text of an open editor, or the file where none is open. */
export interface TraceDocument extends vscode.CustomDocument, Pick<DocumentReader, 'filter' | 'complete'> {
  readonly state: () => DocumentState;
  readonly onDidChange: vscode.Event<DocumentState>;
  /** The first viewer has its page: what holds the extension host up may begin. */
  readonly pageIsSet: () => void;
  /** Settles when the document has been read for the first time. */
  readonly loaded: Promise<void>;
  readonly details: (item: string | undefined) => Promise<DetailsView>;
  readonly variableChanges: (question: VariableQuestion) => Promise<VariableChanges>;
  readonly placeOf: (item: string | undefined, place: 'item' | 'source') => Promise<TextPlace>;
  readonly itemAt: (offset: number) => Promise<string | undefined>;
  readonly asText: () => Promise<string>;
  /** Reads it again, for other reasons than that its text changed. */
  readonly again: () => Promise<void>;
}

export interface DocumentTools {
  readonly library: TraceLibrary;
  readonly reader: DocumentReader;
  /** What the document says now. */
  readonly content: (uri: vscode.Uri, context: FetchContext) => Promise<StoredContent>;
  /** Does something that a person waits for: visible, and with a way to cancel it. */
  readonly patiently: <T>(work: (context: FetchContext) => Promise<T>) => Promise<T>;
  /** Words for what is thrown, and whatever else a failure to read needs. */
  readonly failed: (error: unknown, uri: vscode.Uri) => Promise<ProblemView>;
  /** What to say about the document above its drawing. */
  readonly noticesOf: (content: StoredContent, uri: vscode.Uri) => Promise<readonly NoticeView[]>;
  /** Whether phone numbers are masked in the drawing. */
  readonly masked: () => boolean;
}

/** How long typing must pause before the text is read again, ms; large documents take longer to read. */
const pauseMs = { small: 120, large: 500 } as const;
const largeFrom = 1024 * 1024;

/** How long reading waits for the page of the first viewer, ms: there may be none. */
const pageWaitMs = 300;

const untold: FetchContext = { signal: new AbortController().signal, onProgress: () => undefined };

export function openTraceDocument(uri: vscode.Uri, tools: DocumentTools): TraceDocument {
  const changed = new vscode.EventEmitter<DocumentState>();
  let state: DocumentState = {};
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> | undefined;
  let changes = 0;
  let disposed = false;
  let pageIsSet: () => void = () => undefined;
  // The page comes up while the document is read, but what is read here would hold up that it is sent there.
  const pageSet = new Promise<void>((resolve) => {
    // One turn later the page is on its way.
    pageIsSet = () => void setTimeout(resolve);
    setTimeout(resolve, pageWaitMs);
  });
  const isDisposed = () => disposed;

  const readWith = async (context: FetchContext) => {
    const given = await tools.content(uri, context);
    const { content } = given;
    size = content.length;
    if (size < threadFrom) await pageSet;
    return Promise.all([
      tools.reader.read({ name: nameOf(uri), content, mask: tools.masked() }, context.signal),
      tools.noticesOf(given, uri),
    ]);
  };
  const readOnce = async (): Promise<DocumentState> => {
    try {
      // Whoever types is not told that the text is being read again.
      const told = state.view === undefined || uri.scheme === traceScheme;
      const [result, notices] = await (told ? tools.patiently(readWith) : readWith(untold));
      const said = notices.length === 0 ? {} : { notices };
      return result.ok
        ? { view: result.view, contactId: result.contactId, ...said }
        : { ...lastDrawing(state), problem: result.problem, ...said };
    } catch (error) {
      return { ...lastDrawing(state), problem: await tools.failed(error, uri) };
    }
  };

  /** Never reads twice at the same time; what changes meanwhile is read afterwards, once. */
  const read = (): Promise<void> => {
    changes += 1;
    reading ??= readUntilCurrent().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const readUntilCurrent = async () => {
    for (let seen = 0; seen !== changes && !isDisposed();) {
      seen = changes;
      const next = await readOnce();
      if (isDisposed()) return;
      state = next;
      changed.fire(state);
    }
  };
  const readSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void read(), size < largeFrom ? pauseMs.small : pauseMs.large);
  };
  const listening = vscode.Disposable.from(changed, watch(uri, tools.library, readSoon));
  return {
    uri,
    state: () => state,
    onDidChange: changed.event,
    pageIsSet: () => pageIsSet(),
    loaded: read(),
    again: read,
    details: (item) => tools.reader.details(item),
    variableChanges: (question) => tools.reader.variableChanges(question),
    placeOf: (item, place) => tools.reader.placeOf(item, place),
    itemAt: (offset) => tools.reader.itemAt(offset),
    asText: () => tools.reader.asText(),
    filter: (question) => tools.reader.filter(question),
    complete: (question) => tools.reader.complete(question),
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      listening.dispose();
      tools.reader.dispose();
    },
  };
}

function lastDrawing({ view, contactId }: DocumentState): DocumentState {
  return { ...(view === undefined ? {} : { view }), ...(contactId === undefined ? {} : { contactId }) };
}

function watch(uri: vscode.Uri, library: TraceLibrary, onDidChange: () => void): vscode.Disposable {
  if (uri.scheme === traceScheme) {
    const again = () => library.forget(uri);
    return vscode.Disposable.from(
      library.onDidChange((other) => {
        if (other.toString() === uri.toString()) onDidChange();
      }),
      // An inspected call follows the responses that it is read from.
      ...inspectedFiles(uri).flatMap((file) => [watchFile(file, again), watchText(file, again)]),
    );
  }
  return vscode.Disposable.from(watchFile(uri, onDidChange), watchText(uri, onDidChange));
}

function watchFile(file: vscode.Uri, onDidChange: () => void): vscode.Disposable {
  if (file.scheme === 'untitled') return new vscode.Disposable(() => undefined);
  const changed = (other: vscode.Uri) => {
    if (other.toString() === file.toString()) onDidChange();
  };
  // The folder is watched, not the file: names may hold what a pattern reads as a wildcard.
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), '*'),
  );
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
}

function watchText(file: vscode.Uri, onDidChange: () => void): vscode.Disposable {
  const key = file.toString();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.uri.toString() === key) onDidChange();
    }),
    // Closed without saving: the file counts again.
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (document.uri.toString() === key) onDidChange();
    }),
  );
}
