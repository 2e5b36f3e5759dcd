import type { Finding } from './finding.ts';
import type { Phrase, PhraseArg } from '../format.ts';
import type { CallEvent, IvrStep } from '../model.ts';
import { stepNamePhrase } from '../step.ts';

export type Item = IvrStep | CallEvent;

/** When a step was entered or an event was, epoch ms. */
export const timeOf = (item: Item): number => ('enteredAt' in item ? item.enteredAt : item.at);

/** A step or event for a sentence. */
export function nameOf(item: Item): PhraseArg {
  return 'enteredAt' in item ? stepNamePhrase(item) : { space: 'event', coded: item.name };
}

/** A problem with the records. */
export function dataFinding(
  rule: string,
  args: Readonly<Record<string, PhraseArg>>,
  item: Item,
  more: readonly Phrase[] = [],
): Finding {
  return {
    id: `data:${rule}:${item.id}`,
    severity: 'warning',
    about: 'data',
    title: { key: `finding.${rule}.title`, args },
    text: [{ key: `finding.${rule}.text`, args }, ...more],
    item: item.id,
    at: timeOf(item),
  };
}
