import * as vscode from 'vscode';
import { isCallNode, uriOf } from '../calls/tree.ts';
import { traceSuffix } from '../traces/address.ts';

/** The trace documents that a command means: rows of the view, a URI that a menu passes, or the active editor. */
export function targetsOf(argument: unknown, all: unknown): readonly vscode.Uri[] {
  const given = Array.isArray(all) && all.length > 0 ? all : [argument];
  const uris = given.flatMap((one: unknown) => {
    if (one instanceof vscode.Uri) return [one];
    return isCallNode(one) ? [uriOf(one)] : [];
  });
  if (uris.length > 0) return uris;
  const active = activeUri();
  return active === undefined || !isTrace(active) ? [] : [active];
}

/** The document in the active tab, whichever editor shows it. */
export function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom
    ? input.uri
    : undefined;
}

export function isTrace(uri: vscode.Uri): boolean {
  return uri.path.toLowerCase().endsWith(traceSuffix);
}
