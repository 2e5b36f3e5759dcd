import { wideMeasure } from '../layout/measure.ts';
import type { Language, Render } from '../message.ts';
import type { CallTrace } from '../model.ts';
import { analyse } from '../view/analysis.ts';
import type { MeasureText } from '../view/types.ts';
import { traceView } from '../view/view.ts';
import { csvOf } from './csv.ts';
import { flowSvg } from './flow-svg.ts';
import { markdownOf } from './markdown.ts';
import { flowchartOf, sequenceOf } from './mermaid.ts';
import type { PaletteName } from './svg.ts';
import { timelineSvg } from './timeline-svg.ts';

export const exportFormats = [
  'markdown',
  'csv',
  'mermaid-flowchart',
  'mermaid-sequence',
  'flow-svg',
  'timeline-svg',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The ending of a file of each format. */
export const exportEndings = {
  markdown: 'md',
  csv: 'csv',
  'mermaid-flowchart': 'mmd',
  'mermaid-sequence': 'mmd',
  'flow-svg': 'svg',
  'timeline-svg': 'svg',
} as const satisfies Readonly<Record<ExportFormat, string>>;

export interface ExportOptions {
  readonly language: Language;
  readonly render: Render;
  /** Whether phone numbers are shown as the provider gives them; masked otherwise. */
  readonly unmasked?: boolean;
  /** Of drawings; `print` where it is not given. */
  readonly palette?: PaletteName;
  /** Of the timeline; elapsed where it is not given. */
  readonly times?: 'elapsed' | 'zone';
  /** Of the timeline, CSS pixels; 1200 where it is not given. */
  readonly width?: number;
  readonly measure?: MeasureText;
}

/** A call in a form that others can read: text that ends with a line feed. */
export function exported(trace: CallTrace, format: ExportFormat, options: ExportOptions): string {
  const { language, render, palette = 'print', measure = wideMeasure } = options;
  const viewOptions = { language, render, mask: options.unmasked !== true };
  const view = traceView(trace, viewOptions);
  const { title } = view;
  switch (format) {
    case 'markdown':
      return markdownOf(view, { trace, render });
    case 'csv':
      return csvOf(view);
    case 'mermaid-flowchart':
      return flowchartOf(view.graph);
    case 'mermaid-sequence':
      return sequenceOf(analyse(trace, viewOptions), view.timeline.from);
    case 'flow-svg':
      return flowSvg(view.graph, { title, palette, measure });
    case 'timeline-svg':
      return timelineSvg(view.timeline, {
        title,
        palette,
        measure,
        width: options.width ?? 1200,
        times: options.times ?? 'elapsed',
        zone: view.zone,
      });
  }
}
