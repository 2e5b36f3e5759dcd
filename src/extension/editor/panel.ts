import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ViewerAct } from '../../protocol/command-messages.ts';
import { inspectorToHost } from '../../protocol/inspector-messages.ts';
import {
  toHost,
  toWebview,
  type InitialState,
  type ItemDetails,
  type OpenTextMessage,
  type ViewerSettings,
} from '../../protocol/messages.ts';
import type { ViewState } from '../../protocol/view-state.ts';
import { createMessenger, type RequestType } from '../../protocol/messenger.ts';
import { encodeMessage } from '../../protocol/wire.ts';
import type { Language, Render } from '../../trace/message.ts';
import { filterToWebview, type FilterCommand } from '../../protocol/filter-messages.ts';
import { explain } from '../explain.ts';
import type { Log } from '../log.ts';
import { answerFilters } from './answer-filters.ts';
import type { DocumentState, TraceDocument } from './document.ts';
import { tabText } from '../window/plain-text.ts';
import { createFirstAnswer } from './first-answer.ts';
import { followTravel } from '../text/travel.ts';
import { followActs } from './viewer-acts.ts';
import { viewerHtml } from './html.ts';
import type { PageFiles } from './page-files.ts';
import { createPageLife } from './page-life.ts';
import type { TextCursors } from './text-cursors.ts';
import { showText } from './text-editor.ts';

/** What a viewer needs of its surroundings. */
export interface PanelTools {
  readonly extensionUri: vscode.Uri;
  readonly language: Language;
  readonly render: Render;
  readonly pageFiles: PageFiles;
  readonly log: Log;
  readonly settings: () => ViewerSettings;
  readonly viewState: () => ViewState | undefined;
  readonly keepViewState: (state: ViewState) => void;
  readonly placeCursor: TextCursors['place'];
  /** Does what an action of a notice or problem says. */
  readonly act: (action: string) => void;
}

/** A viewer that is open. */
export interface TracePanel {
  readonly document: TraceDocument;
  readonly panel: vscode.WebviewPanel;
  /** Whether its page is up and has what it shows: before, it can be asked nothing. */
  readonly answered: () => boolean;
  /** The step or event that is selected in it. */
  readonly selected: () => string | undefined;
  /** Selects a step or event, as if it had been clicked. */
  readonly select: (item: string) => void;
  readonly sendSettings: (settings: ViewerSettings) => void;
  /** Along the selections that were made in it. */
  readonly travel: (to: 'back' | 'forward') => void;
  /** Does what a command says. */
  readonly act: (what: ViewerAct) => void;
  /** Asks its page. Rejects with RequestError, also where the page is hidden. */
  readonly ask: <P, R>(request: RequestType<P, R>, payload: P) => Promise<R>;
  /** Puts the cursor into the filter, or does something with what it holds. */
  readonly filter: (command: FilterCommand['command']) => void;
}

/** Fills a webview with the viewer of a document: at once, because a panel that is closed meanwhile cannot be filled. */
export function openPanel(
  document: TraceDocument,
  panel: vscode.WebviewPanel,
  tools: PanelTools,
): TracePanel {
  const { extensionUri, log, render } = tools;
  const { webview } = panel;
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const page = createPageLife();
  // By a person or a command, and what the viewer fell back to: on opening, the worst problem.
  let chosen: string | undefined;
  let fallback: string | undefined;
  const selected = () =>
    chosen !== undefined && document.state().view?.items.includes(chosen) === true ? chosen : fallback;
  // In this window, which may be another way than viewers were arranged elsewhere since.
  let arranged: ViewState | undefined;
  const hidden = () => {
    page.ends();
    first.ends();
  };
  const messenger = createMessenger({
    post: (message) => webview.postMessage(encodeMessage(message)),
    report: (what) => log.error(`Viewer: ${what}`),
    describe: (error) => ({ text: explain(error, render).text }),
  });

  const initialState = async (): Promise<InitialState> => {
    const answers = page.asks();
    await document.loaded;
    const viewState = arranged ?? tools.viewState();
    const before = document.state();
    const details = await firstDetails(document, before, chosen);
    const state = document.state();
    answers();
    return {
      settings: tools.settings(),
      content: contentOf(state, render),
      ...(viewState === undefined ? {} : { viewState }),
      ...(chosen === undefined ? {} : { select: chosen }),
      // Of a document that changed meanwhile, the page asks itself.
      ...(details === undefined || state !== before ? {} : { details }),
    };
  };
  const first = createFirstAnswer(initialState, (state) => messenger.answerFirst(toHost.ready, state));
  messenger.answer(toHost.ready, first.asked);
  messenger.answer(toHost.details, ({ item }) => document.details(item));
  messenger.answer(inspectorToHost.variableChanges, (question) => document.variableChanges(question));
  answerFilters(messenger, document);
  messenger.on(toHost.selected, ({ item }) => {
    chosen = item;
    fallback = item;
    if (item !== undefined) void follow(document, item, tools.placeCursor);
  });
  messenger.on(toHost.selectedItself, ({ item }) => {
    first.drawn();
    fallback = item;
  });
  messenger.on(toHost.openText, (message) => void openAt(document, message));
  messenger.on(toHost.openProblem, () => {
    const { problem } = document.state();
    void showText(
      document.uri,
      problem?.line === undefined ? undefined : { line: problem.line, column: problem.column ?? 1 },
    );
  });
  messenger.on(toHost.act, ({ action }) => tools.act(action));
  messenger.on(toHost.copy, ({ text }) => void vscode.env.clipboard.writeText(text));
  messenger.on(toHost.viewState, (state) => {
    arranged = state;
    tools.keepViewState(state);
  });
  messenger.on(toHost.error, ({ text, stack }) => log.error(`Viewer: ${stack ?? text}`));

  const named = () => {
    const { view } = document.state();
    if (view !== undefined) panel.title = tabText(view.title);
  };
  const listening = vscode.Disposable.from(
    webview.onDidReceiveMessage((message: unknown) => messenger.receive(message)),
    document.onDidChange((state) => {
      named();
      // Its answer tells it what there is by then.
      if (!page.answered()) return;
      const content = contentOf(state, render);
      if ('view' in content && content.stale === undefined) messenger.send(toWebview.show, content);
      else if (state.problem !== undefined) messenger.send(toWebview.problem, { problem: state.problem });
    }),
    panel.onDidChangeViewState(() => {
      if (!panel.visible) hidden();
    }),
  );
  panel.onDidDispose(() => {
    hidden();
    listening.dispose();
    messenger.dispose();
  });

  const nonce = randomBytes(16).toString('hex');
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  const addressOf = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  webview.html = viewerHtml({
    ...tools.pageFiles,
    controls: addressOf('controls.js'),
    layoutWorker: addressOf('layout-worker.js'),
    source: webview.cspSource,
    nonce,
    language: tools.language,
  });
  void document.loaded.then(named);
  return {
    document,
    panel,
    answered: page.answered,
    selected,
    select: (item) => {
      chosen = item;
      if (page.answered()) messenger.send(toWebview.select, { item });
    },
    travel: followTravel(panel, messenger),
    act: followActs(panel, messenger),
    ask: (request, payload) => messenger.request(request, payload),
    filter: (command) => {
      if (page.answered()) messenger.send(filterToWebview.command, { command });
    },
    sendSettings: (settings) => {
      if (page.answered()) messenger.send(toWebview.settings, settings);
    },
  };
}

/** Details of what a viewer selects when it opens: what was chosen before, else the worst problem, else the call. */
async function firstDetails(
  document: TraceDocument,
  { view }: DocumentState,
  chosen: string | undefined,
): Promise<ItemDetails | undefined> {
  if (view === undefined) return undefined;
  const worst = chosen !== undefined && view.items.includes(chosen) ? chosen : view.findings[0]?.item;
  const item = worst === '' ? undefined : worst;
  try {
    return { ...(item === undefined ? {} : { item }), view: await document.details(item) };
  } catch {
    // The page asks itself then, and tells why there are none.
    return undefined;
  }
}

function contentOf({ view, problem, notices }: DocumentState, render: Render): InitialState['content'] {
  if (view === undefined) {
    return { problem: problem ?? { text: render({ key: 'extension.trace.not-read' }) } };
  }
  return {
    view,
    ...(problem === undefined ? {} : { stale: problem }),
    ...(notices === undefined ? {} : { notices }),
  };
}

async function openAt(document: TraceDocument, { item, place }: OpenTextMessage): Promise<void> {
  // The places of a drawing that is out of date are not those of the text; without a drawing there are none.
  const valid = document.state().problem === undefined;
  await showText(document.uri, valid ? await document.placeOf(item, place) : undefined);
}

/** Shows in an editor of the text, where one is visible, what was selected in the viewer. */
async function follow(
  document: TraceDocument,
  item: string,
  placeCursor: TextCursors['place'],
): Promise<void> {
  const key = document.uri.toString();
  const editors = vscode.window.visibleTextEditors.filter((editor) => editor.document.uri.toString() === key);
  if (editors.length === 0 || document.state().problem !== undefined) return;
  const { line, column } = await document.placeOf(item, 'item');
  const at = new vscode.Position(line - 1, column - 1);
  for (const editor of editors) placeCursor(editor, at);
}
