import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { IconName } from '../src/trace/view/names.ts';

/** Signs of the viewer itself, beside those of what a trace contains. */
export type SignName =
  | IconName
  | 'error'
  | 'warning'
  | 'check'
  | 'cross'
  | 'clock'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'plus'
  | 'minus'
  | 'fit'
  | 'range'
  | 'compressed'
  | 'stretched'
  | 'braces'
  | 'copy'
  | 'close'
  | 'folded'
  | 'unfolded'
  | 'fold-all'
  | 'unfold-all'
  | 'path'
  | 'placed'
  | 'heat'
  | 'target'
  | 'record'
  | 'filter';

/** A drawing on 16 × 16: lines in the text's colour, and areas filled with it. */
interface Drawing {
  readonly lines?: string;
  readonly areas?: string;
}

const handset =
  'M3.4 2.6h2.1l1 2.9-1.4 1.2a8.4 8.4 0 0 0 4.2 4.2l1.2-1.4 2.9 1v2.1c0 .5-.4.9-.9.9C6.7 13.5 2.5 9.3 2.5 3.5c0-.5.4-.9.9-.9z';
const clock: Drawing = { lines: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.6V8l2.4 1.6' };
const inbound: Drawing = { lines: `${handset}M13.4 2.6 9.8 6.2M9.6 3.4v3h3` };
const outbound: Drawing = { lines: `${handset}M9.6 6.4l3.8-3.8M10.4 2.6h3v3` };
const hangUp: Drawing = {
  lines:
    'M1.8 9.3C1.8 7 4.6 5.5 8 5.5s6.2 1.5 6.2 3.8v1.1c0 .5-.3.7-.7.6l-2.4-.4c-.4-.1-.6-.3-.6-.7V8.7a8.6 8.6 0 0 0-5 0v1.2c0 .4-.2.6-.6.7l-2.4.4c-.4.1-.7-.1-.7-.6z',
};
const people: Drawing = {
  lines:
    'M8 7.4a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM5 12.5c.1-2 1.3-3 3-3s2.9 1 3 3M3.2 7.1a1.3 1.3 0 1 0 0-2.6M1 11.6c.1-1.5.8-2.3 2-2.5M12.8 7.1a1.3 1.3 0 1 1 0-2.6M15 11.6c-.1-1.5-.8-2.3-2-2.5',
};
const braces: Drawing = {
  lines:
    'M6 2.5c-1.6 0-2 .6-2 1.8v1.9c0 1-.4 1.6-1.5 1.8 1.1.2 1.5.8 1.5 1.8v1.9c0 1.2.4 1.8 2 1.8M10 2.5c1.6 0 2 .6 2 1.8v1.9c0 1 .4 1.6 1.5 1.8-1.1.2-1.5.8-1.5 1.8v1.9c0 1.2-.4 1.8-2 1.8',
};
const branch: Drawing = {
  lines:
    'M8 2.2v4.3M8 6.5c0 3-4.6 2-4.6 6M8 6.5c0 3 4.6 2 4.6 6M1.6 10.8l1.8 1.9 1.8-1.9M10.8 10.8l1.8 1.9 1.8-1.9',
};
const swap: Drawing = {
  lines: 'M2.5 5.5h10.3M10.2 2.9l2.6 2.6-2.6 2.6M13.5 10.5H3.2M5.8 7.9l-2.6 2.6 2.6 2.6',
};
const phone: Drawing = {
  lines: 'M5.2 1.8h5.6c.5 0 .9.4.9.9v10.6c0 .5-.4.9-.9.9H5.2a.9.9 0 0 1-.9-.9V2.7c0-.5.4-.9.9-.9zM7 12.2h2',
};

const drawings: Readonly<Record<SignName, Drawing>> = {
  start: inbound,
  play: { lines: 'M2.5 6.2v3.6h2.3L8 12.5v-9L4.8 6.2zM10.3 6a2.8 2.8 0 0 1 0 4M12 4.2a5.3 5.3 0 0 1 0 7.6' },
  'collect-digits': {
    areas: [3.5, 8, 12.5]
      .flatMap((y) => [3.5, 8, 12.5].map((x) => `M${x - 1.1} ${y}a1.1 1.1 0 1 0 2.2 0a1.1 1.1 0 1 0-2.2 0z`))
      .join(''),
  },
  'speech-recognition': {
    lines:
      'M8 1.9c1 0 1.8.8 1.8 1.8v3.8a1.8 1.8 0 0 1-3.6 0V3.7c0-1 .8-1.8 1.8-1.8zM4 7.5a4 4 0 0 0 8 0M8 11.5V14M6 14h4',
  },
  'voice-navigator': { lines: 'M2.5 3h11v7.5h-6l-3 2.5v-2.5h-2zM5.5 6v1.5M8 5.2v3.1M10.5 6v1.5' },
  branch,
  'set-variables': braces,
  'parse-data': { lines: 'M3 3.5h10M5.5 6.5h7.5M5.5 9.5h7.5M3 12.5h10' },
  'http-request': {
    lines:
      'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c1.9 1.7 2.6 3.8 2.6 6S9.9 12.3 8 14M8 2C6.1 3.7 5.4 5.8 5.4 8S6.1 12.3 8 14',
  },
  function: { lines: 'M11.2 3.2c-1.7-.8-3 .1-3.3 2l-1 5.6c-.3 1.9-1.5 2.8-3.1 2M5 6.8h5.2' },
  'transfer-to-agent': people,
  'blind-transfer': swap,
  'outside-number': outbound,
  voicemail: {
    lines:
      'M4.4 10.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM11.6 10.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM4.4 10.6h7.2',
  },
  sms: { lines: 'M2.5 3h11v7.5h-6l-3 2.5v-2.5h-2zM5 5.6h6M5 8h4' },
  survey: { lines: 'M8 2.2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4L2.2 6.5l4-.6z' },
  'sub-flow': { lines: 'M2.5 2.5h4.5V7H2.5zM9 9h4.5v4.5H9zM4.7 7v4.3H9' },
  'sub-flow-start': { lines: 'M2.5 3.5v9M5 8h8.5M10.5 5l3 3-3 3' },
  'sub-flow-end': { lines: 'M13.5 3.5v9M2.5 8h8.5M8 5l3 3-3 3' },
  'hang-up-reason': hangUp,
  'hang-up': hangUp,
  wait: clock,
  'call-inbound': inbound,
  'call-outbound': outbound,
  'call-internal': swap,
  customer: { lines: 'M8 7.8a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM3 13.6c.3-2.6 2.3-4 5-4s4.7 1.4 5 4' },
  ivr: branch,
  queue: people,
  agent: {
    lines:
      'M2.8 9.5V8a5.2 5.2 0 0 1 10.4 0v1.5M2.8 9h1.8v3.6h-.9c-.5 0-.9-.4-.9-.9zM13.2 9h-1.8v3.6h.9c.5 0 .9-.4.9-.9zM12.2 12.6c0 .9-1 1.4-2.7 1.4',
  },
  system: { lines: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h1M5 11h1' },
  device: phone,
  gap: {
    lines:
      'M8 2A6 6 0 0 1 10.52 2.55M12.24 3.76A6 6 0 0 1 13.64 5.93M14 8A6 6 0 0 1 13.45 10.52M12.24 12.24A6 6 0 0 1 10.07 13.64M8 14A6 6 0 0 1 5.48 13.45M3.76 12.24A6 6 0 0 1 2.36 10.07M2 8A6 6 0 0 1 2.55 5.48M3.76 3.76A6 6 0 0 1 5.93 2.36M5.5 8h5',
  },
  unknown: {
    lines: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6.2 6.4a1.8 1.8 0 1 1 2.6 1.6c-.5.3-.8.6-.8 1.2v.2M8 11.3v.2',
  },
  error: {
    areas:
      'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM5.9 4.9 8 7l2.1-2.1 1 1L9 8l2.1 2.1-1 1L8 9l-2.1 2.1-1-1L7 8 4.9 5.9z',
  },
  warning: {
    areas:
      'M8 1.6c.3 0 .5.1.7.4l6.1 11.1c.3.6-.1 1.3-.7 1.3H1.9c-.6 0-1-.7-.7-1.3L7.3 2c.2-.3.4-.4.7-.4zM7.3 6v4.3h1.4V6zM7.3 11.3v1.4h1.4v-1.4z',
  },
  check: { lines: 'M2.8 8.5l3.4 3.4 7-7.6' },
  cross: { lines: 'M4 4l8 8M12 4l-8 8' },
  clock,
  up: { lines: 'M8 13.2V2.8M4 6.8l4-4 4 4' },
  left: { lines: 'M13.2 8H2.8M6.8 4l-4 4 4 4' },
  right: { lines: 'M2.8 8h10.4M9.2 4l4 4-4 4' },
  down: { lines: 'M8 2.8v10.4M4 9.2l4 4 4-4' },
  plus: { lines: 'M8 3v10M3 8h10' },
  minus: { lines: 'M3 8h10' },
  fit: { lines: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10' },
  range: { lines: 'M2.5 3v10M13.5 3v10M5 8h6M6.8 6 5 8l1.8 2M9.2 6 11 8l-1.8 2' },
  compressed: { lines: 'M1.5 8h4M4 6l2 2-2 2M14.5 8h-4M12 6l-2 2 2 2M8 3v1.6M8 7.2v1.6M8 11.4V13' },
  stretched: { lines: 'M6 8H1.8M3.8 6l-2 2 2 2M10 8h4.2M12.2 6l2 2-2 2M8 3v10' },
  braces,
  copy: { lines: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3' },
  close: { lines: 'M4 4l8 8M12 4l-8 8' },
  folded: { lines: 'M6 3.5 10.5 8 6 12.5' },
  unfolded: { lines: 'M3.5 6 8 10.5 12.5 6' },
  'fold-all': { lines: 'M2.5 8h11M5 2.2 8 5.2l3-3M5 13.8l3-3 3 3' },
  'unfold-all': { lines: 'M2.5 8h11M5 5.2l3-3 3 3M5 10.8l3 3 3-3' },
  path: { lines: 'M5.5 1.8h5v3.4h-5zM5.5 10.8h5v3.4h-5zM8 5.2v5.4M6.2 8.8 8 10.6l1.8-1.8' },
  placed: { lines: 'M1.8 3h4.4v3H1.8zM9.8 2h4.4v3H9.8zM3.4 11h4.4v3H3.4zM10.4 9.4h4v3h-4zM6.2 4.4h3.6' },
  heat: { lines: 'M2 13.8h12M3.2 11.6V8.4M6.4 11.6V3M9.6 11.6V6.2M12.8 11.6V9.8' },
  target: { lines: 'M8 4.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8zM8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3' },
  filter: { lines: 'M2 3.5h12L9.5 8.8v4.7l-3-1.6V8.8z' },
  record: { lines: 'M4 1.8h5.5L12.5 5v9.2H4zM9.3 1.8V5h3.2M6 8h4.5M6 10.8h4.5' },
};

const paths = new Map<SignName, { readonly lines: Path2D; readonly areas: Path2D }>();

/** Draws a sign on a canvas, in one colour, its upper left corner at the given place. */
export function paintSign(
  context: CanvasRenderingContext2D,
  name: SignName,
  {
    x,
    y,
    size,
    colour,
  }: { readonly x: number; readonly y: number; readonly size: number; readonly colour: string },
): void {
  const { lines = '', areas = '' } = drawings[name];
  const drawn = paths.get(name) ?? { lines: new Path2D(lines), areas: new Path2D(areas) };
  paths.set(name, drawn);
  context.save();
  context.translate(x, y);
  context.scale(size / 16, size / 16);
  context.lineWidth = 1.2;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.stroke(drawn.lines);
  context.fill(drawn.areas);
  context.restore();
}

/** A sign within an SVG drawing, its upper left corner at the given place. */
export function signAt(name: SignName, x: number, y: number, size = 16): SVGTemplateResult {
  const { lines = '', areas = '' } = drawings[name];
  return svg`<g class="sign" transform="translate(${x} ${y}) scale(${size / 16})"
    ><path class="sign-lines" d=${lines}></path><path class="sign-areas" d=${areas}></path></g>`;
}

/** A sign in a line of text. It says nothing to a screen reader: the words beside it or the label around it do. */
export function sign(name: SignName, kind = ''): TemplateResult {
  return html`<svg class="icon ${kind}" viewBox="0 0 16 16" aria-hidden="true">${signAt(name, 0, 0)}</svg>`;
}
