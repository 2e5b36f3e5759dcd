import * as vscode from 'vscode';
import type { ViewerSettings } from '../../protocol/messages.ts';
import { ofOneCall, type ViewState } from '../../protocol/view-state.ts';
import { timesShown } from '../../protocol/times-shown.ts';
import { lazily } from '../lazily.ts';
import type { Log } from '../log.ts';
import type { TraceReader } from '../reader/reader.ts';
import { maskedSetting, viewsMasked } from '../settings.ts';
import type { Texts } from '../texts.ts';
import { traceAddress, traceScheme } from '../traces/address.ts';
import { nameOf } from '../files/open-text.ts';
import { storedContentOf, type ContentTools } from '../traces/content.ts';
import { inspectedFiles } from '../traces/inspected.ts';
import type { CallConsent } from '../traces/consent.ts';
import { patiently } from '../traces/patience.ts';
import type { TextPlace } from '../reader/work.ts';
import type { TraceDocument } from './document.ts';
import { createPageFiles } from './page-files.ts';
import type { Follower } from './follow-running.ts';
import type { TracePanel } from './panel.ts';
import { followTextCursors } from './text-cursors.ts';
import { followUnsaved, openUnsavedInstead, returnUnsaved, savingOf, takeUnsaved } from './unsaved.ts';

export const traceViewType = 'callTraceInspector.trace';

export interface EditorTools extends ContentTools {
  readonly extensionUri: vscode.Uri;
  readonly state: vscode.Memento;
  readonly texts: Texts;
  readonly log: Log;
  readonly reader: TraceReader;
  readonly consent: CallConsent;
  /** Does what an action of a notice or problem in a viewer says; `error.action.*` and those of `noticesFor`. */
  readonly act: (action: string, uri: vscode.Uri) => void;
}

/** The open viewers. */
export interface TraceEditors {
  readonly dispose: () => void;
  readonly panels: () => readonly TracePanel[];
  /** The viewer that has the focus, or had it last in the active group. */
  readonly active: () => TracePanel | undefined;
  /** Selects, in the viewers of a document, the step or event around an offset of its text. */
  readonly selectAt: (uri: vscode.Uri, offset: number) => Promise<void>;
  /** The same, where the cursor of the text editor is that had the focus last; nothing where that shows another text. */
  readonly selectAtCursor: (uri: vscode.Uri) => Promise<void>;
  /** Where in the text of a document stands what is selected in its active viewer. */
  readonly placeOfSelection: (uri: vscode.Uri) => Promise<TextPlace | undefined>;
}

/**
 * The trace viewer. It is a custom editor of its own documents, not one on the text document, because VS Code
 * gives such an editor no document at all when the text is above 50 MB, and because looking at a trace then needs no
 * text model in the window. It follows the text of an open editor all the same, keystroke by keystroke.
 */
export function registerTraceEditor(tools: EditorTools): TraceEditors {
  const { texts, log, reader, library, unsaved, consent } = tools;
  const panels = new Set<TracePanel>();
  const pageFiles = createPageFiles(vscode.Uri.joinPath(tools.extensionUri, 'dist').fsPath, texts.language);
  const refreshFailures = new Map<string, unknown>();
  const notKept = (error: unknown) => log.error(`An unsaved text could not be kept: ${String(error)}`);
  const of = (uri: vscode.Uri) =>
    [...panels].filter(({ document }) => document.uri.toString() === uri.toString());

  const openDocument = async (uri: vscode.Uri): Promise<TraceDocument> => {
    const { openTraceDocument } = await import('./document.ts');
    const document = openTraceDocument(uri, {
      library,
      reader: reader.document(),
      content: async (of, context) => {
        if (!(await consent.given(of))) throw await notChosenError(of);
        return storedContentOf(of, tools, context);
      },
      patiently: (work) => patiently({ key: 'extension.progress.reading-call' }, texts, work),
      masked: viewsMasked,
      failed: async (error, of) => {
        const [{ readFailure }, { isNotChosen }, render] = await Promise.all([
          import('./read-failure.ts'),
          import('../explain.ts'),
          texts.render(),
        ]);
        const live = of.scheme === traceScheme && inspectedFiles(of).length === 0;
        const failure = readFailure(error, { name: nameOf(of), live }, render);
        if (!isNotChosen(error)) log.error(`${nameOf(of)}: ${failure.text}`);
        return failure;
      },
      noticesOf: async ({ content, stored }, of) => {
        const [{ noticesFor }, render] = await Promise.all([import('./notices.ts'), texts.render()]);
        const refreshFailure = refreshFailures.get(of.toString());
        return noticesFor(
          { uri: of, content, stored, refreshFailure, masked: viewsMasked(), now: Date.now() },
          render,
        );
      },
    });
    return document;
  };

  let follower: Follower | undefined;
  const following = lazily(async () => {
    const { followRunningCalls } = await import('./follow-running.ts');
    follower = followRunningCalls();
    return follower;
  });
  /** Keeps the viewers of a call up to date while it is going on. */
  const follow = async (document: TraceDocument): Promise<void> => {
    const { uri } = document;
    const key = uri.toString();
    const running = () => document.state().view?.summary.outcome === 'in-progress';
    if (uri.scheme !== traceScheme || inspectedFiles(uri).length > 0 || !running()) return;
    const { add } = await following();
    // The last viewer may have been closed meanwhile.
    if (of(uri).length === 0) return;
    add({
      key,
      visible: () => of(uri).some(({ panel }) => panel.visible),
      running,
      refresh: async (signal) => {
        refreshFailures.delete(key);
        await library.refresh(uri, { signal, onProgress: () => undefined });
      },
      failed: (error) => {
        refreshFailures.set(key, error);
        void document.again();
      },
    });
  };
  const unfollow = (uri: vscode.Uri) => {
    if (of(uri).length > 0) return;
    follower?.remove(uri.toString());
    refreshFailures.delete(uri.toString());
  };

  const provider: vscode.CustomEditorProvider<TraceDocument> = {
    ...savingOf(tools),
    openCustomDocument: async (uri, context) => {
      await takeUnsaved(uri, context, unsaved);
      const document = await openDocument(uri);
      openUnsavedInstead(uri, traceViewType).catch(notKept);
      return {
        ...document,
        dispose: () => {
          document.dispose();
          returnUnsaved(uri, unsaved).catch(notKept);
        },
      };
    },
    resolveCustomEditor: async (document, panel) => {
      const ends: (() => void)[] = [];
      let closed = false;
      const isClosed = () => closed;
      panel.onDidDispose(() => {
        closed = true;
        for (const end of ends) end();
        unfollow(document.uri);
      });
      const { openPanel } = await import('./panel.ts');
      // A call that has to be fetched may take longer than a page would wait for its first answer.
      if (document.uri.scheme === traceScheme) {
        document.pageIsSet();
        await document.loaded;
      }
      const [render, page] = await Promise.all([texts.render(), pageFiles()]);
      if (isClosed()) return;
      const opened = openPanel(document, panel, {
        extensionUri: tools.extensionUri,
        language: texts.language,
        render,
        pageFiles: page,
        log,
        settings: viewerSettings,
        placeCursor: cursors.place,
        viewState: () => tools.state.get<ViewState>('viewState'),
        keepViewState: (state) => void tools.state.update('viewState', layoutOf(state)),
        act: (action) => {
          if (action === 'retry' && document.uri.scheme !== traceScheme) void document.again();
          else tools.act(action, document.uri);
        },
      });
      document.pageIsSet();
      panels.add(opened);
      // What could not be fetched at first may turn out to be going on.
      const changes = document.onDidChange(() => void follow(document));
      ends.push(() => {
        panels.delete(opened);
        changes.dispose();
      });
      const offset = cursors.lastIn(document.uri);
      if (offset !== undefined) await selectIn(opened, offset);
      await follow(document);
    },
  };

  const cursors = followTextCursors((document, at) => {
    for (const panel of of(document.uri)) void selectIn(panel, document.offsetAt(at));
  });
  const selectAt = async (uri: vscode.Uri, offset: number): Promise<void> => {
    for (const panel of of(uri)) await selectIn(panel, offset);
  };
  const listening = vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(traceViewType, provider, {
      supportsMultipleEditorsPerDocument: true,
      webviewOptions: { enableFindWidget: false, retainContextWhenHidden: false },
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('callTraceInspector.viewer')) return;
      for (const panel of panels) {
        panel.sendSettings(viewerSettings());
        if (event.affectsConfiguration(maskedSetting)) void panel.document.again();
      }
    }),
    cursors,
    followUnsaved(unsaved, notKept),
  );
  return {
    panels: () => [...panels],
    active: () => [...panels].find(({ panel }) => panel.active),
    selectAt,
    selectAtCursor: async (uri) => {
      const offset = cursors.lastIn(uri);
      if (offset !== undefined) await selectAt(uri, offset);
    },
    placeOfSelection: async (uri) => {
      const panel = of(uri).find((one) => one.panel.active) ?? of(uri)[0];
      const item = panel?.selected();
      return item === undefined ? undefined : panel?.document.placeOf(item, 'item');
    },
    dispose: () => {
      listening.dispose();
      follower?.dispose();
    },
  };
}

/** Instead of asking a provider for a call that no person chose. */
async function notChosenError(uri: vscode.Uri): Promise<Error> {
  const { SentenceError, notChosenKey } = await import('../explain.ts');
  const { contactId = '', instance = '' } = traceAddress(uri) ?? {};
  return new SentenceError({ key: notChosenKey, args: { contactId, instance } });
}

/** So many sub-flows and nodes are remembered as folded or expanded, over all flows. */
const mostKept = 200;

/** What holds for every call. */
function layoutOf({ folded = [], expanded = [], ...state }: ViewState): ViewState {
  const own = ofOneCall(state);
  const kept = Object.entries(state).filter(([name]) => !(name in own));
  return {
    ...Object.fromEntries(kept),
    folded: folded.slice(-mostKept),
    expanded: expanded.slice(-mostKept),
  };
}

function viewerSettings(): ViewerSettings {
  const times = vscode.workspace.getConfiguration('callTraceInspector').get<string>('viewer.times');
  return { times: timesShown.find((known) => known === times) ?? 'elapsed' };
}

async function selectIn(panel: TracePanel, offset: number): Promise<void> {
  await panel.document.loaded;
  // The places of a drawing that is out of date are not those of the text.
  if (panel.document.state().problem !== undefined) return;
  const item = await panel.document.itemAt(offset);
  if (item !== undefined && item !== panel.selected()) panel.select(item);
}
