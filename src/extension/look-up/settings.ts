import * as vscode from 'vscode';

/** The settings of links, as they are written; only the user's own count, a workspace has no say. */
export interface LinkSettings {
  readonly enabled: boolean;
  /** Language identifiers of the documents in which contact IDs become links; output channels always count. */
  readonly languages: readonly string[];
  readonly bareDigits: boolean;
  readonly patterns: readonly string[];
}

export const linkSection = 'callTraceInspector.links';

export function linkSettings(): LinkSettings {
  const settings = vscode.workspace.getConfiguration(linkSection);
  return {
    enabled: settings.get('enabled') !== false,
    languages: words(settings.get('languages')),
    bareDigits: settings.get('bareDigits') === true,
    patterns: words(settings.get('patterns')),
  };
}

/** Whether the look-up reads the clipboard for contact IDs when it is opened. */
export function clipboardOffered(): boolean {
  return vscode.workspace.getConfiguration('callTraceInspector.lookUp').get('offerClipboard') !== false;
}

function words(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((word) => (typeof word === 'string' && word !== '' ? [word] : []));
}
