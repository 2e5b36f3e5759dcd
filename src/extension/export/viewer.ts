import * as vscode from 'vscode';
import { RequestError } from '../../protocol/messenger.ts';
import { pictureRequests, type SightView } from '../../protocol/picture-messages.ts';
import { SentenceError } from '../explain.ts';
import { traceViewType, type TraceEditors } from '../editor/editor.ts';
import type { TracePanel } from '../editor/panel.ts';

/** How long a viewer may take to come up, ms. */
const patienceMs = 20_000;
const lookMs = 50;

export function openViewerOf(uri: vscode.Uri, editors: TraceEditors): TracePanel | undefined {
  const key = uri.toString();
  const panels = editors.panels().filter(({ document }) => document.uri.toString() === key);
  return panels.find(({ panel }) => panel.active) ?? panels.find(({ panel }) => panel.visible) ?? panels[0];
}

/** What the viewer of a document shows, where one is open and answers: a drawing can do without. */
export async function sightOfOpen(uri: vscode.Uri, editors: TraceEditors): Promise<SightView | undefined> {
  const viewer = openViewerOf(uri, editors);
  if (viewer?.panel.visible !== true || !viewer.answered() || viewer.document.state().view === undefined)
    return undefined;
  try {
    return await viewer.ask(pictureRequests.sight, {});
  } catch (error) {
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}

/**
 * A viewer of a document whose page can be asked; one is opened where there is none, and brought to the front where it
 * is hidden. `focus`: with the focus, which the clipboard needs. Throws SentenceError where none comes up.
 */
export async function viewerOf(
  uri: vscode.Uri,
  editors: TraceEditors,
  focus: boolean,
  signal: AbortSignal,
): Promise<TracePanel> {
  const known = openViewerOf(uri, editors);
  if (known === undefined) await vscode.commands.executeCommand('vscode.openWith', uri, traceViewType);
  else if (!known.panel.visible || focus) known.panel.reveal(undefined, !focus);
  for (const end = Date.now() + patienceMs; Date.now() < end && !signal.aborted;) {
    const viewer = openViewerOf(uri, editors);
    if (viewer?.panel.visible === true && viewer.answered() && (await shown(viewer))) return viewer;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  if (signal.aborted) throw new SentenceError({ key: 'error.cancelled' });
  throw new SentenceError({ key: 'export.no-viewer' });
}

async function shown({ document }: TracePanel): Promise<boolean> {
  await document.loaded;
  return document.state().view !== undefined;
}

/** What a viewer answers; a failure becomes a sentence. */
export async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new SentenceError({ key: 'export.viewer-failed', args: { reason: error.message } });
  }
}
