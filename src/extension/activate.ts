import * as vscode from 'vscode';
import { languageOf } from '../trace/message.ts';
import { bookKeys, createCallBook, type CallKey } from './calls/book.ts';
import { registerCallsTree } from './calls/tree.ts';
import { createSamples, sampleAddress } from './calls/samples.ts';
import { sourcesAt, type CallSource, type SourcePlace } from './calls/source.ts';
import { registerCommands } from './commands/commands.ts';
import { watchLostSecrets } from './connections/lost.ts';
import { createConnectionSources } from './connections/sources.ts';
import { createConnectionStore, storeKey, type ConnectionStore } from './connections/store.ts';
import { registerTraceEditor, type TraceEditors } from './editor/editor.ts';
import { lazily } from './lazily.ts';
import { registerTerminalPlaces } from './editor/terminal-places.ts';
import { createLog } from './log.ts';
import { registerContactLinks } from './look-up/register.ts';
import { notifyFailure } from './notify.ts';
import { watchOtherWindows } from './other-windows.ts';
import { createReader } from './reader/reader.ts';
import { recogniseAnswers } from './recognise.ts';
import { readLimits, storeLimits } from './settings.ts';
import { createSharedState } from './shared-state.ts';
import { createTexts } from './texts.ts';
import { registerTextView } from './text-view.ts';
import { registerTraceTexts } from './text/register.ts';
import { traceAddress } from './traces/address.ts';
import { registerTraceFileSystem } from './traces/file-system.ts';
import { createInspectedRoom, inspectedAddress } from './traces/inspected.ts';
import { createConsent, type CallConsent } from './traces/consent.ts';
import { createUnsavedTexts } from './files/unsaved.ts';
import { createLibrary, traceUri, type TraceRoom } from './traces/library.ts';
import { pruneNowAndThen } from './traces/store/prune-soon.ts';

/** What the integration tests look at. */
export interface TestWindow {
  readonly activationMs: number;
  readonly editors: TraceEditors;
  readonly store: ConnectionStore;
  readonly consent: CallConsent;
}

/** Puts the extension together. Nothing is read, and hardly anything loaded, before it is asked for. */
export function activate(context: vscode.ExtensionContext): TestWindow | undefined {
  const started = performance.now();
  const texts = createTexts(languageOf(vscode.env.language));
  const log = createLog();
  const reader = createReader(
    vscode.Uri.joinPath(context.extensionUri, 'dist', 'reader-worker.js').fsPath,
    texts.language,
    readLimits,
  );
  const shared = createSharedState(context.globalState);
  const store = createConnectionStore({
    state: shared,
    secrets: context.secrets,
    emitter: () => new vscode.EventEmitter<void>(),
    moved: async (move) => {
      await book.move(move);
      await (await traceStore()).move(move);
    },
  });

  const samples = lazily(() => createSamples(context.extensionUri, texts));
  const connections = createConnectionSources(store, { reader, log }, texts);
  const sources = async () => [(await samples()).source, ...(await connections.list())];
  /** Of several connections to one instance: the one that a person chose, by the place of its documents. */
  const preferred = new Map<string, string>();
  const sourcesFor = async (place: SourcePlace) => {
    const fitting = sourcesAt(await sources(), place);
    const chosen = (source: CallSource) =>
      source.id === preferred.get(`${source.provider}/${source.instance}`);
    return [...fitting.filter(chosen), ...fitting.filter((source) => !chosen(source))];
  };

  const inspected = createInspectedRoom(reader);
  const notPruned = (error: unknown) => log.error(`Stored traces: ${String(error)}`);
  const traceStore = lazily(async () => {
    const { createCallStore } = await import('./traces/store/store.ts');
    const kept = createCallStore({
      folder: vscode.Uri.joinPath(context.globalStorageUri, 'traces').fsPath,
      limits: storeLimits,
      now: Date.now,
      report: (line) => log.error(line),
    });
    void kept.prune().catch(notPruned);
    return kept;
  });
  const book = createCallBook(shared);
  const hintFor = (key: CallKey) => book.hintFor(key);
  const liveRoom = lazily(async () => {
    const { createLiveRoom } = await import('./traces/live-room.ts');
    return createLiveRoom({ sourcesFor, hintFor, store: traceStore, reader, log });
  });
  const called: TraceRoom = async (address, fetching) => (await liveRoom())(address, fetching);
  const library = createLibrary((provider) => (provider === inspectedAddress.provider ? inspected : called));

  const consent = createConsent({
    asks: async (key) => (await sourcesFor(key)).some(({ kind }) => kind === 'connection'),
    isThere: (key) => library.has(traceUri(key)),
    book,
    store: traceStore,
  });

  const unsaved = createUnsavedTexts();
  const tree = registerCallsTree({ sources, book, consent, state: shared, texts, log });
  const editors = registerTraceEditor({
    extensionUri: context.extensionUri,
    state: context.globalState,
    texts,
    log,
    reader,
    library,
    unsaved,
    consent,
    act: (action, uri) => {
      void import('./editor/act.ts')
        .then(({ actInViewer }) => actInViewer(action, uri, { library, log, sourcesFor, consent }))
        .catch((error: unknown) => notifyFailure(error, texts, log));
    },
  });
  const connected = async () => {
    const known = (await store.list()).length > 0;
    await vscode.commands.executeCommand('setContext', 'callTraceInspector.connected', known);
  };
  const connectionsChanged = () => {
    void connected();
    tree.sourcesChanged();
    library.drop(isLive);
    // What could not be fetched may be fetched now.
    for (const { document } of editors.panels()) {
      if (document.state().problem !== undefined && isLive(document.uri)) library.forget(document.uri);
    }
  };
  const otherWindows = watchOtherWindows(context.globalState, [storeKey, ...bookKeys], (keys) => {
    if (keys.includes(storeKey)) connectionsChanged();
    if (keys.some((key) => key !== storeKey)) book.changedElsewhere();
  });
  context.subscriptions.push(
    log,
    otherWindows,
    shared,
    store,
    watchLostSecrets(store, texts, log),
    library,
    book,
    tree,
    editors,
    registerTraceFileSystem({ library, sources, book, consent, texts }),
    registerTextView({ library, unsaved, reader, consent, texts }),
    pruneNowAndThen(async () => (await traceStore()).prune(), notPruned),
    registerContactLinks({ texts, log }),
    recogniseAnswers(log),
    registerTerminalPlaces(editors, texts, log),
    registerTraceTexts({ texts, log, reader, editors }),
    vscode.window.registerUriHandler({
      handleUri: async (uri) => {
        const { linkQuestions, openCallLink } = await import('./look-up/open-link.ts');
        const tools = { sources, library, texts, log, book };
        const prefer = ({ provider, instance, id }: CallSource) =>
          preferred.set(`${provider}/${instance}`, id);
        await openCallLink(uri, tools, prefer, linkQuestions(tools));
      },
    }),
    registerCommands({
      texts,
      log,
      reader,
      library,
      unsaved,
      consent,
      samples,
      sources,
      store,
      editors,
      extensionId: context.extension.id,
      tree,
      book,
      traceStore,
      state: context.globalState,
      forget: {
        calls: (of) => book.forget(of),
        traces: async (of) => (await traceStore()).forget(of),
      },
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('callTraceInspector.storedTraces')) return;
      void traceStore().then((kept) => kept.prune());
    }),
    store.onDidChange(() => {
      otherWindows.seen();
      connectionsChanged();
    }),
    book.onDidChange(() => otherWindows.seen()),
  );
  void connected();
  const activationMs = performance.now() - started;
  return context.extensionMode === vscode.ExtensionMode.Test
    ? { activationMs, editors, store, consent }
    : undefined;
}

/** Whether a document is that of a connection's call. */
function isLive(uri: vscode.Uri): boolean {
  const provider = traceAddress(uri)?.provider;
  return (
    provider !== undefined && provider !== sampleAddress.provider && provider !== inspectedAddress.provider
  );
}
