import { isolated } from '../direction.ts';
import { oneLine } from '../visible.ts';
import { aligned } from './columns.ts';
import { responseCodeOf } from '../findings/status.ts';
import { durationText, elapsedText, phraseText, timeText } from '../format.ts';
import { gapsOnce } from '../gap.ts';
import { exitWord, wordOf } from '../label.ts';
import type { Language, Render } from '../message.ts';
import type { CallTrace, IvrStep } from '../model.ts';
import { startOf } from '../span.ts';
import { configuredText, openText, stepDuration } from '../step.ts';
import { stayDuration, type Stay } from '../timeline/stays.ts';
import { partyName } from '../timeline/tracks.ts';
import { analyse, type Analysis } from '../view/analysis.ts';
import { summaryView } from '../view/summary.ts';
import type { Severity } from '../view/names.ts';

export interface TextOptions {
  /** Whether phone numbers are masked. */
  readonly mask?: boolean;
  /** Of the render; English where it is not given. It only decides how sentences are joined. */
  readonly language?: Language;
}

/**
 * A trace as text to be read in a terminal, by a screen reader or in a bug report: who called whom and how it ended,
 * the problems, the path with visit numbers and exits, the events, and what is missing. Columns are aligned for a
 * monospaced font in which East Asian characters take two. Ends with a line feed.
 */
export function textOfTrace(trace: CallTrace, render: Render, options: TextOptions = {}): string {
  const { mask = false, language = 'en' } = options;
  const analysis = analyse(trace, { language, render, mask });
  const sections = [head(analysis), problems(analysis), path(analysis), events(analysis), gaps(analysis)];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(oneLine).join('\n'))
    .join('\n\n')}\n`;
}

function head(analysis: Analysis): readonly string[] {
  const { trace, render } = analysis;
  const summary = summaryView(analysis);
  const shares = summary.shares.map(({ text }) => text).join(' · ');
  const id = `${render({ key: 'details.contact-id' })} ${isolated(trace.contactId)}`;
  return [
    `${isolated(summary.caller)} → ${isolated(summary.callee)} · ${summary.outcomeText}`,
    summary.facts.map(({ text }) => text).join(' · '),
    ...(shares === '' ? [] : [shares]),
    id,
  ];
}

function problems({ trace, findings, render, language }: Analysis): readonly string[] {
  if (findings.length === 0) return [render({ key: 'text.no-problems' })];
  const rows = findings.flatMap((finding) => {
    const text = finding.text.map((phrase) => phraseText(phrase, render)).join(language === 'en' ? ' ' : '');
    return [
      [mark(finding.severity), elapsed(trace, finding.at), phraseText(finding.title, render)],
      ['', '', text],
    ];
  });
  return [title(render, 'text.problems', findings.length), ...indented(aligned(rows, new Set([1])))];
}

/** A sign that is read aloud and that survives without colour. */
function mark(severity: Severity): string {
  return severity === 'error' ? '✗' : severity === 'warning' ? '!' : '';
}

function path(analysis: Analysis): readonly string[] {
  const { trace, depths, render } = analysis;
  if (trace.steps.length === 0) return [render({ key: 'text.no-steps' })];
  const rows = trace.steps.map((step, index) => stepRow(analysis, step, index, depths[index] ?? 0));
  return [title(render, 'text.path', rows.length), ...indented(aligned(rows, new Set([1, 2, 6])))];
}

function stepRow(analysis: Analysis, step: IvrStep, index: number, depth: number): readonly string[] {
  const { trace, render, severity } = analysis;
  const duration = stepDuration(step);
  const code = responseCodeOf(step);
  const exit = exitWord(render, step);
  return [
    mark(severity(step.id)),
    String(index + 1),
    elapsed(trace, step.enteredAt),
    timeText(step.enteredAt, trace.zone),
    `${'  '.repeat(depth)}${analysis.stepName(step)}`,
    [wordOf(render, 'kind', step.kind), step.visit > 1 ? `#${step.visit}` : '']
      .filter((part) => part !== '')
      .join(' '),
    duration === undefined ? openText(trace, render) : durationText(duration, render),
    [
      exit === '' ? '' : `→ ${exit}`,
      code === undefined ? '' : String(code),
      configuredText(trace, step, render),
    ]
      .filter((part) => part !== '')
      .join(' · '),
  ];
}

function events(analysis: Analysis): readonly string[] {
  const { trace, events: all, tracks, render, severity } = analysis;
  if (all.length === 0) return [render({ key: 'text.no-events' })];
  const stays = new Map<string, Stay>();
  for (const track of tracks) {
    for (const stay of track.stays) if (stay.opened !== undefined) stays.set(stay.opened.id, stay);
  }
  const rows = all.map((event) => {
    const stay = stays.get(event.id);
    const lasted = stay === undefined ? event.durationMs : stayDuration(stay);
    return [
      mark(severity(event.id)),
      elapsed(trace, event.at),
      timeText(event.at, trace.zone),
      render({ key: `lane.${event.lane}` }),
      wordOf(render, 'event', event.name),
      event.party === undefined ? '' : partyName(event.party),
      lasted === undefined ? '' : durationText(lasted, render),
      event.reason === undefined ? '' : wordOf(render, 'reason', event.reason),
    ];
  });
  return [title(render, 'text.events', rows.length), ...indented(aligned(rows, new Set([1, 6])))];
}

function gaps({ trace, render, gapTitle, gapText }: Analysis): readonly string[] {
  const once = gapsOnce(trace);
  if (once.length === 0) return [];
  const lines = once.flatMap((gap) => [`  ○ ${gapTitle(gap)}`, `    ${gapText(gap)}`]);
  return [title(render, 'text.gaps', once.length), ...lines];
}

function title(render: Render, key: string, count: number): string {
  return `${render({ key })} (${count})`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function elapsed(trace: CallTrace, at: number): string {
  return elapsedText(at - (startOf(trace) ?? at));
}
