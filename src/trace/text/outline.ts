import { durationText, elapsedText } from '../format.ts';
import { exitWord, wordOf } from '../label.ts';
import { lanes, type IvrStep } from '../model.ts';
import { startOf } from '../span.ts';
import { openText, stepDuration } from '../step.ts';
import { partyName } from '../timeline/tracks.ts';
import type { Analysis } from '../view/analysis.ts';
import { summaryView } from '../view/summary.ts';
import type { MemberPlace, Stretch } from './places.ts';

export type OutlineKind =
  | 'summary'
  | 'flow'
  | 'sub-flow'
  | 'step'
  | 'group'
  | 'lane'
  | 'event'
  | 'design'
  | 'gap'
  | 'source'
  | 'more';

/** A line of the outline of a document. What is inside another stands inside its stretch, but for events of a lane. */
export interface OutlineEntry extends Stretch {
  readonly kind: OutlineKind;
  readonly name: string;
  readonly detail: string;
  readonly children: readonly OutlineEntry[];
}

/** Of steps, and of events, no more than this are listed: longer outlines make the editor slow. */
export const mostOutlined = 5000;

/**
 * The outline of a document: summary, flows with their steps (those of a sub-flow under the step that called it),
 * events by lane, designed flows, gaps and sources, each with where it stands.
 */
export function outlineOf(analysis: Analysis, places: readonly MemberPlace[]): readonly OutlineEntry[] {
  const member = (name: string) => places.find((place) => place.name === name);
  const of = (name: string, make: (place: MemberPlace) => readonly OutlineEntry[]) => {
    const place = member(name);
    return place === undefined ? [] : make(place);
  };
  return [
    ...of('summary', (place) => [summaryEntry(analysis, place)]),
    ...of('steps', (place) => stepEntries(analysis, place)),
    ...of('events', (place) => eventEntries(analysis, place)),
    ...of('flows', (place) => group(analysis, place, 'outline.flows', flowEntries(analysis, place))),
    ...of('gaps', (place) => group(analysis, place, 'text.gaps', gapEntries(analysis, place))),
    ...of('sources', (place) => group(analysis, place, 'outline.sources', sourceEntries(analysis, place))),
  ];
}

function summaryEntry(analysis: Analysis, { from, end }: MemberPlace): OutlineEntry {
  const { outcomeText, caller, callee } = summaryView(analysis);
  const name = analysis.render({ key: 'outline.summary' });
  return {
    kind: 'summary',
    name,
    detail: `${caller} → ${callee} · ${outcomeText}`,
    from,
    end,
    children: [],
  };
}

function group(
  { render }: Analysis,
  { from, end }: Stretch,
  key: string,
  children: readonly OutlineEntry[],
): readonly OutlineEntry[] {
  if (children.length === 0) return [];
  return [{ kind: 'group', name: render({ key }), detail: String(children.length), from, end, children }];
}

/** An entry to which more is added while the steps are walked. */
interface Open {
  readonly entry: Omit<OutlineEntry, 'children' | 'end'>;
  /** Of a step: its id. */
  readonly step?: string;
  /** Of a flow: its name, and the step that called it. */
  readonly flow?: string;
  readonly caller?: string | undefined;
  readonly children: OutlineEntry[];
  end: number;
}

/**
 * Steps stand by time in one list, those of a sub-flow after the step that called it. Where something else comes in
 * between, the flow is opened once more: so that every entry stands inside the one around it, as breadcrumbs need it.
 */
function stepEntries(analysis: Analysis, { entries, from, end }: MemberPlace): readonly OutlineEntry[] {
  const { trace, render } = analysis;
  const roots: OutlineEntry[] = [];
  const open: Open[] = [];
  const close = (levels: number) => {
    while (open.length > levels) {
      const last = open.pop();
      if (last === undefined) return;
      const whole = { ...last.entry, end: last.end, children: last.children };
      (open.at(-1)?.children ?? roots).push(whole);
    }
  };
  trace.steps.slice(0, mostOutlined).forEach((step, index) => {
    const place = entries[index];
    if (place === undefined) return;
    const flow = step.flowName ?? step.flowId ?? '';
    const caller = open.findLastIndex((one) => one.step !== undefined && one.step === step.parent);
    if (caller >= 0) close(caller + 1);
    else close(open[0]?.flow === flow && open[0].caller === step.parent ? 1 : 0);
    if (open.length === 0) {
      const name = flow === '' ? render({ key: 'lane.ivr' }) : flow;
      const detail = step.parent === undefined ? '' : render({ key: 'outline.continued' });
      const kind = step.parent === undefined ? 'flow' : 'sub-flow';
      open.push({
        entry: { kind, name, detail, from: place.from },
        flow,
        caller: step.parent,
        children: [],
        end: place.end,
      });
    }
    open.push({ entry: stepEntry(analysis, step, place), step: step.id, children: [], end: 0 });
    for (const one of open) one.end = place.end;
  });
  close(0);
  return [...roots, ...more(analysis, trace.steps.length, { from, end }, entries)];
}

function stepEntry(
  analysis: Analysis,
  step: IvrStep,
  { from }: Stretch,
): Omit<OutlineEntry, 'children' | 'end'> {
  const { render, severity } = analysis;
  const duration = stepDuration(step);
  const detail = [
    elapsed(analysis, step.enteredAt),
    wordOf(render, 'kind', step.kind),
    exitWord(render, step),
    duration === undefined ? openText(analysis.trace, render) : durationText(duration, render),
  ];
  return {
    kind: 'step',
    name: `${mark(severity(step.id))}${analysis.stepName(step)}`,
    detail: joined(detail),
    from,
  };
}

/** A sign that survives without colour. */
function mark(severity: ReturnType<Analysis['severity']>): string {
  return severity === 'error' ? '✗ ' : severity === 'warning' ? '! ' : '';
}

/** Events stand by time and are listed by lane. A lane stands where its first events in a row do. */
function eventEntries(analysis: Analysis, place: MemberPlace): readonly OutlineEntry[] {
  const { trace, render, severity } = analysis;
  const listed = trace.events.slice(0, mostOutlined);
  const groups = lanes.flatMap((lane): readonly OutlineEntry[] => {
    const children: OutlineEntry[] = [];
    let first: Stretch | undefined;
    let inRow = true;
    listed.forEach((event, index) => {
      const at = place.entries[index];
      if (at === undefined) return;
      if (event.lane !== lane) {
        inRow &&= first === undefined;
        return;
      }
      if (inRow) first = { from: first?.from ?? at.from, end: at.end };
      const lasted = event.durationMs === undefined ? '' : durationText(event.durationMs, render);
      const detail = [
        elapsed(analysis, event.at),
        event.party === undefined ? '' : partyName(event.party),
        event.reason === undefined ? '' : wordOf(render, 'reason', event.reason),
        lasted,
      ];
      children.push({
        kind: 'event',
        name: `${mark(severity(event.id))}${wordOf(render, 'event', event.name)}`,
        detail: joined(detail),
        from: at.from,
        end: at.end,
        children: [],
      });
    });
    if (first === undefined) return [];
    const name = render({ key: `lane.${lane}` });
    return [{ kind: 'lane', name, detail: String(children.length), ...first, children }];
  });
  const all = [...groups, ...more(analysis, trace.events.length, place, place.entries)];
  if (all.length === 0) return [];
  const name = render({ key: 'text.events' });
  const { from, end } = place;
  return [{ kind: 'group', name, detail: String(trace.events.length), from, end, children: all }];
}

function flowEntries({ trace, render }: Analysis, { entries }: MemberPlace): readonly OutlineEntry[] {
  return trace.flows.flatMap(({ id, name, nodes }, index) =>
    at(entries[index], {
      kind: 'design',
      name: name ?? id,
      detail: render({ key: 'outline.nodes', args: { count: nodes.length } }),
    }),
  );
}

function gapEntries(
  { trace, gapTitle, gapText }: Analysis,
  { entries }: MemberPlace,
): readonly OutlineEntry[] {
  return trace.gaps.flatMap((gap, index) =>
    at(entries[index], { kind: 'gap', name: gapTitle(gap), detail: gapText(gap) }),
  );
}

function sourceEntries({ trace }: Analysis, { entries }: MemberPlace): readonly OutlineEntry[] {
  return trace.sources.flatMap(({ operation, name, version }, index) =>
    at(entries[index], { kind: 'source', name: operation, detail: joined([name ?? '', version ?? '']) }),
  );
}

function at(
  place: Stretch | undefined,
  entry: Pick<OutlineEntry, 'kind' | 'name' | 'detail'>,
): readonly OutlineEntry[] {
  return place === undefined ? [] : [{ ...entry, from: place.from, end: place.end, children: [] }];
}

/** Says that not everything is listed, where the rest begins. */
function more(
  { render }: Analysis,
  count: number,
  { end }: Stretch,
  entries: readonly Stretch[],
): readonly OutlineEntry[] {
  const first = entries[mostOutlined];
  if (count <= mostOutlined || first === undefined) return [];
  const args = { count: count - mostOutlined, most: mostOutlined };
  const name = render({ key: 'outline.more', args });
  const detail = render({ key: 'outline.more-why', args });
  return [{ kind: 'more', name, detail, from: first.from, end, children: [] }];
}

function elapsed({ trace }: Analysis, moment: number): string {
  return elapsedText(moment - (startOf(trace) ?? moment), 1);
}

const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ');
