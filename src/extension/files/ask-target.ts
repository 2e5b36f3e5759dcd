import * as vscode from 'vscode';
import { SentenceError } from '../explain.ts';
import { exists } from './type-at.ts';
import { nameOf, openText } from './open-text.ts';
import type { Texts } from '../texts.ts';
import { askModally } from '../window/messages.ts';

/** Where a file is to be saved. */
export interface SaveTarget {
  readonly uri: vscode.Uri;
  /** Whether a person has confirmed that the file of this name may be replaced. */
  readonly replace: boolean;
}

export interface SaveQuestion {
  readonly title: string;
  /** What files of this kind are called. */
  readonly kind: string;
  /** With the dot; what the name has to end in, `.calltrace.json`. */
  readonly ending: string;
  /** Folder and name that are offered; the folder of the window where there is none. */
  readonly folder?: vscode.Uri | undefined;
  readonly name: string;
}

/**
 * Asks where to save. A name without the ending that it needs gets it; where that makes it the name of another file,
 * which the dialog has not asked about, it is asked about here. Undefined: left.
 * @throws SentenceError where the file is open with changes that are not saved
 */
export async function askTarget(question: SaveQuestion, texts: Texts): Promise<SaveTarget | undefined> {
  const { title, kind, ending, name } = question;
  const folder = question.folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  // Dialogs know extensions without a dot in them only; they would add a longer one to the name again.
  const extension = ending.slice(ending.lastIndexOf('.') + 1);
  const chosen = await vscode.window.showSaveDialog({
    title,
    filters: { [kind]: [extension] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (chosen === undefined) return undefined;
  const target = chosen.path.toLowerCase().endsWith(ending)
    ? { uri: chosen, replace: true }
    : await confirmed(chosen, chosen.with({ path: withEnding(chosen.path, ending) }), texts);
  if (target !== undefined && openText(target.uri)?.isDirty === true) {
    throw new SentenceError({ key: 'extension.write.unsaved', args: { name: nameOf(target.uri) } });
  }
  return target;
}

/** `call`, `call.json` → `call.calltrace.json`; `call.txt` → `call.txt.svg`. */
function withEnding(path: string, ending: string): string {
  const last = ending.slice(ending.lastIndexOf('.'));
  return `${path.toLowerCase().endsWith(last) ? path.slice(0, -last.length) : path}${ending}`;
}

async function confirmed(chosen: vscode.Uri, uri: vscode.Uri, texts: Texts): Promise<SaveTarget | undefined> {
  if (!(await exists(uri))) return { uri, replace: false };
  const render = await texts.render();
  const replace = render({ key: 'extension.write.replace' });
  const args = { name: nameOf(uri), chosen: nameOf(chosen) };
  const answer = await askModally('warning', render({ key: 'extension.write.replace-question', args }), {
    detail: render({ key: 'extension.write.replace-detail', args }),
    answers: [replace],
  });
  return answer === replace ? { uri, replace: true } : undefined;
}
