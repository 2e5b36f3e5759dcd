import * as vscode from 'vscode';
import { plainText } from './plain-text.ts';

/*
 * The only way to the quick picks and input boxes of VS Code (the linter holds it): it would make icons of `$(name)` in
 * rows, and links of `[text](command:…)` in prompts. Icons of ours are `iconPath`s.
 */

/** A row whose texts are shown as they are; everything else of it stays. */
export function plainRow<T extends vscode.QuickPickItem>(row: T): T {
  const { label, description, detail } = row;
  return {
    ...row,
    label: plainText(label),
    ...(description === undefined ? {} : { description: plainText(description) }),
    ...(detail === undefined ? {} : { detail: plainText(detail) }),
  };
}

/** Lets a person choose a row; the row as it was given, undefined for none. */
export async function showQuickPick<T extends vscode.QuickPickItem>(
  rows: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const shown = rows.map((row) => ({ ...plainRow<vscode.QuickPickItem>(row), row }));
  return (await vscode.window.showQuickPick(shown, options))?.row;
}

/** A list of rows that changes while it is open. Rows are set with `setRows`. */
export function createQuickPick<T extends vscode.QuickPickItem>(): vscode.QuickPick<T> {
  return vscode.window.createQuickPick<T>();
}

/** Sets the rows of a list; those that it shows then, for `activeItems`. */
export function setRows<T extends vscode.QuickPickItem>(
  picker: vscode.QuickPick<T>,
  rows: readonly T[],
): readonly T[] {
  const shown = rows.map(plainRow);
  picker.items = shown;
  return shown;
}

/** Asks for a text; undefined: given up. */
export async function showInputBox(
  options: Omit<vscode.InputBoxOptions, 'validateInput'> & {
    readonly validateInput?: (value: string) => string | undefined;
  },
): Promise<string | undefined> {
  const { prompt, validateInput, ...others } = options;
  return vscode.window.showInputBox({
    ...others,
    ...(prompt === undefined ? {} : { prompt: plainText(prompt) }),
    ...(validateInput === undefined
      ? {}
      : {
          validateInput: (value) => {
            const refusal = validateInput(value);
            return refusal === undefined ? undefined : plainText(refusal);
          },
        }),
  });
}

/** An input box that changes while it is open; its prompt and what it refuses are set with the functions below. */
export function createInputBox(prompt: string): vscode.InputBox {
  const box = vscode.window.createInputBox();
  box.prompt = plainText(prompt);
  return box;
}

/** Says why what stands in the box is refused, or with `Info` something beside it; undefined: nothing. */
export function setValidation(
  box: vscode.InputBox,
  message: string | undefined,
  severity = vscode.InputBoxValidationSeverity.Error,
): void {
  box.validationMessage = message === undefined ? undefined : { message: plainText(message), severity };
}
