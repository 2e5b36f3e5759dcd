import * as vscode from 'vscode';
import type { Messenger } from '../../protocol/messenger.ts';
import {
  travel,
  travelPossible,
  type TravelMessage,
  type TravelView,
} from '../../protocol/travel-messages.ts';

/** What `when` clauses ask about the viewer that has the focus. */
const contextKeys = {
  back: 'callTraceInspector.canGoBack',
  forward: 'callTraceInspector.canGoForward',
} as const;

/**
 * Keeps the context keys of going back and forward true for a viewer while it is the active one.
 * @returns goes along its selections
 */
export function followTravel(
  panel: vscode.WebviewPanel,
  messenger: Messenger,
): (to: TravelMessage['to']) => void {
  let possible: TravelView = { back: false, forward: false };
  const tell = () => {
    if (!panel.active) return;
    void vscode.commands.executeCommand('setContext', contextKeys.back, possible.back);
    void vscode.commands.executeCommand('setContext', contextKeys.forward, possible.forward);
  };
  messenger.on(travelPossible, (next) => {
    possible = next;
    tell();
  });
  const watching = panel.onDidChangeViewState(() => {
    // A page that was hidden begins anew.
    if (!panel.visible) possible = { back: false, forward: false };
    tell();
  });
  panel.onDidDispose(() => {
    watching.dispose();
  });
  return (to) => {
    if (panel.visible) messenger.send(travel, { to });
  };
}
