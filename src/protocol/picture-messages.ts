import type { Palette } from '../trace/export/svg.ts';
import type { FlowArrangement } from '../trace/graph/arrangement.ts';
import { arrangementShape } from './arrangement-shape.ts';
import type { RequestType } from './messenger.ts';
import {
  column,
  flag,
  list,
  nothing,
  number,
  object,
  optional,
  shapeOf,
  such,
  text,
  type Nothing,
  type Shape,
} from './shapes.ts';

/** What a viewer shows now, for pictures of it; of the flow, how it is arranged. */
export interface SightView extends FlowArrangement {
  /** The theme's colours. */
  readonly palette: Palette;
  /** Ids of the nodes of the flow that are in sight; absent: the flow is not shown. */
  readonly nodes?: readonly string[];
  /** Whether bars in the flow tell how long the call was in each node. */
  readonly heat: boolean;
  /** Whether long waits are drawn narrow in the timeline. */
  readonly compress: boolean;
  /** The part of the timeline that is in sight, epoch ms; absent: the timeline is not shown. */
  readonly range?: { readonly from: number; readonly to: number };
  /** Offset of the zone in which times are told, `+08:00`; absent: since the call began. */
  readonly zone?: string;
}

/** A drawing that is to become pixels. */
export interface RasterMessage {
  readonly svg: string;
  /** Pixels for a CSS pixel; fewer where the picture would be too large. */
  readonly scale: number;
}

export interface RasterView {
  /** A PNG; absent: the picture would be too large for the browser. */
  readonly png?: Uint8Array;
}

/** Colours are written into drawings: nothing but a colour passes. */
const colour: Shape<string> = such(text, (value) => /^#[0-9a-f]{6}$/.test(value));

const palette: Shape<Palette> = shapeOf<Palette>()(
  object({
    back: colour,
    text: colour,
    dim: colour,
    line: colour,
    fill: colour,
    strong: colour,
    error: colour,
    errorFill: colour,
    warning: colour,
    warningFill: colour,
  }),
);

const sightView: Shape<SightView> = shapeOf<SightView>()(
  object({
    palette,
    nodes: optional(list(text)),
    ...arrangementShape,
    heat: flag,
    compress: flag,
    range: optional(object({ from: number, to: number })),
    zone: optional(such(text, (value) => /^[+-]\d{2}:\d{2}$/.test(value))),
  }),
);

const raster: Shape<RasterMessage> = shapeOf<RasterMessage>()(object({ svg: text, scale: number }));

/** Extension host → webview. */
export const pictureRequests = {
  sight: { name: 'sight', payload: nothing, result: sightView } satisfies RequestType<Nothing, SightView>,
  /** A drawing as PNG. */
  raster: {
    name: 'raster',
    payload: raster,
    result: shapeOf<RasterView>()(object({ png: optional(column(Uint8Array<ArrayBufferLike>)) })),
  } satisfies RequestType<RasterMessage, RasterView>,
  /** A drawing as PNG to the clipboard; not copied: it would be too large. Rejected where the browser refuses. */
  copyRaster: {
    name: 'copy-raster',
    payload: raster,
    result: object({ copied: flag }),
  } satisfies RequestType<RasterMessage, { readonly copied: boolean }>,
};
