import type { Analysis } from './analysis.ts';
import { sequence, type Sequence } from './sequence.ts';
import type { RowView } from './types.ts';
import { exitWord, nodeKindOf } from '../label.ts';
import type { CallEvent, IvrStep, Lane } from '../model.ts';
import { stepDuration } from '../step.ts';
import { lastedIn } from '../timeline/lasted.ts';
import { partyName } from '../timeline/tracks.ts';

/** At the same moment: the customer, then the IVR's events, its steps, queues, agents, the system. */
const rank: Readonly<Record<Lane, number>> = { customer: 0, ivr: 1, queue: 3, agent: 4, system: 5 };
const stepRank = 2;

/** The steps and events of a call in one list, by time; what happened at the same moment keeps its order. */
export function rowsOf(analysis: Analysis): Sequence<RowView> {
  const { trace, events, tracks } = analysis;
  const places = rowPlaces(analysis);
  const lasted = lastedIn(tracks);
  return sequence(places.length, (row) => {
    const place = places[row] ?? 0;
    const step = place < 0 ? undefined : trace.steps[place];
    if (step !== undefined) return stepRow(analysis, step, place);
    const event = events[-place - 1];
    if (event === undefined) throw new RangeError(`No row ${row}`);
    return eventRow(analysis, event, lasted(event));
  });
}

/** The order of the list: places of steps, and -1 and less the places of events by time (-1: the first). */
export function rowPlaces({ trace, events }: Pick<Analysis, 'trace' | 'events'>): Int32Array {
  const places = new Int32Array(trace.steps.length + events.length);
  let row = 0;
  let next = 0;
  for (const [place, step] of trace.steps.entries()) {
    for (let event = events[next]; event !== undefined; event = events[next]) {
      if (event.at > step.enteredAt || (event.at === step.enteredAt && rank[event.lane] > stepRank)) break;
      next += 1;
      places[row] = -next;
      row += 1;
    }
    places[row] = place;
    row += 1;
  }
  for (; next < events.length; row += 1) {
    next += 1;
    places[row] = -next;
  }
  return places;
}

function stepRow(analysis: Analysis, step: IvrStep, index: number): RowView {
  const { depths, render, severity, word } = analysis;
  const durationMs = stepDuration(step);
  return {
    item: step.id,
    kind: 'step',
    lane: 'ivr',
    icon: nodeKindOf(step.kind) ?? 'unknown',
    order: index + 1,
    at: step.enteredAt,
    ...(durationMs === undefined ? {} : { durationMs }),
    name: analysis.stepName(step),
    detail: word('kind', step.kind),
    exit: exitWord(render, step, word),
    severity: severity(step.id),
    depth: depths[index] ?? 0,
  };
}

function eventRow({ word, severity }: Analysis, event: CallEvent, durationMs: number | undefined): RowView {
  return {
    item: event.id,
    kind: 'event',
    lane: event.lane,
    icon: event.lane,
    at: event.at,
    ...(durationMs === undefined ? {} : { durationMs }),
    name: word('event', event.name),
    detail: event.party === undefined ? '' : partyName(event.party),
    exit: '',
    severity: severity(event.id),
    depth: 0,
  };
}
