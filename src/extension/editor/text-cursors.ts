import * as vscode from 'vscode';

/** Where a person is in the texts of traces. */
export interface TextCursors {
  readonly dispose: () => void;
  /** Offset of the cursor in the text editor that had the focus last, where it shows this document. */
  readonly lastIn: (uri: vscode.Uri) => number | undefined;
}

/** Where viewers put cursors a moment ago: VS Code does not say who moved one. */
const placed: { readonly editor: vscode.TextEditor; readonly at: vscode.Position; readonly until: number }[] =
  [];
const momentMs = 1000;

/** Puts the cursor of a text editor to a place, because it was selected in a viewer. */
export function placeCursor(editor: vscode.TextEditor, at: vscode.Position): void {
  const now = Date.now();
  placed.splice(0, placed.length, ...placed.filter(({ until }) => until > now));
  placed.push({ editor, at, until: now + momentMs });
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function wasPlaced(editor: vscode.TextEditor, at: vscode.Position): boolean {
  const found = placed.findIndex((one) => one.editor === editor && one.at.isEqual(at));
  if (found < 0) return false;
  return placed.splice(found, 1).some(({ until }) => until > Date.now());
}

/**
 * Follows the cursors of text editors: by hand, by search results, problems and links that open a text at a place.
 * @param onDidMove with the offset, when a cursor was moved by anything but a viewer
 */
export function followTextCursors(onDidMove: (uri: vscode.Uri, offset: number) => void): TextCursors {
  let last: { readonly key: string; readonly offset: number } | undefined;
  const seen = ({ document, selection }: vscode.TextEditor) => {
    const offset = document.offsetAt(selection.active);
    last = { key: document.uri.toString(), offset };
    return offset;
  };
  const listening = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor !== undefined) seen(editor);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      const offset = seen(textEditor);
      if (!wasPlaced(textEditor, textEditor.selection.active)) onDidMove(textEditor.document.uri, offset);
    }),
  );
  if (vscode.window.activeTextEditor !== undefined) seen(vscode.window.activeTextEditor);
  return {
    lastIn: (uri) => (last?.key === uri.toString() && last.offset > 0 ? last.offset : undefined),
    dispose: () => {
      listening.dispose();
    },
  };
}
