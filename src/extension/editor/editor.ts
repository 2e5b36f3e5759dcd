import * as vscode from 'vscode';
import type { ViewerSettings, ViewState } from '../../protocol/messages.ts';
import type { Log } from '../log.ts';
import type { TraceReader } from '../reader/reader.ts';
import type { Texts } from '../texts.ts';
import { traceScheme } from '../traces/address.ts';
import { contentOf, textLimit } from '../traces/content.ts';
import { inspectedFiles } from '../traces/inspected.ts';
import type { TraceLibrary } from '../traces/library.ts';
import { patiently } from '../traces/patience.ts';
import type { TextPlace } from '../reader/work.ts';
import type { TraceDocument } from './document.ts';
import type { TracePanel } from './panel.ts';

export const traceViewType = 'callTraceInspector.trace';

export interface EditorTools {
  readonly extensionUri: vscode.Uri;
  readonly state: vscode.Memento;
  readonly texts: Texts;
  readonly log: Log;
  readonly reader: TraceReader;
  readonly library: TraceLibrary;
  /** Says what went wrong with a document that is not a file, with what can be done about it. */
  readonly onFailure: (error: unknown, uri: vscode.Uri) => void;
}

/** The open viewers. */
export interface TraceEditors {
  readonly dispose: () => void;
  readonly panels: () => readonly TracePanel[];
  /** The viewer that has the focus, or had it last in the active group. */
  readonly active: () => TracePanel | undefined;
  /** Selects, in the viewers of a document, the step or event around an offset of its text. */
  readonly selectAt: (uri: vscode.Uri, offset: number) => Promise<void>;
  /** Where in the text of a document stands what is selected in its active viewer. */
  readonly placeOfSelection: (uri: vscode.Uri) => Promise<TextPlace | undefined>;
}

/**
 * The trace viewer. It is registered as a read-only custom editor, not as one on the text document, because VS Code
 * gives such an editor no document at all when the text is above 50 MB, and because looking at a trace then needs no
 * text model in the window. It follows the text of an open editor all the same, keystroke by keystroke.
 */
export function registerTraceEditor(tools: EditorTools): TraceEditors {
  const { texts, log, reader, library } = tools;
  const panels = new Set<TracePanel>();
  const of = (uri: vscode.Uri) =>
    [...panels].filter(({ document }) => document.uri.toString() === uri.toString());

  const openDocument = async (uri: vscode.Uri): Promise<TraceDocument> => {
    const { openTraceDocument } = await import('./document.ts');
    const document = openTraceDocument(uri, {
      library,
      reader: reader.document(),
      content: (of, context) => contentOf(of, library, context),
      patiently: (work) => patiently({ key: 'extension.progress.reading-call' }, texts, work),
      failed: async (error, of) => {
        const [{ explain }, render] = await Promise.all([import('../explain.ts'), texts.render()]);
        const { text } = explain(error, render);
        log.error(`${of.toString()}: ${text}`);
        if (of.scheme === traceScheme && inspectedFiles(of).length === 0) tools.onFailure(error, of);
        return { text };
      },
      noticeOf: async (content) => {
        if (typeof content === 'string' || content.length <= textLimit) return undefined;
        const render = await texts.render();
        const megabytes = Math.round(content.length / 1024 / 1024);
        return render({
          key: 'extension.trace.large',
          args: { megabytes, limit: Math.round(textLimit / 1024 / 1024) },
        });
      },
    });
    return document;
  };

  const provider: vscode.CustomReadonlyEditorProvider<TraceDocument> = {
    openCustomDocument: (uri) => openDocument(uri),
    resolveCustomEditor: async (document, panel) => {
      const { openPanel } = await import('./panel.ts');
      // A call that has to be fetched may take longer than a page would wait for its first answer.
      if (document.uri.scheme === traceScheme) await document.loaded;
      const opened = await openPanel(document, panel, {
        extensionUri: tools.extensionUri,
        texts,
        log,
        settings: viewerSettings,
        viewState: () => tools.state.get<ViewState>('viewState'),
        keepViewState: (state) => void tools.state.update('viewState', layoutOf(state)),
      });
      panels.add(opened);
      panel.onDidDispose(() => panels.delete(opened));
    },
  };

  const listening = vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(traceViewType, provider, {
      supportsMultipleEditorsPerDocument: true,
      webviewOptions: { enableFindWidget: false, retainContextWhenHidden: false },
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('callTraceInspector.viewer')) return;
      for (const panel of panels) panel.sendSettings(viewerSettings());
    }),
    vscode.window.onDidChangeTextEditorSelection((event) => void selectAtCursor(event, panels)),
  );
  return {
    panels: () => [...panels],
    active: () => [...panels].find(({ panel }) => panel.active),
    selectAt: async (uri, offset) => {
      for (const panel of of(uri)) await selectIn(panel, offset);
    },
    placeOfSelection: async (uri) => {
      const panel = of(uri).find((one) => one.panel.active) ?? of(uri)[0];
      const item = panel?.selected();
      return item === undefined ? undefined : panel?.document.placeOf(item, 'item');
    },
    dispose: () => {
      listening.dispose();
    },
  };
}

/** How panes are arranged holds for every call; folded boxes and zoom belong to one. */
function layoutOf(state: ViewState): ViewState {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'zoom' && name !== 'folded'));
}

function viewerSettings(): ViewerSettings {
  const times = vscode.workspace.getConfiguration('callTraceInspector').get<string>('viewer.times');
  return { times: times === 'zone' ? 'zone' : 'elapsed' };
}

/** The viewer selects the step or event in which a person puts the cursor. */
async function selectAtCursor(
  { textEditor, kind }: vscode.TextEditorSelectionChangeEvent,
  panels: ReadonlySet<TracePanel>,
): Promise<void> {
  // What the viewer itself selected in the text has no kind.
  if (kind === undefined || kind === vscode.TextEditorSelectionChangeKind.Command) return;
  const key = textEditor.document.uri.toString();
  const offset = textEditor.document.offsetAt(textEditor.selection.active);
  for (const panel of panels) {
    if (panel.panel.visible && panel.document.uri.toString() === key) await selectIn(panel, offset);
  }
}

async function selectIn(panel: TracePanel, offset: number): Promise<void> {
  await panel.document.loaded;
  // The places of a drawing that is out of date are not those of the text.
  if (panel.document.state().problem !== undefined) return;
  const item = await panel.document.itemAt(offset);
  if (item !== undefined && item !== panel.selected()) panel.select(item);
}
