import * as vscode from 'vscode';
import type { Message } from '../../trace/message.ts';
import { explain } from '../explain.ts';
import { askStep, type Offered, type StepTools } from './ask-step.ts';
import { recordOf } from './form-record.ts';
import { connectionForms, formOf } from './forms.ts';
import { pickOne, type Frame, type Row } from './quick-input.ts';
import type { ConnectionProvider, ConnectionRecord } from './record.ts';
import { activeSteps, answerOf, firstOpen, settled, type FormStep, type Values } from './steps.ts';
import { wrap } from './wrap.ts';

/** A connection that is being made or changed. */
export interface Draft {
  readonly provider: ConnectionProvider;
  readonly values: Values;
}

export interface AskTools extends Pick<StepTools, 'render' | 'certificate'> {
  readonly title: Message;
  /** `record` makes what the answers so far are; it has no instance yet. */
  readonly offers: (
    offer: 'instances' | 'profiles',
    record: () => ConnectionRecord,
    signal: AbortSignal,
  ) => Promise<readonly Offered[]>;
  /** Asks the provider something. Resolves with what it says; fails with a sentence. */
  readonly test: (
    record: ConnectionRecord,
    context: { readonly signal: AbortSignal; readonly onProgress: (message: Message) => void },
  ) => Promise<Message>;
}

export interface AskedConnection {
  readonly name: string;
  readonly record: ConnectionRecord;
  readonly inLookUps: boolean;
}

/** Where the conversation is. `then`: where a step leads when it was not reached in the sequence. */
type Place =
  | { readonly kind: 'provider' }
  | {
      readonly kind: 'step';
      readonly id: string;
      readonly then?: 'review' | 'advanced';
      readonly note?: string;
    }
  | { readonly kind: 'review' }
  | { readonly kind: 'advanced' }
  | { readonly kind: 'test' }
  | { readonly kind: 'answer'; readonly ok: boolean; readonly text: string; readonly certificate: boolean };

/** What review, advanced settings and the answer lead to. */
type Next = Place | 'save' | 'accept' | 'cancel';

/**
 * Asks for a connection step by step, tests it and shows the answer. With a draft that is complete it begins where all
 * values are listed. Undefined: given up; nothing was stored.
 * @param provider of a new connection, where it is known
 */
export async function askConnection(
  start: Draft | undefined,
  tools: AskTools,
  provider?: ConnectionProvider,
): Promise<AskedConnection | undefined> {
  const { render } = tools;
  const adding = start === undefined;
  let draft = start ?? (provider === undefined ? undefined : { provider, values: {} });
  let place: Place = adding ? beginning(draft) : afterChange(start, 'review');
  for (;;) {
    if (draft === undefined || place.kind === 'provider') {
      const provider = await askProvider(frameOf(), draft?.provider);
      if (provider === undefined) return undefined;
      if (provider !== draft?.provider) draft = { provider, values: {} };
      place = beginning(draft);
      continue;
    }
    const current: Draft = draft;
    if (place.kind === 'step') {
      const went: Draft | undefined = await goStep(current, place);
      if (went === undefined) return undefined;
      draft = went;
      continue;
    }
    const next: Next = await goOn(current, place);
    if (next === 'cancel') return undefined;
    if (next === 'save') return finished(current);
    if (next === 'accept') {
      const pem = await tools.certificate(current.values);
      if (pem === undefined) continue;
      draft = { ...current, values: { ...current.values, trust: 'pin', pinPem: pem } };
      place = { kind: 'test' };
    } else place = next;
  }

  function beginning(of: Draft | undefined): Place {
    const first = of === undefined ? undefined : sequence(of)[0];
    return first === undefined ? { kind: 'provider' } : { kind: 'step', id: first.id };
  }

  /** Asks one step and sets the place after it. */
  async function goStep(current: Draft, at: Extract<Place, { kind: 'step' }>): Promise<Draft | undefined> {
    const steps = activeSteps(formOf(current.provider), current.values);
    const step = steps.find(({ id }) => id === at.id);
    if (step === undefined) {
      place = { kind: at.then ?? 'review' };
      return current;
    }
    const inOrder = sequence(current);
    const index = inOrder.indexOf(step);
    const before = inOrder[index - 1];
    const hasBack = at.then !== undefined || adding;
    const numbers = at.then === undefined ? { step: index + 2, totalSteps: inOrder.length + 2 } : {};
    const stepTools: StepTools = {
      ...tools,
      offers: (offer, values, signal) =>
        tools.offers(
          offer,
          () => recordOf(current.provider, settled(formOf(current.provider), values)),
          signal,
        ),
    };
    const frame = frameOf({ back: hasBack, ...numbers });
    const reply = await askStep(step, current.values, frame, stepTools, at.note);
    if (reply === undefined) return undefined;
    if (reply === 'back') {
      if (at.then !== undefined) place = { kind: at.then };
      else place = before === undefined ? { kind: 'provider' } : { kind: 'step', id: before.id };
      return current;
    }
    const changed: Draft = { ...current, values: reply.value.values };
    const { filled } = reply.value;
    const note = filled.length > 1 ? noteOf(changed, filled) : undefined;
    if (at.then !== undefined) {
      place = afterChange(changed, at.then);
      return changed;
    }
    const following = sequence(changed);
    const from = following.findIndex(({ id }) => id === at.id);
    const next = following.find((one, position) => position > from && !filled.includes(one.id));
    place =
      next === undefined
        ? { kind: 'review' }
        : { kind: 'step', id: next.id, ...(note === undefined ? {} : { note }) };
    return changed;
  }

  async function goOn(current: Draft, at: Exclude<Place, { kind: 'step' | 'provider' }>): Promise<Next> {
    switch (at.kind) {
      case 'review':
        return review(current);
      case 'advanced':
        return advanced(current);
      case 'test':
        return test(current);
      case 'answer':
        return showAnswer(at);
    }
  }

  async function review(current: Draft): Promise<Next> {
    const rows: Row<Next>[] = [
      {
        label: render({ key: 'connection.review.test' }),
        iconPath: new vscode.ThemeIcon('pass'),
        answer: { kind: 'test' },
      },
      ...valueRows(current, sequence(current), 'review'),
    ];
    if (activeSteps(formOf(current.provider), current.values).some((step) => step.advanced === true)) {
      rows.push({
        label: render({ key: 'connection.review.advanced' }),
        iconPath: new vscode.ThemeIcon('settings-gear'),
        answer: { kind: 'advanced' },
      });
    }
    const steps = sequence(current);
    const last = steps.at(-1);
    const numbers = adding ? { step: steps.length + 2, totalSteps: steps.length + 2 } : {};
    const reply = await pickOne(
      frameOf({ back: adding && last !== undefined, ...numbers }),
      render({ key: 'connection.review.prompt' }),
      rows,
    );
    if (reply === undefined) return 'cancel';
    if (reply === 'back') return last === undefined ? { kind: 'provider' } : { kind: 'step', id: last.id };
    // Only what is complete can be tested.
    return reply.value === 'save' || isPlace(reply.value, 'test')
      ? afterChange(current, 'test')
      : reply.value;
  }

  async function advanced(current: Draft): Promise<Next> {
    const steps = activeSteps(formOf(current.provider), current.values).filter(
      (step) => step.advanced === true,
    );
    const reply = await pickOne<Next>(
      frameOf({ back: true }),
      render({ key: 'connection.advanced.prompt' }),
      valueRows(current, steps, 'advanced'),
    );
    if (reply === undefined) return 'cancel';
    return reply === 'back' ? { kind: 'review' } : reply.value;
  }

  async function test({ provider, values }: Draft): Promise<Next> {
    const cancel: Row<Next> = {
      label: render({ key: 'connection.test.cancel' }),
      iconPath: new vscode.ThemeIcon('close'),
      answer: { kind: 'review' },
    };
    const reply = await pickOne<Next>(
      frameOf({ back: true }),
      render({ key: 'connection.test.running' }),
      [cancel],
      {
        during: ({ picker, signal, settle }) => {
          picker.busy = true;
          void (async () => {
            let answer: Extract<Place, { kind: 'answer' }>;
            try {
              const record = recordOf(provider, settled(formOf(provider), values));
              const onProgress = (message: Message) => {
                if (!signal.aborted) picker.placeholder = render(message);
              };
              const said = await tools.test(record, { signal, onProgress });
              answer = { kind: 'answer', ok: true, text: render(said), certificate: false };
            } catch (error) {
              const { text, action } = explain(error, render);
              answer = { kind: 'answer', ok: false, text, certificate: action === 'accept-certificate' };
            }
            if (!signal.aborted) settle(answer);
          })();
        },
      },
    );
    if (reply === undefined) return 'cancel';
    return reply === 'back' ? { kind: 'review' } : reply.value;
  }

  async function showAnswer({ ok, text, certificate }: Extract<Place, { kind: 'answer' }>): Promise<Next> {
    const choice = (icon: string, key: string, answer: Next): Row<Next> => ({
      label: render({ key: `connection.answer.${key}` }),
      iconPath: new vscode.ThemeIcon(icon),
      answer,
    });
    const change = choice('edit', 'change', { kind: 'review' });
    const choices = ok
      ? [choice('save', 'save', 'save'), change]
      : [
          ...(certificate ? [choice('shield', 'accept', 'accept')] : []),
          change,
          choice('refresh', 'again', { kind: 'test' }),
          choice('save', 'save-anyway', 'save'),
          choice('close', 'cancel', 'cancel'),
        ];
    // Rows are not wrapped by the list, and a row that cannot be chosen would take the first Enter.
    const lines = wrap(text).map((line, at): Row<Next> => {
      const icon = at > 0 ? 'blank' : ok ? 'pass-filled' : 'error';
      return { label: line, iconPath: new vscode.ThemeIcon(icon) };
    });
    const reply = await pickOne(frameOf({ back: true }), text, [...choices, ...lines]);
    if (reply === undefined) return 'cancel';
    return reply === 'back' ? { kind: 'review' } : reply.value;
  }

  function frameOf(part: Partial<Frame> = {}): Frame {
    return { title: render(tools.title), back: false, ...part };
  }

  async function askProvider(frame: Frame, known: ConnectionProvider | undefined) {
    const rows = connectionForms.map(({ provider }): Row<ConnectionProvider> => ({
      label: render({ key: `extension.provider.${provider}` }),
      detail: render({ key: `connection.provider.${provider}` }),
      answer: provider,
    }));
    const reply = await pickOne(frame, render({ key: 'extension.connection.provider' }), rows, {
      chosen: (provider) => provider === known,
    });
    return typeof reply === 'object' ? reply.value : undefined;
  }

  function valueRows(current: Draft, steps: readonly FormStep[], then: 'review' | 'advanced'): Row<Next>[] {
    return steps.map((step) => ({
      label: render(step.label),
      description: shown(step, answerOf(step, current.values)),
      answer: { kind: 'step', id: step.id, then },
    }));
  }

  /** A value as the list shows it; secrets never. */
  function shown(step: FormStep, value: string): string {
    if (value === '') return '–';
    switch (step.kind) {
      case 'text':
        return step.secret ? '••••••••' : value;
      case 'choice': {
        const chosen = step.choices.find((choice) => choice.value === value);
        return chosen === undefined ? value : render(chosen.label);
      }
      case 'offer':
        return value;
      case 'authority-file':
      case 'certificate':
        return render({ key: 'connection.certificate.given' });
    }
  }

  /** Names what a pasted credential answered. */
  function noteOf(current: Draft, filled: readonly string[]): string {
    const labels = activeSteps(formOf(current.provider), current.values)
      .filter(({ id }) => filled.includes(id) && (current.values[id] ?? '') !== '')
      .map(({ label }) => render(label));
    return render({ key: 'connection.pasted', args: { fields: labels.join(', ') } });
  }
}

/** The steps that are asked one after the other. */
function sequence({ provider, values }: Draft): readonly FormStep[] {
  return activeSteps(formOf(provider), values).filter((step) => step.advanced !== true);
}

/** `next`, unless an answer made others necessary: those come first. */
function afterChange({ provider, values }: Draft, next: 'review' | 'advanced' | 'test'): Place {
  const steps = activeSteps(formOf(provider), values);
  const open = steps[firstOpen(steps, values)];
  if (open === undefined) return { kind: next };
  return { kind: 'step', id: open.id, then: next === 'advanced' ? 'advanced' : 'review' };
}

function isPlace(next: Next, kind: Place['kind']): boolean {
  return typeof next === 'object' && next.kind === kind;
}

function finished({ provider, values }: Draft): AskedConnection {
  const all = settled(formOf(provider), values);
  return {
    name: all['name'] ?? '',
    record: recordOf(provider, all),
    inLookUps: all['inLookUps'] !== 'no',
  };
}
