import * as vscode from 'vscode';
import { CallTraceError } from '../../http/errors.ts';
import type { Message, Render } from '../../trace/message.ts';
import { explain } from '../explain.ts';
import { parseCredential } from './credential.ts';
import { askText, pickOne, type Frame, type Reply, type Row } from './quick-input.ts';
import { answered, answerOf, type FormStep, type Values } from './steps.ts';
import { askModally } from '../window/messages.ts';
import { setRows } from '../window/quick-input.ts';

/** A value to choose, with what else is known of it. */
export interface Offered {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  /** Why it cannot be chosen. */
  readonly refusal?: string;
}

export interface StepTools {
  readonly render: Render;
  /** What can be chosen at a step with offers. Fails with a sentence. */
  readonly offers: (
    offer: 'instances' | 'profiles',
    values: Values,
    signal: AbortSignal,
  ) => Promise<readonly Offered[]>;
  /** Shows a server's certificate and asks; PEM, or undefined where it is not accepted. */
  readonly certificate: (values: Values) => Promise<string | undefined>;
}

/** Answers after a step, with the ids of the steps that were answered at once. */
export interface StepAnswer {
  readonly values: Values;
  readonly filled: readonly string[];
}

/** Asks one step. `note` is said beside it. */
export async function askStep(
  step: FormStep,
  values: Values,
  frame: Frame,
  tools: StepTools,
  note: string | undefined,
): Promise<Reply<StepAnswer>> {
  const { render } = tools;
  const value = answerOf(step, values);
  const after = (reply: Reply<string>): Reply<StepAnswer> =>
    typeof reply === 'object'
      ? { value: { values: answered(step, reply.value, values), filled: [step.id] } }
      : reply;
  const spoken = (message: Message | undefined) => (message === undefined ? undefined : render(message));
  const prompt = [note, render(step.prompt)].filter((text) => text !== undefined).join(' ');
  switch (step.kind) {
    case 'text': {
      const { paste } = step;
      const reply = await askText(frame, {
        prompt: render(step.prompt),
        placeholder: step.placeholder,
        secret: step.secret,
        value,
        note,
        check: (entered) => spoken(step.check(step.tidy?.(entered) ?? entered, values)),
        // The secret in it is not left standing in a readable box.
        ...(paste === undefined ? {} : { complete: (entered) => parseCredential(entered) !== undefined }),
      });
      const credential = paste && typeof reply === 'object' ? parseCredential(reply.value) : undefined;
      if (paste === undefined || credential === undefined) return after(reply);
      const filled = paste(credential);
      return { value: { values: { ...values, ...filled }, filled: Object.keys(filled) } };
    }
    case 'choice': {
      const rows = step.choices.map((choice): Row<string> => ({
        label: render(choice.label),
        answer: choice.value,
        ...(choice.detail === undefined ? {} : { detail: render(choice.detail) }),
      }));
      return after(await pickOne(frame, prompt, rows, { chosen: (answer) => answer === value }));
    }
    case 'offer':
      return after(await askOffer(step, value, values, frame, tools, prompt));
    case 'authority-file': {
      const pem = await readAuthorities(render);
      return pem === undefined ? 'back' : after({ value: pem });
    }
    case 'certificate': {
      const pem = await tools.certificate(values);
      return pem === undefined ? 'back' : after({ value: pem });
    }
  }
}

/** What is typed counts as it is; rows are filled as soon as they are known. */
async function askOffer(
  step: Extract<FormStep, { kind: 'offer' }>,
  value: string,
  values: Values,
  frame: Frame,
  { render, offers }: StepTools,
  prompt: string,
): Promise<Reply<string>> {
  let found: readonly Offered[] = [];
  let shownFor = '';
  return pickOne<string>(frame, prompt, [], {
    typed: (text, active) => {
      // A row is taken only if it was there for what stands in the box: typing may be faster than the list.
      const known = shownFor === text && !found.some((one) => one.value === text);
      const entered = text === '' || (known && active !== undefined) ? active : text;
      if (found.some(({ value: one, refusal }) => one === entered && refusal !== undefined)) return undefined;
      return entered !== undefined && step.check(entered, values) === undefined ? entered : undefined;
    },
    during: ({ picker, signal }) => {
      let word: Row<string> | undefined = {
        label: render({ key: `connection.offer.${step.offer}` }),
        iconPath: new vscode.ThemeIcon('sync~spin'),
      };
      const show = () => {
        const text = picker.value.trim();
        shownFor = text;
        const refusal = text === '' ? undefined : step.check(text, values);
        const typed: readonly Row<string>[] =
          text === '' || found.some((one) => one.value === text)
            ? []
            : [
                refusal === undefined
                  ? { label: text, iconPath: new vscode.ThemeIcon('edit'), alwaysShow: true, answer: text }
                  : { label: render(refusal), iconPath: new vscode.ThemeIcon('warning'), alwaysShow: true },
              ];
        const rows = found.map(({ value: answer, label, description = '', refusal: reason }): Row<string> =>
          reason === undefined
            ? { label, description, answer }
            : { label, iconPath: new vscode.ThemeIcon('circle-slash'), description, detail: reason },
        );
        setRows(picker, [...typed, ...rows, ...(word === undefined ? [] : [{ ...word, alwaysShow: true }])]);
      };
      // An empty value would take away what is typed in the meantime.
      if (value !== '') picker.value = value;
      show();
      picker.onDidChangeValue(show);
      void (async () => {
        try {
          found = await offers(step.offer, values, signal);
          word =
            found.length > 0 ? undefined : { label: render({ key: `connection.offer.${step.offer}.none` }) };
        } catch (error) {
          if (signal.aborted) return;
          word = {
            label: render({ key: `connection.offer.${step.offer}.failed` }),
            iconPath: new vscode.ThemeIcon('info'),
            detail: explain(error, render).text,
          };
        }
        if (!signal.aborted) show();
      })();
    },
  });
}

const largestFile = 1024 * 1024;

/** Asks for a file with certificates until one can be read; PEM of all that it holds. */
async function readAuthorities(render: Render): Promise<string | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: render({ key: 'connection.prompt.ca' }),
      openLabel: render({ key: 'connection.ca.open' }),
      filters: { [render({ key: 'connection.ca.files' })]: ['pem', 'crt', 'cer', 'der'] },
    })) ?? [];
  if (file === undefined) return undefined;
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    const bytes = size > largestFile ? new Uint8Array() : await vscode.workspace.fs.readFile(file);
    const { certificatesIn } = await import('../../http/certificate.ts');
    return certificatesIn(bytes)
      .map(({ pem }) => pem)
      .join('');
  } catch (error) {
    const unreadable = error instanceof CallTraceError && error.text.key === 'error.tls.unreadable';
    const text = unreadable
      ? render({ key: 'connection.ca.unreadable', args: { file: file.path.split('/').at(-1) ?? '' } })
      : explain(error, render).text;
    await askModally('error', text);
    return readAuthorities(render);
  }
}
