import * as vscode from 'vscode';
import { actsPossible, viewerAct, type ActsView, type ViewerAct } from '../../protocol/command-messages.ts';
import type { Messenger } from '../../protocol/messenger.ts';

/** What `when` clauses ask about the call in the viewer that has the focus. */
const contextKeys = {
  problems: 'callTraceInspector.hasProblems',
  subFlows: 'callTraceInspector.hasSubFlows',
  design: 'callTraceInspector.hasDesign',
} as const satisfies Record<keyof ActsView, string>;

const nothing: ActsView = { problems: false, subFlows: false, design: false };

/**
 * Keeps the context keys of what a call has something for true for a viewer while it is the active one.
 * @returns does in it what a command says
 */
export function followActs(panel: vscode.WebviewPanel, messenger: Messenger): (what: ViewerAct) => void {
  let possible = nothing;
  const tell = () => {
    if (!panel.active) return;
    for (const name of ['problems', 'subFlows', 'design'] as const)
      void vscode.commands.executeCommand('setContext', contextKeys[name], possible[name]);
  };
  messenger.on(actsPossible, (next) => {
    possible = next;
    tell();
  });
  const watching = panel.onDidChangeViewState(() => {
    // A page that was hidden begins anew.
    if (!panel.visible) possible = nothing;
    tell();
  });
  panel.onDidDispose(() => {
    watching.dispose();
  });
  return (what) => {
    if (panel.visible) messenger.send(viewerAct, { what });
  };
}
