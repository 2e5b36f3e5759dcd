import { isolated } from '../direction.ts';
import { withoutControls } from '../visible.ts';
import { durationText, elapsedText } from '../format.ts';
import type { Analysis } from '../view/analysis.ts';
import { configuredText } from '../step.ts';
import type { TraceView } from '../view/types.ts';
import { flowchartOf } from './mermaid.ts';

/** Longer paths are told by their problems and the flowchart. */
const mostRows = 60;

const columns = ['at', 'step', 'kind', 'exit', 'took'] as const;

/**
 * A call as Markdown for a ticket: who, how it ended, the problems, the path as a table and as a Mermaid flowchart, and
 * what is missing. Texts from outside are escaped, so that none becomes a link, an image or HTML.
 */
export function markdownOf(view: TraceView, { trace, render }: Pick<Analysis, 'trace' | 'render'>): string {
  const word = (key: string) => render({ key });
  const { summary, findings, gaps, rows, graph } = view;
  const path = rows.filter(({ kind }) => kind === 'step');
  const elapsed = (at: number) => elapsedText(at - view.timeline.from, 1);
  const left = path.length - mostRows;
  const sections = [
    `# ${escaped(view.title)}`,
    [
      `**${escaped(summary.outcomeText)}** · ${summary.facts.map(({ text }) => escaped(text)).join(' · ')}`,
      ...(summary.shares.length === 0 ? [] : [summary.shares.map(({ text }) => escaped(text)).join(' · ')]),
      `${escaped(word('details.contact-id'))}: ${code(trace.contactId)}`,
    ].join('\n\n'),
    ...(findings.length === 0
      ? [escaped(word('text.no-problems'))]
      : [
          `## ${escaped(`${word('text.problems')} (${findings.length})`)}`,
          findings
            .map(({ severity, at, title, text }) => {
              const sign = severity === 'error' ? '❌' : '⚠️';
              return `- ${sign} ${elapsed(at)} **${escaped(title)}** – ${escaped(text)}`;
            })
            .join('\n'),
        ]),
    ...(path.length === 0
      ? []
      : [
          `## ${escaped(`${word('text.path')} (${path.length})`)}`,
          [
            `| # | ${columns.map((name) => word(`export.column.${name}`)).join(' | ')} |`,
            '| --: | --: | --- | --- | --- | --: |',
            ...path.slice(0, mostRows).map((row) => {
              const sign = row.severity === 'error' ? '❌ ' : row.severity === 'warning' ? '⚠️ ' : '';
              const step = trace.steps[(row.order ?? 0) - 1];
              const took = row.durationMs === undefined ? '' : durationText(row.durationMs, render);
              const set = step === undefined ? '' : configuredText(trace, step, render);
              const duration = set === '' ? took : `${took} (${escaped(set)})`;
              return `| ${row.order ?? ''} | ${elapsed(row.at)} | ${sign}${escaped(row.name)} | ${escaped(row.detail)} | ${escaped(row.exit)} | ${duration} |`;
            }),
          ].join('\n'),
          ...(left > 0 ? [escaped(render({ key: 'export.left-out', args: { count: left } }))] : []),
        ]),
    ...(graph.nodes.length === 0 || graph.nodes.length > mostRows
      ? []
      : ['```mermaid\n' + flowchartOf(graph) + '```']),
    ...(gaps.length === 0
      ? []
      : [gaps.map(({ title, text }) => `- ○ **${escaped(title)}** – ${escaped(text)}`).join('\n')]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** A text as code: in one line, between more backticks than it has side by side. */
function code(text: string): string {
  const line = isolated(withoutControls(text.replaceAll(/\s+/g, ' ').trim()));
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  // A blank at both ends is taken away again; without it a backtick of the text would belong to the signs around it.
  const blank = longest > 0 || line === '' ? ' ' : '';
  return `${ticks}${blank}${line}${blank}${ticks}`;
}

/**
 * Addresses of pages, files and people, and mentions of users, become links without any sign around them, so they are
 * broken by a space of no width.
 */
function escaped(text: string): string {
  return isolated(withoutControls(text.replaceAll(/\s+/g, ' ').trim()))
    .replaceAll(/[\\`*_{}[\]<>#|!~$]/g, (character) => `\\${character}`)
    .replaceAll(/^\u2068?[-+=]|^\u2068?\d+(?=[.)])/g, (start) => `\u200B${start}`)
    .replaceAll('&', '&amp;')
    .replaceAll('://', ':\u200B//')
    .replaceAll(/www\./gi, (start) => `${start.slice(0, 3)}\u200B.`)
    .replaceAll('@', '\u200B@\u200B');
}
