import { wideMeasure } from '../layout/measure.ts';
import type { Language, Render } from '../message.ts';
import type { CallTrace } from '../model.ts';
import { analyse } from '../view/analysis.ts';
import { arrangedGraph, placesOf } from '../graph/arranged.ts';
import type { FlowArrangement } from '../graph/arrangement.ts';
import type { Zone } from '../time.ts';
import type { GraphView } from '../view/graph-types.ts';
import type { MeasureText } from '../view/types.ts';
import { traceView } from '../view/view.ts';
import { csvOf } from './csv.ts';
import { flowSvg } from './flow-svg.ts';
import { markdownOf } from './markdown.ts';
import { flowchartOf, sequenceOf } from './mermaid.ts';
import { palettes, type Palette, type PaletteName } from './svg.ts';
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

/** What may be chosen of an export, as plain data; of the flow, how it is arranged. */
export interface ExportChoice extends FlowArrangement {
  /** Whether phone numbers are shown as the provider gives them; masked otherwise. */
  readonly unmasked?: boolean;
  /** Of drawings; `print` where it is not given. */
  readonly palette?: PaletteName | Palette;
  /** Of the timeline; elapsed where it is not given. */
  readonly times?: 'elapsed' | 'zone';
  /** In which times of day are told; the provider's where it is not given. */
  readonly zone?: Zone;
  /** Of the timeline, CSS pixels; 1200 where it is not given. */
  readonly width?: number;
  /** Of the flow: the nodes to which it is cut; the whole where it is not given. */
  readonly nodes?: readonly string[];
  /** Of the flow: whether a bar in each node tells how long the call was in it. */
  readonly heat?: boolean;
  /** Of the timeline: whether long waits are drawn narrow; otherwise it is true to scale. */
  readonly compress?: boolean;
  /** Of the timeline: the part that is drawn, epoch ms; the whole call where it is not given. */
  readonly range?: { readonly from: number; readonly to: number };
}

export interface ExportOptions extends ExportChoice {
  readonly language: Language;
  readonly render: Render;
  readonly measure?: MeasureText;
}

/** A call in a form that others can read: text that ends with a line feed. */
export function exported(trace: CallTrace, format: ExportFormat, options: ExportOptions): string {
  const { language, render, palette: wanted = 'print', measure = wideMeasure } = options;
  const palette = typeof wanted === 'string' ? palettes[wanted] : wanted;
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
      return flowSvg(arranged(view.graph, options), {
        title,
        palette,
        measure,
        places: placesOf(view.graph, options),
        heat: options.heat === true,
        ...(options.nodes === undefined ? {} : { nodes: new Set(options.nodes) }),
      });
    case 'timeline-svg':
      return timelineSvg(view.timeline, {
        title,
        palette,
        measure,
        width: options.width ?? 1200,
        times: options.times ?? 'elapsed',
        compress: options.compress === true,
        render,
        zone: options.zone ?? view.zone,
        ...(options.range === undefined ? {} : { range: options.range }),
      });
  }
}

function arranged(graph: GraphView, options: ExportOptions): GraphView {
  const { render } = options;
  return arrangedGraph(graph, options, {
    notInDesign: render({ key: 'graph.not-in-design' }),
    steps: (count) => render({ key: 'export.folded-steps', args: { count } }),
    exitTimes: (exit, count) => render({ key: 'graph.exit-times', args: { exit, count } }),
  });
}
