import { configuredOf, configuredPhrases } from './configured.ts';
import { phraseText, type Phrase, type PhraseArg } from './format.ts';
import type { Render } from './message.ts';
import type { CallTrace, Direction, IvrStep } from './model.ts';
import { isOver } from './span.ts';
import type { IconName } from './view/names.ts';

/** The name that the designer gave the node; its id or kind where there is none. */
export function stepName(step: IvrStep): string {
  return step.nodeName ?? step.nodeId ?? step.kind.code;
}

/** The name for a sentence: the kind in words where the node has neither name nor id. */
export function stepNamePhrase(step: IvrStep): PhraseArg {
  const named = step.nodeName ?? step.nodeId;
  if (named !== undefined) return named;
  const kind: Phrase | undefined =
    step.kind.meaning === undefined ? undefined : { key: `kind.${step.kind.meaning}` };
  return kind === undefined ? step.kind.code : { phrase: kind };
}

/** What a node is set to, in words: `configured: timeout 5 s · 1 try`; empty where nothing is known of it. */
export function configuredText(trace: CallTrace, step: IvrStep, render: Render): string {
  const settings = configuredPhrases(configuredOf(trace, step)).map((phrase) => phraseText(phrase, render));
  return settings.length === 0
    ? ''
    : render({ key: 'configured.all', args: { settings: settings.join(' · ') } });
}

/** In place of a duration: the call is still in the step, or nobody tells when it left. */
export function openText(trace: CallTrace, render: Render): string {
  return render({ key: isOver(trace) ? 'text.end-not-given' : 'text.ongoing' });
}

/** ms; undefined where it is not known when the call left. Never negative, also where the provider's times are. */
export function stepDuration(step: IvrStep): number | undefined {
  return step.leftAt === undefined ? undefined : Math.max(0, step.leftAt - step.enteredAt);
}

export function directionIcon(direction: Direction): IconName {
  switch (direction) {
    case 'inbound':
    case 'unknown':
      return 'call-inbound';
    case 'outbound':
      return 'call-outbound';
    case 'internal':
      return 'call-internal';
  }
}
