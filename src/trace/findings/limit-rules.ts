import type { Finding } from './finding.ts';
import { exitPhrase } from './step-rules.ts';
import { configuredOf } from '../configured.ts';
import { exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, IvrStep } from '../model.ts';
import { stepDuration, stepNamePhrase } from '../step.ts';
import type { Track } from '../timeline/tracks.ts';

/** What happened differs from a limit only beyond this, ms: clocks, and what the platform needs for itself. */
const leastDifferenceMs = 3000;
/** And beyond this part of the limit. */
const leastPart = 0.1;

/** Nodes that took longer or shorter than they are set to: the time-out of input, and that of a queue. */
export function limitFindings(trace: CallTrace, tracks: readonly Track[]): readonly Finding[] {
  return trace.steps.flatMap((step) => {
    const configured = configuredOf(trace, step);
    const limitMs = configured.timeoutMs;
    const took = stepDuration(step);
    if (limitMs === undefined || took === undefined) return [];
    const real =
      nodeKindOf(step.kind) === 'transfer-to-agent'
        ? queueDifference(step, took, limitMs, tracks)
        : inputDifference(step, took, limitMs, configured.tries ?? 1);
    if (real === undefined) return [];
    const args = {
      node: stepNamePhrase(step),
      limit: { durationMs: limitMs },
      took: { durationMs: real },
      tries: configured.tries ?? 1,
      exit: exitPhrase(step),
    };
    return [
      {
        id: `limit:${step.id}`,
        severity: 'warning',
        about: 'call',
        title: { key: 'finding.limit-differs.title', args },
        text: [{ key: 'finding.limit-differs.text', args }],
        item: step.id,
        at: step.enteredAt,
      },
    ];
  });
}

const differs = (real: number, limitMs: number): boolean =>
  Math.abs(real - limitMs) > Math.max(leastDifferenceMs, limitMs * leastPart);

/**
 * How long the caller really waited, ms; undefined: as it is set. The limit may count from the queue or from the node,
 * with ringing or without, so that a difference is one only where all of these differ.
 */
function queueDifference(
  step: IvrStep,
  took: number,
  limitMs: number,
  tracks: readonly Track[],
): number | undefined {
  const { enteredAt, leftAt = enteredAt } = step;
  const waits = tracks
    .filter(({ lane }) => lane === 'queue')
    .flatMap(({ stays }) => stays)
    .filter(({ kind, from, endKnown }) => kind === 'waiting' && endKnown && from >= enteredAt - 1000)
    .filter(({ to }) => to !== undefined && to <= leftAt + 1000)
    .map(({ from, to = from }) => to - from);
  const longest = Math.max(0, ...waits);
  const whole = waits.length === 0 ? took : Math.max(longest, took);
  if (exitOf(step) !== 'timeout') {
    const least = waits.length === 0 ? took - spokenMs(step) : longest;
    return least > limitMs && differs(least, limitMs) ? least : undefined;
  }
  const candidates = [...waits, took, took - spokenMs(step)];
  return candidates.every((real) => differs(real, limitMs)) ? whole : undefined;
}

/** How long a node waited for input in vain, ms; undefined: as it is set, or it is not known how long its prompt was. */
function inputDifference(step: IvrStep, took: number, limitMs: number, tries: number): number | undefined {
  if (exitOf(step) !== 'timeout') return undefined;
  if (took < limitMs && differs(took, limitMs)) return took;
  // The wait begins after a prompt, of whose length only a text tells something.
  if (typeof step.properties?.['say'] !== 'string') return undefined;
  const allowed = tries * (limitMs + spokenMs(step));
  return took > allowed && differs(took, allowed) ? took : undefined;
}

/** About how long a text takes to be spoken, ms: four characters a second in Chinese, fifteen else; slowly. */
function spokenMs({ properties }: IvrStep): number {
  const say = properties?.['say'];
  if (typeof say !== 'string') return 0;
  let spoken = 0;
  for (const character of say) spoken += character > '\u2e7f' ? 400 : 100;
  return spoken;
}
