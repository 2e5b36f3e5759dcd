import * as vscode from 'vscode';
import type { Message, Render } from '../../trace/message.ts';
import type { ConnectionField, ConnectionForm, FieldValues } from './fields.ts';

/** Asks for the values of a form one after the other, with a way back. Undefined: given up. */
export async function askForm(
  form: ConnectionForm,
  start: FieldValues,
  render: Render,
): Promise<FieldValues | undefined> {
  const values: Record<string, string> = { ...start };
  let at = 0;
  for (;;) {
    const field = form.fields[at];
    if (field === undefined) return values;
    const answer = await askField(field, values[field.id] ?? field.value, {
      title: render(form.title),
      step: at + 1,
      totalSteps: form.fields.length,
      render,
    });
    if (answer === undefined) return undefined;
    if (answer === back) at = Math.max(0, at - 1);
    else {
      values[field.id] = answer.value;
      at += 1;
    }
  }
}

const back = Symbol('back');

interface Frame {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly render: Render;
}

function askField(
  field: ConnectionField,
  value: string,
  { title, step, totalSteps, render }: Frame,
): Promise<{ readonly value: string } | typeof back | undefined> {
  const input = vscode.window.createInputBox();
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.prompt = render(field.prompt);
  input.placeholder = field.placeholder;
  input.password = field.secret;
  input.ignoreFocusOut = true;
  input.value = value;
  input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  const say = (message: Message | undefined) => {
    input.validationMessage = message === undefined ? undefined : render(message);
  };
  return new Promise((resolve) => {
    input.onDidChangeValue(() => say(undefined));
    input.onDidAccept(() => {
      const entered = input.value.trim();
      const refusal = field.check(entered);
      if (refusal !== undefined) {
        say(refusal);
        return;
      }
      resolve({ value: entered });
      input.dispose();
    });
    input.onDidTriggerButton(() => {
      resolve(back);
      input.dispose();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
