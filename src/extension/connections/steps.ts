import { withoutEnd } from '../../trace/text/trimmed.ts';
import type { Message } from '../../trace/message.ts';
import { localTimeText } from '../local-time.ts';
import type { Credential } from './credential.ts';
import type { ConnectionProvider } from './record.ts';

/** Answers by the id of their step. */
export type Values = Readonly<Record<string, string>>;

export interface Choice {
  readonly value: string;
  readonly label: Message;
  readonly detail?: Message;
  /** What choosing it changes beside its own step. */
  readonly also?: (values: Values) => Values;
}

interface Asked {
  readonly id: string;
  /** What the value is called where all are listed. */
  readonly label: Message;
  /** What the value is and where it is found. */
  readonly prompt: Message;
  /** Whether the step is asked, after the answers so far; always where absent. */
  readonly when?: (values: Values) => boolean;
  /** Asked only when somebody looks for it. */
  readonly advanced?: boolean;
  /** The answer that is offered. */
  readonly start: (values: Values) => string;
  /** Why an answer is refused; undefined where it is fine. */
  readonly check: (value: string, values: Values) => Message | undefined;
}

/** One thing that is asked for a connection. */
export type FormStep =
  | (Asked & {
      readonly kind: 'text';
      readonly secret: boolean;
      readonly placeholder: string;
      /** The answer as it is kept. */
      readonly tidy?: (value: string) => string;
      /** What a whole credential, pasted here, answers. */
      readonly paste?: (credential: Credential) => Values;
    })
  | (Asked & { readonly kind: 'choice'; readonly choices: readonly Choice[] })
  /** Chosen among what is found, or typed. */
  | (Asked & {
      readonly kind: 'offer';
      readonly offer: 'instances' | 'profiles';
      readonly placeholder: string;
    })
  /** Certificates of authorities, PEM, from a file. */
  | (Asked & { readonly kind: 'authority-file' })
  /** A certificate that the server shows, PEM, accepted by its fingerprint. */
  | (Asked & { readonly kind: 'certificate' });

/** How a connection of one provider is asked for. */
export interface ConnectionForm {
  readonly provider: ConnectionProvider;
  readonly steps: readonly FormStep[];
}

/** The steps that the answers call for, in their order. */
export function activeSteps(form: ConnectionForm, values: Values): readonly FormStep[] {
  return form.steps.filter(({ when }) => when === undefined || when(values));
}

/** The answer to a step: the one given, or the one that is offered. */
export function answerOf(step: FormStep, values: Values): string {
  return values[step.id] ?? step.start(values);
}

/** The first step from `from` on without a good answer; -1 where all have one. Steps never asked count as they start. */
export function firstOpen(steps: readonly FormStep[], values: Values, from = 0): number {
  return steps.findIndex(
    (step, at) => at >= from && step.check(answerOf(step, values), values) !== undefined,
  );
}

/** Every answer that the form calls for, offered ones included; those of steps that are not asked are left out. */
export function settled(form: ConnectionForm, values: Values): Values {
  return Object.fromEntries(
    activeSteps(form, values).map((step) => [step.id, answerOf(step, values)] as const),
  );
}

/** The answers after one more. */
export function answered(step: FormStep, value: string, values: Values): Values {
  const kept = step.kind === 'text' && step.tidy !== undefined ? step.tidy(value) : value;
  const next = { ...values, [step.id]: kept };
  const chosen = step.kind === 'choice' ? step.choices.find((choice) => choice.value === value) : undefined;
  return chosen?.also === undefined ? next : chosen.also(next);
}

const longest = 8192;
export const empty: Message = { key: 'extension.connection.empty' };

/** A key, a secret, an id: no blanks, no control or full-width characters. */
export function word(value: string): Message | undefined {
  if (value === '') return empty;
  if (/\s/u.test(value)) return { key: 'extension.connection.blank' };
  if (value.length > longest) return { key: 'connection.too-long' };
  return /^[\x21-\x7e]+$/u.test(value) ? undefined : { key: 'connection.odd-character' };
}

/** What a person calls something. */
export function plainName(value: string): Message | undefined {
  if (value === '') return empty;
  return value.length > 80 || /[\p{Cc}\p{Cf}]/u.test(value) ? { key: 'connection.bad-name' } : undefined;
}

export const optional =
  (check: (value: string) => Message | undefined) =>
  (value: string): Message | undefined =>
    value === '' ? undefined : check(value);

export const wholeNumber =
  (from: number, to: number) =>
  (value: string): Message | undefined =>
    /^\d{1,6}$/u.test(value) && Number(value) >= from && Number(value) <= to
      ? undefined
      : { key: 'connection.number-range', args: { from: String(from), to: String(to) } };

/** An address without a scheme is meant as https; a last slash means nothing. */
export function addressOf(value: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//iu.test(value) || value === '' ? value : `https://${value}`;
  return withoutEnd(address, '/');
}

/** `path`: whether interfaces of the provider may stand below a path. */
export const address =
  (path: boolean) =>
  (value: string): Message | undefined => {
    if (value === '') return empty;
    const whole = addressOf(value);
    if (!URL.canParse(whole) || /\s/u.test(whole)) return { key: 'extension.connection.not-an-address' };
    const { protocol, username, password, pathname, search, hash } = new URL(whole);
    if (protocol !== 'https:' && protocol !== 'http:') return { key: 'extension.connection.not-an-address' };
    if (username !== '' || password !== '') return { key: 'extension.connection.login-in-address' };
    if ((pathname !== '/' && !path) || search !== '' || hash !== '')
      return { key: path ? 'connection.query-in-address' : 'extension.connection.path-in-address' };
    return undefined;
  };

/** Plain http to another machine, which has to be insisted on. */
export function isOpenAddress(value: string): boolean {
  const whole = addressOf(value);
  if (!URL.canParse(whole)) return false;
  const { protocol, hostname } = new URL(whole);
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u.test(hostname);
}

/** ISO 8601 with zone, still to come, or nothing. */
export function endOfToken(value: string): Message | undefined {
  if (value === '') return undefined;
  const end = /(?:Z|[+-]\d\d:\d\d)$/u.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(end)) return { key: 'connection.not-an-instant' };
  return end > Date.now()
    ? undefined
    : { key: 'connection.token-ended', args: { ended: localTimeText(end) } };
}

export function zone(value: string): Message | undefined {
  return /^[+-](?:0\d|1[0-4]):[0-5]\d$/u.test(value) ? undefined : { key: 'connection.not-a-zone' };
}

export function variable(value: string): Message | undefined {
  return /^[A-Za-z_]\w{0,99}$/u.test(value) ? undefined : { key: 'connection.not-a-variable' };
}
