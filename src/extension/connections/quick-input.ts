import * as vscode from 'vscode';
import { createInputBox, createQuickPick, setRows, setValidation } from '../window/quick-input.ts';

/** What stands around every question. */
export interface Frame {
  readonly title: string;
  /** From 1; absent outside of the sequence. */
  readonly step?: number | undefined;
  readonly totalSteps?: number | undefined;
  readonly back: boolean;
}

/** Undefined: given up. */
export type Reply<T> = { readonly value: T } | 'back' | undefined;

export interface Row<T> extends vscode.QuickPickItem {
  /** A row without one says something and cannot be chosen. */
  readonly answer?: T;
}

/**
 * A question with rows to choose from. `during` runs while it is open: it may replace rows and ends the question with
 * `settle`; its signal is aborted when the question is over.
 */
export function pickOne<T>(
  frame: Frame,
  placeholder: string,
  rows: readonly Row<T>[],
  extra: {
    readonly chosen?: (answer: T) => boolean;
    readonly during?: (tools: PickTools<T>) => void;
    /** What accepting means with this text in the box and this row active; for questions with free answers. */
    readonly typed?: (text: string, active: T | undefined) => T | undefined;
  } = {},
): Promise<Reply<T>> {
  const picker = createQuickPick<Row<T>>();
  dress(picker, frame);
  picker.placeholder = placeholder;
  picker.matchOnDescription = true;
  picker.matchOnDetail = extra.typed !== undefined;
  const shown = setRows(picker, rows);
  const chosen = shown.find(({ answer }) => answer !== undefined && extra.chosen?.(answer) === true);
  if (chosen !== undefined) picker.activeItems = [chosen];
  return new Promise((resolve) => {
    const controller = new AbortController();
    const end = (reply: Reply<T>) => {
      resolve(reply);
      controller.abort();
      picker.dispose();
    };
    picker.onDidAccept(() => {
      const active = picker.activeItems[0]?.answer;
      const answer = extra.typed === undefined ? active : extra.typed(picker.value.trim(), active);
      if (answer !== undefined) end({ value: answer });
    });
    picker.onDidTriggerButton(() => end('back'));
    picker.onDidHide(() => end(undefined));
    picker.show();
    extra.during?.({ picker, signal: controller.signal, settle: (value) => end({ value }) });
  });
}

export interface PickTools<T> {
  readonly picker: vscode.QuickPick<Row<T>>;
  readonly signal: AbortSignal;
  readonly settle: (value: T) => void;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder: string;
  readonly secret: boolean;
  readonly value: string;
  /** Said at first, without refusing anything. */
  readonly note?: string | undefined;
  readonly check: (value: string) => string | undefined;
  /** Whether what stands in the box is an answer already, without Enter. */
  readonly complete?: (value: string) => boolean;
}

/** A question with a box to type in; blanks around the answer are left out. */
export function askText(frame: Frame, question: TextQuestion): Promise<Reply<string>> {
  const input = createInputBox(question.prompt);
  dress(input, frame);
  input.placeholder = question.placeholder;
  input.password = question.secret;
  input.value = question.value;
  if (question.note !== undefined) {
    // It stands in the place of the prompt.
    const message = `${question.note} ${question.prompt}`;
    setValidation(input, message, vscode.InputBoxValidationSeverity.Info);
  }
  return new Promise((resolve) => {
    const end = (reply: Reply<string>) => {
      resolve(reply);
      input.dispose();
    };
    input.onDidChangeValue((value) => {
      setValidation(input, undefined);
      if (question.complete?.(value) === true) end({ value });
    });
    input.onDidAccept(() => {
      const value = input.value.trim();
      const refusal = question.check(value);
      if (refusal === undefined) end({ value });
      else setValidation(input, refusal);
    });
    input.onDidTriggerButton(() => end('back'));
    input.onDidHide(() => end(undefined));
    input.show();
  });
}

function dress(
  input: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] },
  frame: Frame,
): void {
  input.title = frame.title;
  input.step = frame.step;
  input.totalSteps = frame.totalSteps;
  // Keys are fetched from another window.
  input.ignoreFocusOut = true;
  input.buttons = frame.back ? [vscode.QuickInputButtons.Back] : [];
}
