import { analyse, gapViews, type Analysis, type ViewOptions } from './analysis.ts';
import { rowsOf } from './rows.ts';
import { summaryView } from './summary.ts';
import type { FindingView, TraceView, TraceViewLazily } from './types.ts';
import type { Finding } from '../findings/findings.ts';
import { phraseText } from '../format.ts';
import { graphOf } from '../graph/graph.ts';
import type { CallTrace } from '../model.ts';
import { timelineOf } from '../timeline/timeline.ts';
import { titleOf } from '../title.ts';

export type { ViewOptions } from './analysis.ts';

/** Everything that the viewer draws of a trace, in one language. */
export function traceView(trace: CallTrace, options: ViewOptions): TraceView {
  const view = viewOf(analyse(trace, options));
  return { ...view, rows: [...view.rows] };
}

/** The same of a trace that was analysed. */
export function viewOf(analysis: Analysis): TraceViewLazily {
  const { trace, language, render } = analysis;
  return {
    language,
    zone: trace.zone,
    title: titleOf(trace.summary, trace.zone, render),
    summary: summaryView(analysis),
    findings: analysis.findings.map((finding) => findingView(analysis, finding)),
    gaps: gapViews(analysis),
    graph: graphOf({ ...analysis, trace: analysis.inside.trace }),
    timeline: timelineOf(analysis),
    rows: rowsOf(analysis),
  };
}

/** A problem in words. Sentences are joined as the language does it. */
export function findingView({ render, language }: Analysis, finding: Finding): FindingView {
  const { id, severity, item, effect, at } = finding;
  const text = finding.text.map((phrase) => phraseText(phrase, render)).join(language === 'en' ? ' ' : '');
  return {
    id,
    severity,
    title: phraseText(finding.title, render),
    text,
    item,
    ...(effect === undefined ? {} : { effect }),
    at,
  };
}
