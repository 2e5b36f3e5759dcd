import * as vscode from 'vscode';

/** Where a person is in the texts of traces. */
export interface TextCursors {
  readonly dispose: () => void;
  /**
   * Offset of the cursor in the text editor that had the focus last, where it shows this document; undefined also at the
   * very beginning, where nobody has put it.
   */
  readonly lastIn: (uri: vscode.Uri) => number | undefined;
  /** Puts the cursor of a text editor to a place, because it was selected in a viewer. */
  readonly place: (editor: vscode.TextEditor, at: vscode.Position) => void;
}

/** A cursor that was moved so long ago, ms, was moved by somebody else. */
const momentMs = 1000;

/**
 * Follows the cursors of text editors: by hand, by search results, problems and links that open a text at a place.
 * @param onDidMove when a cursor of any text was moved by anything but a viewer
 */
export function followTextCursors(
  onDidMove: (document: vscode.TextDocument, at: vscode.Position) => void,
): TextCursors {
  // VS Code does not say who moved a cursor.
  let placed: readonly Placed[] = [];
  const wasPlaced = (editor: vscode.TextEditor, at: vscode.Position): boolean => {
    const found = placed.find((one) => one.editor === editor && one.at.isEqual(at));
    placed = placed.filter((one) => one !== found);
    return found !== undefined && found.until > Date.now();
  };
  let last: { readonly document: vscode.TextDocument; readonly at: vscode.Position } | undefined;
  const seen = ({ document, selection }: vscode.TextEditor) => {
    last = { document, at: selection.active };
  };
  const listening = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor !== undefined) seen(editor);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      seen(textEditor);
      const { document, selection } = textEditor;
      if (!wasPlaced(textEditor, selection.active)) onDidMove(document, selection.active);
    }),
  );
  if (vscode.window.activeTextEditor !== undefined) seen(vscode.window.activeTextEditor);
  return {
    lastIn: (uri) => {
      if (last?.document.uri.toString() !== uri.toString()) return undefined;
      const offset = last.document.offsetAt(last.at);
      return offset === 0 ? undefined : offset;
    },
    place: (editor, at) => {
      const now = Date.now();
      placed = [...placed.filter(({ until }) => until > now), { editor, at, until: now + momentMs }];
      editor.selection = new vscode.Selection(at, at);
      editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    },
    dispose: () => {
      listening.dispose();
    },
  };
}

interface Placed {
  readonly editor: vscode.TextEditor;
  readonly at: vscode.Position;
  readonly until: number;
}
