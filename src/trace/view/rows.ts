import type { Analysis } from './analysis.ts';
import type { RowView } from './types.ts';
import { exitWord, nodeKindOf, wordOf } from '../label.ts';
import type { CallEvent, Lane } from '../model.ts';
import { stepDuration } from '../step.ts';
import { partyName } from '../timeline/tracks.ts';

/** At the same moment: the customer, then the IVR's events, its steps, queues, agents, the system. */
const rank: Readonly<Record<Lane, number>> = { customer: 0, ivr: 1, queue: 3, agent: 4, system: 5 };
const stepRank = 2;

/** The steps and events of a call in one list, by time; what happened at the same moment keeps its order. */
export function rowsOf(analysis: Analysis): readonly RowView[] {
  const steps = stepRows(analysis);
  const events = analysis.events.map((event) => eventRow(analysis, event));
  const rows: RowView[] = [];
  for (const place of rowPlaces(analysis)) {
    const row = place >= 0 ? steps[place] : events[-place - 1];
    if (row !== undefined) rows.push(row);
  }
  return rows;
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

function stepRows(analysis: Analysis): readonly RowView[] {
  const { trace, depths, render, severity } = analysis;
  return trace.steps.map((step, index) => {
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
      detail: wordOf(render, 'kind', step.kind),
      exit: exitWord(render, step),
      severity: severity(step.id),
      depth: depths[index] ?? 0,
    };
  });
}

function eventRow({ render, severity }: Analysis, event: CallEvent): RowView {
  return {
    item: event.id,
    kind: 'event',
    lane: event.lane,
    icon: event.lane,
    at: event.at,
    ...(event.durationMs === undefined ? {} : { durationMs: event.durationMs }),
    name: wordOf(render, 'event', event.name),
    detail: event.party === undefined ? '' : partyName(event.party),
    exit: '',
    severity: severity(event.id),
    depth: 0,
  };
}
