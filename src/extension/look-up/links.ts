import * as vscode from 'vscode';
import type { Render } from '../../trace/message.ts';
import type { Log } from '../log.ts';
import type { Texts } from '../texts.ts';
import { createLinkFinder, lineBudget, linksInLine, linksInLines, type LinkFinder } from './link-finder.ts';
import type { LinkSettings } from './settings.ts';
import { showMessage } from '../window/messages.ts';

/** A link of a terminal, with the contact ID that it leads to. */
export class ContactLink extends vscode.TerminalLink {
  readonly contactId: string;

  constructor(startIndex: number, length: number, tooltip: string, contactId: string) {
    super(startIndex, length, tooltip);
    this.contactId = contactId;
  }
}

/** Makes contact IDs links. */
export interface Linker {
  readonly inDocument: (
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ) => Promise<vscode.DocumentLink[]>;
  readonly inTerminal: (line: string) => Promise<ContactLink[]>;
}

/** Patterns that cannot be used are named in the log, once for these settings. */
export async function createLinker(settings: LinkSettings, texts: Texts, log: Log): Promise<Linker> {
  const finder = createLinkFinder(settings.patterns, settings.bareDigits);
  const render = await texts.render();
  sayRefused(finder, render, log);
  const tooltip = render({ key: 'look-up.link' });
  return {
    inDocument: async (document, token) => {
      const links = await linksInLines(
        { lineCount: document.lineCount, textOf: (line) => document.lineAt(line).text },
        finder,
        async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return !token.isCancellationRequested && !document.isClosed;
        },
      );
      return links.map(({ line, start, end, contactId }) => {
        const link = new vscode.DocumentLink(
          new vscode.Range(line, start, line, end),
          lookUpCommand(contactId),
        );
        link.tooltip = tooltip;
        return link;
      });
    },
    inTerminal: (line) =>
      Promise.resolve(
        linksInLine(line, finder, { left: lineBudget }).map(
          ({ contactId, start, end }) => new ContactLink(start, end - start, tooltip, contactId),
        ),
      ),
  };
}

function sayRefused({ refused }: LinkFinder, render: Render, log: Log): void {
  for (const { source, fault, column } of refused) {
    const reason = render({ key: `look-up.pattern.${fault}` });
    const text = render({ key: 'look-up.pattern.refused', args: { pattern: source, column, reason } });
    log.error(text);
    void showMessage('warning', text);
  }
}

function lookUpCommand(contactId: string): vscode.Uri {
  const query = encodeURIComponent(JSON.stringify([contactId]));
  return vscode.Uri.parse(`command:callTraceInspector.lookUp?${query}`);
}
