import * as vscode from 'vscode';
import { lazily } from '../lazily.ts';
import type { Log } from '../log.ts';
import type { Texts } from '../texts.ts';
import type { ContactLink } from './links.ts';
import { linkSection, linkSettings } from './settings.ts';

interface Tools {
  readonly texts: Texts;
  readonly log: Log;
}

/** Contact IDs in documents and terminals as links; what finds them is loaded when there is something to look at. */
export function registerContactLinks({ texts, log }: Tools): vscode.Disposable {
  let registered: readonly vscode.Disposable[] = [];
  const begin = () => {
    for (const one of registered) one.dispose();
    registered = [];
    const settings = linkSettings();
    if (!settings.enabled) return;
    const linking = lazily(async () => (await import('./links.ts')).createLinker(settings, texts, log));
    const inTerminals: vscode.TerminalLinkProvider<ContactLink> = {
      provideTerminalLinks: async ({ line }) => (await linking()).inTerminal(line),
      handleTerminalLink: async ({ contactId }) => {
        await vscode.commands.executeCommand('callTraceInspector.lookUp', contactId);
      },
    };
    registered = [
      vscode.languages.registerDocumentLinkProvider(
        [{ scheme: 'output' }, ...settings.languages.map((language) => ({ language }))],
        { provideDocumentLinks: async (document, token) => (await linking()).inDocument(document, token) },
      ),
      vscode.window.registerTerminalLinkProvider(inTerminals),
    ];
  };
  begin();
  const listening = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(linkSection)) begin();
  });
  return new vscode.Disposable(() => {
    listening.dispose();
    for (const one of registered) one.dispose();
  });
}
