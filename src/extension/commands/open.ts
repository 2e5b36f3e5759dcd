import * as vscode from 'vscode';
import type { UnsavedTexts } from '../files/unsaved.ts';
import { traceViewType, type TraceEditors } from '../editor/editor.ts';
import type { Register } from './register.ts';
import { targetsOf } from './target.ts';

/** The viewer and the JSON text of a trace, each way: what is selected in one is where the other begins. */
export function registerOpenCommands(register: Register, editors: TraceEditors, unsaved: UnsavedTexts): void {
  const inViewer = (viewColumn?: vscode.ViewColumn) => async (argument: unknown, all: unknown) => {
    for (const uri of targetsOf(argument, all)) {
      await vscode.commands.executeCommand('vscode.openWith', uri, traceViewType, viewColumn);
      await editors.selectAtCursor(uri);
    }
  };
  const asText = (viewColumn?: vscode.ViewColumn) => async (argument: unknown, all: unknown) => {
    for (const uri of targetsOf(argument, all)) {
      const place = await editors.placeOfSelection(uri);
      const at = place && new vscode.Position(place.line - 1, place.column - 1);
      await backToText(uri, viewColumn === undefined, unsaved);
      await vscode.commands.executeCommand('vscode.openWith', uri, 'default', {
        ...(viewColumn === undefined ? {} : { viewColumn }),
        ...(at === undefined ? {} : { selection: new vscode.Range(at, at) }),
      } satisfies vscode.TextDocumentShowOptions);
    }
  };
  register('find', () => editors.active()?.filter('focus'));
  register('findNext', () => editors.active()?.filter('next'));
  register('findPrevious', () => editors.active()?.filter('previous'));
  register('clearFilter', () => editors.active()?.filter('clear'));
  register('openInViewer', inViewer());
  register('openInViewerBeside', inViewer(vscode.ViewColumn.Beside));
  register('openAsText', asText());
  register('openAsTextBeside', asText(vscode.ViewColumn.Beside));
}

/** A text that was never saved is the viewer's alone: its editor gets it back, and takes the viewer's place or not. */
async function backToText(uri: vscode.Uri, inPlace: boolean, unsaved: UnsavedTexts): Promise<void> {
  if (unsaved.textOf(uri) === undefined) return;
  await unsaved.handToText(uri);
  const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
  if (!inPlace || !(input instanceof vscode.TabInputCustom) || input.uri.toString() !== uri.toString())
    return;
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
