import type * as vscode from 'vscode';
import { meantIn } from './around.ts';
import { createLinkFinder } from './link-finder.ts';
import { linkSettings } from './settings.ts';

/** What is selected in an editor, IDs as a whole; where nothing is, the contact ID that the cursor stands in. */
export function selectedIn({ document, selections }: vscode.TextEditor): string {
  const finder = createLinkFinder(linkSettings().patterns, true);
  const within = (line: number, start: number, end: number) =>
    meantIn(document.lineAt(line).text, start, end, finder);
  const chosen = selections.filter(({ isEmpty }) => !isEmpty);
  const [cursor] = selections;
  if (chosen.length === 0) {
    return cursor === undefined
      ? ''
      : within(cursor.active.line, cursor.active.character, cursor.active.character);
  }
  return chosen
    .map((selection) => {
      const { start, end } = selection;
      return start.line === end.line
        ? within(start.line, start.character, end.character)
        : document.getText(selection);
    })
    .join('\n');
}
