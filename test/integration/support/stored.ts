import * as vscode from 'vscode';

/** Whether fetched calls are stored; tests that count requests want none from the store. */
export async function storeTraces(enabled: boolean | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('callTraceInspector')
    .update('storedTraces.enabled', enabled, vscode.ConfigurationTarget.Global);
}
