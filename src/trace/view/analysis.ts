import { findings, type Finding } from '../findings/findings.ts';
import { eventSeverity, stepSeverity, worse } from '../findings/status.ts';
import { gapsOnce, gapTitleOf } from '../gap.ts';
import { insideOf, type Inside } from '../inside.ts';
import { wordsIn } from '../label.ts';
import { maskForView } from '../mask.ts';
import { remembering, type Language, type Render } from '../message.ts';
import type { CallEvent, CallTrace, Coded, Gap, IvrStep } from '../model.ts';
import { nestingOf, type Nesting } from '../nesting.ts';
import { stepName } from '../step.ts';
import { stepEnds } from '../timeline/ivr.ts';
import { eventsByTime, tracksOf, type Track } from '../timeline/tracks.ts';
import type { GapView } from './types.ts';
import type { Severity } from './names.ts';

/** How a trace is to be shown. */
export interface ViewOptions {
  readonly language: Language;
  readonly render: Render;
  /** Whether phone numbers are masked; otherwise they are shown as the provider gives them. */
  readonly mask?: boolean;
}

/** What is computed once from a trace and used by every part of its view. */
export interface Analysis {
  readonly trace: CallTrace;
  /** The trace as far as it lies within the call: what is drawn and counted. */
  readonly inside: Inside;
  readonly tracks: readonly Track[];
  /** By time. */
  readonly events: readonly CallEvent[];
  readonly nesting: Nesting;
  readonly depths: readonly number[];
  readonly ends: readonly (number | undefined)[];
  readonly findings: readonly Finding[];
  readonly language: Language;
  readonly render: Render;
  /** A code in words, as `wordOf`. */
  readonly word: (space: string, coded: Coded) => string;
  readonly severity: (item: string) => Severity;
  readonly stepName: (step: IvrStep) => string;
  readonly gapTitle: (gap: Gap) => string;
  readonly gapText: (gap: Gap) => string;
}

export function analyse(given: CallTrace, options: ViewOptions): Analysis {
  const { language, mask } = options;
  const render = remembering(options.render);
  const trace = mask === true ? maskForView(given) : given;
  const inside = insideOf(trace);
  const tracks = tracksOf(inside.trace);
  const found = findings(trace, tracks);
  const nesting = nestingOf(trace);
  const severities = severitiesOf(trace, found);
  return {
    trace,
    inside,
    tracks,
    events: eventsByTime(trace),
    nesting,
    depths: nesting.depths,
    ends: stepEnds(inside.trace, nesting.depths),
    findings: found,
    language,
    render,
    word: wordsIn(render),
    severity: (item) => severities.get(item) ?? 'none',
    stepName: (step) => nameInWords(step, render),
    gapTitle: (gap) => render(gapTitleOf(trace, gap)),
    gapText: (gap) => render({ key: gap.message, ...(gap.args === undefined ? {} : { args: gap.args }) }),
  };
}

/** Steps and events with a problem of their own or of a finding that names them. */
function severitiesOf(trace: CallTrace, found: readonly Finding[]): ReadonlyMap<string, Severity> {
  const severities = new Map<string, Severity>();
  const add = (item: string, severity: Severity) => {
    if (severity !== 'none') severities.set(item, worse(severity, severities.get(item) ?? 'none'));
  };
  for (const step of trace.steps) add(step.id, stepSeverity(step));
  for (const event of trace.events) add(event.id, eventSeverity(event));
  for (const { item, also = [], severity } of found) for (const id of [item, ...also]) add(id, severity);
  return severities;
}

function nameInWords(step: IvrStep, render: Render): string {
  if (step.nodeName !== undefined || step.nodeId !== undefined || step.kind.meaning === undefined)
    return stepName(step);
  return render({ key: `kind.${step.kind.meaning}` });
}

export function gapViews({ trace, gapTitle, gapText }: Analysis): readonly GapView[] {
  return gapsOnce(trace).map((gap) => ({
    ...(gap.lane === undefined ? {} : { lane: gap.lane }),
    title: gapTitle(gap),
    text: gapText(gap),
  }));
}
