import * as vscode from 'vscode';
import { traceViewType } from '../editor/editor.ts';
import type { Register } from './register.ts';
import { targetsOf } from './target.ts';

/** The viewer and the JSON text of a trace, each way. */
export function registerOpenCommands(register: Register): void {
  const open =
    (editor: string, viewColumn?: vscode.ViewColumn) => async (argument: unknown, all: unknown) => {
      for (const uri of targetsOf(argument, all)) {
        await vscode.commands.executeCommand('vscode.openWith', uri, editor, viewColumn);
      }
    };
  register('openInViewer', open(traceViewType));
  register('openInViewerBeside', open(traceViewType, vscode.ViewColumn.Beside));
  register('openAsText', open('default'));
  register('openAsTextBeside', open('default', vscode.ViewColumn.Beside));
}
