import type { Render } from '../../trace/message.ts';
import type { CallSource } from '../calls/source.ts';
import { explain } from '../explain.ts';
import type { Answer } from './ask.ts';

export type Failure = Extract<Answer, { kind: 'failed' }>;

/** What a look-up that did not find everything says. */
export interface Report {
  readonly text: string;
  /** The same in one short sentence, and by connection. */
  readonly headline: string;
  readonly details: readonly { readonly name: string; readonly text: string }[];
  /** One failure a connection. */
  readonly failures: readonly Failure[];
}

/**
 * The sentence about contact IDs that nobody knew: where was looked, how far as the sources say it, which connections
 * could not be asked and why. Undefined: there is nothing to say, because a person cancelled what was left.
 * @param missing for each ID that was not found, what was answered
 */
export function reportMissing(
  missing: ReadonlyMap<string, readonly Answer[]>,
  asked: number,
  render: Render,
): Report | undefined {
  const answers = [...missing.values()].flat();
  const failures = onePerSource(answers.filter((answer) => answer.kind === 'failed'));
  const unknown = answers.filter((answer) => answer.kind === 'unknown');
  const names = namesOf(unknown.map(({ source }) => source));
  const sourcesThat = (kind: Answer['kind']) =>
    namesOf(answers.flatMap((answer) => (answer.kind === kind ? [answer.source] : [])));
  const cancelled = sourcesThat('cancelled');
  const waiting = sourcesThat('day-needed');
  if (failures.length === 0 && cancelled !== '' && !unknown.some(({ source }) => source.kind !== 'samples')) {
    return undefined;
  }
  const [contactId = '', ...more] = missing.keys();
  const lines: string[] = failures.map(({ source, error }) => {
    const reason = explain(error, render).text;
    return render({ key: 'look-up.failed', args: { reason, name: source.name } });
  });
  if (more.length > 0) {
    const contactIds = [contactId, ...more].join(', ');
    lines.push(render({ key: 'look-up.several-missing', args: { contactIds, count: missing.size, asked } }));
    if (names !== '') lines.push(render({ key: 'look-up.looked-in', args: { names } }));
  } else if (names !== '') {
    const key = failures.length > 0 ? 'look-up.not-in' : 'extension.look-up.not-found';
    lines.push(render({ key, args: { contactId, names } }));
  }
  const details = unknown.map(({ source, text }) =>
    text === undefined
      ? ''
      : render({ key: 'look-up.detail', args: { name: source.name, text: render(text) } }),
  );
  // Of many IDs the texts would differ in the ID only: the first of each source stands for them.
  const said = more.length > 0 ? details.filter((_, index) => isFirst(unknown, index)) : details;
  lines.push(...said.filter((line) => line !== ''));
  if (waiting !== '') lines.push(render({ key: 'look-up.day-needed', args: { names: waiting } }));
  if (cancelled !== '') lines.push(render({ key: 'look-up.cancelled', args: { names: cancelled } }));
  const about = (text: string) => (answer: Answer) => ({ name: answer.source.name, text });
  return {
    text: lines.join(' '),
    headline: render({
      key: more.length > 0 ? 'look-up.headline.several' : 'look-up.headline',
      args: { contactId, count: missing.size, asked, failed: failures.length },
    }),
    details: [
      ...failures.map((failure) => about(explain(failure.error, render).text)(failure)),
      ...unknown
        .filter((_, index) => isFirst(unknown, index))
        .map((answer) => about(render(answer.text ?? { key: 'look-up.headline.not-there' }))(answer)),
      ...answers
        .filter(({ kind }) => kind === 'day-needed' || kind === 'cancelled')
        .map((answer) =>
          about(
            render({
              key: answer.kind === 'cancelled' ? 'look-up.headline.cancelled' : 'look-up.headline.day',
            }),
          )(answer),
        ),
      ...(more.length > 0 ? [{ name: [contactId, ...more].join(', '), text: '' }] : []),
    ],
    failures,
  };
}

/**
 * The line about connections that could not be asked for calls which others know. Undefined: all could be asked.
 * @param answers about the calls that were found
 * @param said failures that a person is told of anyway
 */
export function reportElsewhere(
  answers: readonly Answer[],
  said: readonly Failure[],
  render: Render,
): Report | undefined {
  const known = new Set(said.map(({ source }) => source.id));
  const failures = onePerSource(
    answers.filter((answer) => answer.kind === 'failed').filter(({ source }) => !known.has(source.id)),
  );
  const [first, ...more] = failures;
  if (first === undefined) return undefined;
  const text =
    more.length === 0
      ? render({
          key: 'look-up.not-asked',
          args: { name: first.source.name, reason: explain(first.error, render).text },
        })
      : render({
          key: 'look-up.several-not-asked',
          args: { names: namesOf(failures.map(({ source }) => source)) },
        });
  return { text, headline: text, details: [], failures };
}

function isFirst(answers: readonly Answer[], index: number): boolean {
  return answers.findIndex(({ source }) => source.id === answers[index]?.source.id) === index;
}

function onePerSource(failures: readonly Failure[]): readonly Failure[] {
  return [...new Map(failures.map((failure) => [failure.source.id, failure] as const)).values()];
}

function namesOf(sources: readonly CallSource[]): string {
  return [...new Set(sources.map(({ name }) => name))].join(', ');
}
