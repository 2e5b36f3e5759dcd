import { paintBox, paintLine, paintText, type Brush } from './brush.ts';
import { ticksOf, type Stretch, type TimeScale } from '../../src/trace/timeline/scale.ts';
import type { Range } from './zoom.ts';

export interface AxisWords {
  /** Moment from which round times are counted, epoch ms. */
  readonly origin: number;
  /** A moment (epoch ms), with digits after the second. */
  readonly text: (epochMs: number, digits?: 0 | 1 | 3) => string;
  /** A length, ms. */
  readonly duration: (durationMs: number) => string;
}

export const axisHeight = 26;

/** A stretch that is drawn narrow, and where the button stands that says how long it is. */
export interface Pill {
  readonly stretch: Stretch;
  readonly text: string;
  readonly x: number;
  readonly width: number;
}

/** Digits after the second that tell ticks apart. */
function digitsFor(scale: TimeScale): 0 | 1 | 3 {
  const perPixel = scale.perMs <= 0 ? 1000 : 1 / scale.perMs;
  if (perPixel >= 12) return 0;
  return perPixel >= 1.5 ? 1 : 3;
}

/** Where the buttons of narrow stretches go: in their middle, as far as the name of the end leaves room. */
export function pillsOf(
  scale: TimeScale,
  measure: (text: string) => number,
  words: AxisWords,
): readonly Pill[] {
  const end = endOf(scale, measure, words);
  return scale.breaks.map((stretch) => {
    const text = words.duration(Math.round((stretch.to - stretch.from) / 1000) * 1000);
    const width = measure(text) + 12;
    const middle = stretch.x + (stretch.width - width) / 2;
    return { stretch, text, width, x: end === undefined ? middle : Math.min(middle, end.x - 8 - width) };
  });
}

/** The name of the end of what is in sight; undefined where a tick will do because the call goes on. */
function endOf(
  scale: TimeScale,
  measure: (text: string) => number,
  words: AxisWords,
): { readonly text: string; readonly x: number } | undefined {
  if (scale.x(scale.to) > scale.width + 0.5) return undefined;
  const text = words.text(scale.to, digitsFor(scale));
  return { text, x: scale.width - measure(text) };
}

/** Ticks with their lines through all lanes, the buttons of narrow stretches, and the range that a person chose. */
export function paintAxis(
  brush: Brush,
  scale: TimeScale,
  place: { readonly y: number; readonly bottom: number },
  words: AxisWords,
  range: Range | undefined,
): void {
  const { palette, measure } = brush;
  const { y, bottom } = place;
  const digits = digitsFor(scale);
  const widest = Math.max(
    measure(words.text(scale.time(0), digits)),
    measure(words.text(scale.time(scale.width), digits)),
  );
  const pills = pillsOf(scale, measure, words);
  const end = endOf(scale, measure, words);
  const clear = (x: number, wide: number): boolean =>
    x + wide <= (end?.x ?? scale.width + 4) - 10 &&
    pills.every((pill) => x + wide + 4 <= pill.x || x >= pill.x + pill.width + 4);
  for (const { at, x } of ticksOf(scale, words.origin, Math.max(56, widest + 20))) {
    const left = Math.round(x) + 0.5;
    paintLine(brush, [left, y + axisHeight - 4, left, bottom], palette('grid'));
    const text = words.text(at, digits);
    if (clear(x, measure(text))) paintText(brush, text, x, y + 16, { colour: palette('dim') });
  }
  if (end !== undefined) paintText(brush, end.text, end.x, y + 16, { colour: palette('dim') });
  for (const pill of pills) paintPill(brush, pill, place);
  if (range !== undefined) paintRange(brush, scale, place, words, range);
}

function paintPill(
  brush: Brush,
  { stretch, text, x, width }: Pill,
  { y, bottom }: { readonly y: number; readonly bottom: number },
): void {
  const { palette } = brush;
  for (const edge of [stretch.x, stretch.x + stretch.width]) {
    const left = Math.round(edge) + 0.5;
    paintLine(brush, [left, y + axisHeight, left, bottom], palette('quietLine'), [2, 3]);
  }
  paintBox(brush, x, y + 3.5, width, 17, {
    fill: palette('back'),
    stroke: palette('quietLine'),
    dash: [3, 2],
    radius: 8.5,
  });
  paintText(brush, text, x + width / 2, y + 16, { colour: palette('text'), align: 'center' });
}

/** The range that a person chose, with its length. */
function paintRange(
  brush: Brush,
  scale: TimeScale,
  { y, bottom }: { readonly y: number; readonly bottom: number },
  words: AxisWords,
  { from, to }: Range,
): void {
  const { context, palette, measure } = brush;
  const left = Math.max(-1, scale.x(from));
  const right = Math.min(scale.width + 1, scale.x(to));
  if (right < 0 || left > scale.width) return;
  context.fillStyle = palette('range');
  context.fillRect(left, y, Math.max(1, right - left), bottom - y);
  for (const edge of [left, right]) {
    const at = Math.round(edge) + 0.5;
    paintLine(brush, [at, y, at, bottom], palette('focus'));
  }
  const text = words.duration(to - from);
  const wide = measure(text) + 12;
  const x = Math.min(Math.max(0, (left + right - wide) / 2), scale.width - wide);
  paintBox(brush, x, y + 3.5, wide, 17, { fill: palette('back'), stroke: palette('focus'), radius: 8.5 });
  paintText(brush, text, x + wide / 2, y + 16, { colour: palette('text'), align: 'center' });
}
