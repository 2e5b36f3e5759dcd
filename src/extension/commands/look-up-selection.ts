import * as vscode from 'vscode';
import { enteredContactIds } from '../../providers/contact-id.ts';
import { SentenceError } from '../explain.ts';
import { selectedIn } from '../look-up/editor-selection.ts';
import { refusalOf } from '../look-up/entry.ts';
import { lookUp, type LookUpTools } from './look-up.ts';

/** "Look Up Selected Contact ID": the selections of the editor, or the contact ID under its cursor. */
export async function lookUpSelection(tools: LookUpTools): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const text = editor === undefined ? '' : selectedIn(editor);
  if (text === '') throw new SentenceError({ key: 'look-up.nothing-selected' });
  await lookUpText(text, tools);
}

/**
 * "Look Up Selected Contact ID" of a terminal. Extensions are not told what is selected there, so it is copied, and
 * the text that was on the clipboard put back. What is no text, such as a picture, could not be put back: then nothing
 * is copied.
 */
export async function lookUpTerminalSelection(tools: LookUpTools): Promise<void> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  if (before === '') throw new SentenceError({ key: 'look-up.clipboard-not-text' });
  let text: string;
  try {
    // What was there before must not be taken for the selection where nothing is selected.
    await clipboard.writeText('');
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    text = await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
  if (text.trim() === '') throw new SentenceError({ key: 'look-up.nothing-selected' });
  await lookUpText(text, tools);
}

async function lookUpText(text: string, tools: LookUpTools): Promise<void> {
  const entered = enteredContactIds(text);
  if (entered.kind === 'ids') return lookUp(entered.contactIds, tools);
  throw new SentenceError(
    entered.kind === 'empty' ? { key: 'look-up.nothing-selected' } : refusalOf(entered),
  );
}
