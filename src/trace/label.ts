import type { Message, Render } from './message.ts';
import {
  eventMeanings,
  exitMeanings,
  nodeKinds,
  type CallEvent,
  type Coded,
  type EventMeaning,
  type ExitMeaning,
  type IvrStep,
  type NodeKind,
} from './model.ts';

const kinds: ReadonlySet<string> = new Set(nodeKinds);
const exits: ReadonlySet<string> = new Set(exitMeanings);
const events: ReadonlySet<string> = new Set(eventMeanings);

const isKind = (meaning: string): meaning is NodeKind => kinds.has(meaning);
const isExit = (meaning: string): meaning is ExitMeaning => exits.has(meaning);
const isEvent = (meaning: string): meaning is EventMeaning => events.has(meaning);

/** What a code means to us as a message, `<space>.<meaning>`; a code without a meaning is its own label. */
export function labelOf(space: string, coded: Coded): Message | string {
  if (coded.meaning === undefined) return coded.code;
  // Branches are numbered by the provider: "Branch-A" is branch A.
  const name = coded.code.replace(/^branch[-_ ]*/i, '') || coded.code;
  return { key: `${space}.${coded.meaning}`, args: { code: coded.code, name } };
}

/** The label in words; a meaning that no table names is shown as the provider's code. */
export function wordOf(render: Render, space: string, coded: Coded): string {
  const label = labelOf(space, coded);
  if (typeof label === 'string') return label;
  const shown = render(label);
  return shown === label.key ? coded.code : shown;
}

/** The same, which remembers the words: a call has few codes and says them again and again. */
export function wordsIn(render: Render): (space: string, coded: Coded) => string {
  const spaces = new Map<string, Map<string, Word>>();
  return (space, coded) => {
    const words = spaces.get(space) ?? new Map<string, Word>();
    const known = words.get(coded.code);
    if (known !== undefined && known.meaning === coded.meaning) return known.text;
    const text = wordOf(render, space, coded);
    spaces.set(space, words.set(coded.code, { meaning: coded.meaning, text }));
    return text;
  };
}

interface Word {
  readonly meaning: string | undefined;
  readonly text: string;
}

/** The label of a provider's own field, `field.<Name>`; a field that no table names is shown as it is spelled. */
export function fieldLabel(render: Render, name: string): string {
  const key = `field.${name}`;
  const shown = render({ key });
  return shown === key ? name : shown;
}

/** What a coded node kind means, where it is one of ours. */
export function nodeKindOf(kind: Coded): NodeKind | undefined {
  return kind.meaning !== undefined && isKind(kind.meaning) ? kind.meaning : undefined;
}

/**
 * How the call left the step, where the exit is one of ours. Asking for input "fails" when what the caller entered or
 * said was not accepted, so that is called invalid.
 */
export function exitOf(step: IvrStep): ExitMeaning | undefined {
  const meaning = step.exit?.meaning;
  if (meaning === undefined || !isExit(meaning)) return undefined;
  return meaning === 'failure' && asksCaller(nodeKindOf(step.kind)) ? 'invalid' : meaning;
}

/** The exit in words; empty where there is none. */
export function exitWord(
  render: Render,
  step: IvrStep,
  word = (space: string, coded: Coded) => wordOf(render, space, coded),
): string {
  if (step.exit === undefined) return '';
  return exitOf(step) === 'invalid' ? render({ key: 'exit.invalid' }) : word('exit', step.exit);
}

/** Whether a node waits for digits or speech of the caller. */
export function asksCaller(kind: NodeKind | undefined): boolean {
  return kind === 'collect-digits' || kind === 'speech-recognition';
}

/** What an event means, where it is one of ours. */
export function eventMeaningOf(event: CallEvent): EventMeaning | undefined {
  const meaning = event.name.meaning;
  return meaning !== undefined && isEvent(meaning) ? meaning : undefined;
}
