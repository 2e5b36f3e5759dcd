import { stayDuration } from './stays.ts';
import { partyName, type Track } from './tracks.ts';
import { durationText } from '../format.ts';
import { nodeKindOf } from '../label.ts';
import type { Inside } from '../inside.ts';
import type { Render } from '../message.ts';
import type { Nesting } from '../nesting.ts';
import type { CallEvent, CallTrace, Coded, Gap, IvrStep } from '../model.ts';
import { isOver } from '../span.ts';
import { stepDuration } from '../step.ts';
import type { SegmentView, TimelineRowView } from '../view/types.ts';
import type { Severity } from '../view/names.ts';

/** What the rows of a timeline are made of. */
export interface TimelineContext {
  readonly trace: CallTrace;
  readonly inside: Inside;
  readonly tracks: readonly Track[];
  /** By time. */
  readonly events: readonly CallEvent[];
  readonly nesting: Nesting;
  /** For each step, how many levels of sub-flow are around it, by its place in the trace. */
  readonly depths: readonly number[];
  readonly render: Render;
  /** A code in words, as `wordOf`. */
  readonly word: (space: string, coded: Coded) => string;
  readonly severity: (item: string) => Severity;
  readonly stepName: (step: IvrStep) => string;
  readonly gapTitle: (gap: Gap) => string;
}

/**
 * The IVR lane: one row for each level of sub-flow, with a bar for each visit. A bar of no length is still there: who
 * draws it gives it a smallest width.
 */
export function ivrRows(context: TimelineContext): readonly TimelineRowView[] {
  const { trace, nesting, depths, render } = context;
  if (trace.steps.length === 0) return [ivrEventRow(context)];
  const ends = stepEnds(trace, depths);
  const rows: { readonly segments: SegmentView[]; readonly flows: Set<string> }[] = [];
  trace.steps.forEach((step, index) => {
    const depth = depths[index] ?? 0;
    while (rows.length <= depth) rows.push({ segments: [], flows: new Set() });
    const row = rows[depth];
    if (row === undefined) return;
    const caller = trace.steps[nesting.parents[index] ?? -1];
    const name = step.flowName ?? (caller === undefined ? undefined : context.stepName(caller));
    if (name !== undefined) row.flows.add(name);
    row.segments.push(stepSegment(context, step, ends[index]));
  });
  return rows.map(({ segments, flows }, depth) => {
    const [flow] = flows;
    const name =
      flows.size === 1 && flow !== undefined ? flow : render({ key: 'timeline.sub-flows', args: { depth } });
    return {
      id: depth === 0 ? 'ivr' : `ivr:${depth}`,
      lane: 'ivr',
      name: depth === 0 ? render({ key: 'lane.ivr' }) : name,
      depth,
      segments,
      marks: [],
    };
  });
}

/**
 * When the call left each step. A step whose end the provider does not tell ended at the latest when the next one at
 * its level or above began; a step that called a sub-flow lasts at least as long as what ran in it. Of the last one
 * without an end nothing more is known than that it was entered, unless the call goes on: then it lasts.
 */
export function stepEnds(trace: CallTrace, depths: readonly number[]): readonly (number | undefined)[] {
  const ends: (number | undefined)[] = new Array<number | undefined>(trace.steps.length);
  const over = isOver(trace);
  // Walking back: what comes next at each level, the nearest (and deepest) on top.
  const following: { readonly depth: number; readonly enteredAt: number; readonly end: number }[] = [];
  for (let index = trace.steps.length - 1; index >= 0; index -= 1) {
    const step = trace.steps[index];
    if (step === undefined) continue;
    const depth = depths[index] ?? 0;
    let inside = -Infinity;
    while ((following.at(-1)?.depth ?? -1) > depth) inside = Math.max(inside, following.pop()?.end ?? inside);
    const next = following.at(-1);
    const told = step.leftAt ?? next?.enteredAt ?? (over ? step.enteredAt : undefined);
    const end = told === undefined ? undefined : Math.max(step.enteredAt, told, inside);
    ends[index] = end;
    const sibling = next?.depth === depth ? following.pop() : undefined;
    following.push({
      depth,
      enteredAt: step.enteredAt,
      end: Math.max(end ?? step.enteredAt, inside, sibling?.end ?? -Infinity),
    });
  }
  return ends;
}

function stepSegment(
  { render, severity, stepName }: TimelineContext,
  step: IvrStep,
  to: number | undefined,
): SegmentView {
  const kind = nodeKindOf(step.kind);
  const duration = stepDuration(step);
  return {
    id: step.id,
    kind: kind === 'sub-flow' ? 'sub-flow' : 'node',
    from: step.enteredAt,
    ...(to === undefined ? {} : { to }),
    name: stepName(step),
    duration: duration === undefined ? '' : durationText(duration, render),
    severity: severity(step.id),
    icon: kind ?? 'unknown',
    item: step.id,
  };
}

/** Without steps the IVR lane shows what the events tell: that the call was in it, and in which flow or device. */
function ivrEventRow(context: TimelineContext): TimelineRowView {
  const { trace, tracks, render, severity, gapTitle } = context;
  const segments = tracks
    .filter(({ lane }) => lane === 'ivr')
    .flatMap((track) =>
      track.stays.map((stay, index): SegmentView => {
        const duration = stayDuration(stay);
        return {
          id: `${track.key}/${index}`,
          kind: 'node',
          from: stay.from,
          ...(stay.to === undefined ? {} : { to: stay.to }),
          name: partyName(track.party) || render({ key: 'segment.node' }),
          duration: duration === undefined ? '' : durationText(duration, render),
          severity: stay.opened === undefined ? 'none' : severity(stay.opened.id),
          icon: 'ivr',
          item: stay.opened?.id ?? '',
        };
      }),
    );
  const gap = segments.length === 0 ? trace.gaps.find(({ lane }) => lane === 'ivr') : undefined;
  const row = {
    id: 'ivr',
    lane: 'ivr' as const,
    name: render({ key: 'lane.ivr' }),
    depth: 0,
    segments,
    marks: [],
  };
  return gap === undefined ? row : { ...row, gap: gapTitle(gap) };
}
