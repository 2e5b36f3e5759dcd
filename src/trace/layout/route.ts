import { placeChannels, type Channel } from './channels.ts';
import { assignLanes, newRun, type Run, type RunEnd } from './lanes.ts';
import {
  entryOf,
  layoutSizes,
  leaveOf,
  rightOf,
  type Arc,
  type Item,
  type Point,
  type Segment,
} from './model.ts';
import { portsOf, type Ports } from './ports.ts';

const { labelHeight, labelGap, layerGap } = layoutSizes;

/** What a box keeps free above and below its nodes; nothing at the outermost level. */
export interface Frame {
  readonly header: number;
  readonly footer: number;
  /** Whether the first (last) layer is where lines pass the border of the box. */
  readonly enters: boolean;
  readonly leaves: boolean;
}

/** The strip between two layers: first the labels of straight lines, then the lanes of the runs, then the arrows. */
interface Strip {
  readonly runs: Run[];
  straightLabels: number;
  bentLabels: number;
  top: number;
  lanes: number;
}

/** What the lines of a level came to. */
interface Lines {
  /** The runs of the segments that are not straight. */
  readonly runs: Map<Segment, Run>;
  /** How many labels stand where lines arrive at an item, and how many of them below those of a segment. */
  readonly arriving: Map<Item, number>;
  readonly labelsBelow: Map<Segment, number>;
}

/**
 * Gives every item its y and every arc its line: straight down where it can, else by one run in a lane of the strip
 * between two layers, where no node is; from the right side to an aside at the right; back and very far ones through
 * channels at the right of everything that they pass.
 * @param tops how far below the first layer each one begins at least
 * @returns the size of the level
 */
export function route(
  layers: readonly (readonly Item[])[],
  arcs: readonly Arc[],
  frame: Frame,
  tops: readonly number[] = [],
): { readonly width: number; readonly height: number } {
  const ports = portsOf(layers);
  const strips: Strip[] = Array.from({ length: layers.length + 1 }, () => ({
    runs: [],
    straightLabels: 0,
    bentLabels: 0,
    top: 0,
    lanes: 0,
  }));
  const channels = placeChannels(layers, arcs, ports);
  const lines: Lines = { runs: new Map(), arriving: new Map(), labelsBelow: new Map() };
  const channelRuns = new Map<Channel, { leave?: Run; entry?: Run }>();
  layers.forEach((layer, index) => {
    const strip = strips[index + 1];
    if (strip === undefined) return;
    for (const item of layer) for (const segment of item.down) addSegment(strip, segment, ports, lines);
  });
  for (const channel of channels) {
    const below = strips[channel.arc.from.rank + 1];
    const above = strips[channel.arc.to.rank];
    const own: { leave?: Run; entry?: Run } = {};
    const back = channel.arc.to.rank <= channel.arc.from.rank;
    const { x, leaveX, entryX } = channel;
    if (!channel.leavesSide && below !== undefined) {
      own.leave = addRun(below, { x: leaveX, goes: 'up' }, { x, goes: back ? 'up' : 'down' });
    }
    if (!channel.entersSide && above !== undefined) {
      own.entry = addRun(above, { x, goes: back ? 'down' : 'up' }, { x: entryX, goes: 'down' });
    }
    channelRuns.set(channel, own);
  }
  const height = stack(layers, strips, frame, tops);
  drawSegments(layers, strips, ports, lines);
  for (const channel of channels) drawChannel(channel, strips, channelRuns.get(channel) ?? {});
  let width = 0;
  for (const layer of layers) for (const item of layer) width = Math.max(width, rightOf(item));
  for (const arc of arcs) {
    if (arc.route === 'self') drawLoop(arc);
    if (arc.route === 'beside') drawBeside(arc);
    if (arc.route === 'up') arc.points.reverse();
    for (const { x } of arc.points) width = Math.max(width, x);
    if (arc.label !== undefined) width = Math.max(width, arc.label.x + Math.max(0, ...arc.labels));
  }
  return { width, height };
}

/** Where a line through the layers has its label. */
const lowerEnd = (arc: Arc) => (arc.route === 'up' ? arc.from : arc.to);

const isStraight = (from: number, to: number) => Math.abs(from - to) < 0.5;

function addSegment(strip: Strip, segment: Segment, ports: Ports, lines: Lines): void {
  if (ports.aside.has(segment)) return;
  const from = segment.from.x + (ports.bottom.get(segment) ?? leaveOf(segment));
  const to = segment.to.x + (ports.top.get(segment) ?? entryOf(segment));
  const labels = segment.to === lowerEnd(segment.arc) ? segment.arc.labels.length : 0;
  const straight = isStraight(from, to);
  const begins = straight && segment.from === segment.arc.from && !isCrowded(segment, ports);
  if (begins) strip.straightLabels = Math.max(strip.straightLabels, labels);
  else if (labels > 0) {
    const before = lines.arriving.get(segment.to) ?? 0;
    lines.labelsBelow.set(segment, before);
    lines.arriving.set(segment.to, before + labels);
    strip.bentLabels = Math.max(strip.bentLabels, before + labels);
  }
  if (!straight) lines.runs.set(segment, addRun(strip, { x: from, goes: 'up' }, { x: to, goes: 'down' }));
}

/** Whether another line begins at the right of this one, just where its label would stand. */
function isCrowded(segment: Segment, { bottom }: Ports): boolean {
  const own = bottom.get(segment);
  return own !== undefined && segment.from.down.some((other) => (bottom.get(other) ?? 0) > own);
}

function addRun(strip: Strip, one: RunEnd, other: RunEnd): Run {
  const run = newRun(one, other);
  strip.runs.push(run);
  return run;
}

/** Puts the layers below each other, with as much room between them as lines and labels need. */
function stack(
  layers: readonly (readonly Item[])[],
  strips: readonly Strip[],
  frame: Frame,
  tops: readonly number[],
): number {
  // The strip with the header of the box, and the one with its lower padding.
  const header = frame.enters ? 1 : 0;
  const footer = frame.leaves ? layers.length - 1 : layers.length;
  let y = 0;
  let origin: number | undefined;
  strips.forEach((strip, index) => {
    strip.lanes = assignLanes(strip.runs);
    const outermost = index === 0 || index === layers.length;
    const start = y + (index === header ? frame.header : 0);
    const labels = strip.straightLabels * labelHeight;
    strip.top = start + (labels > 0 ? labels + 4 : 8);
    const runs = strip.lanes === 0 ? 0 : strip.lanes * 10 + strip.bentLabels * labelHeight + 8;
    const needed = (labels > 0 ? labels + 8 : 0) + (runs === 0 ? 0 : runs + 8);
    const plain = outermost || index === header || index === footer ? 0 : layerGap;
    y = start + Math.max(plain, needed, index === footer ? frame.footer : 0);
    if (index === header) origin = y;
    y = Math.max(y, (origin ?? -Infinity) + (tops[index] ?? 0));
    let height = 0;
    for (const item of layers[index] ?? []) {
      item.y = y;
      height = Math.max(height, item.height);
    }
    y += height;
  });
  return y;
}

const laneY = (strip: Strip, run: Run) => strip.top + 4 + run.lane * 10;

function drawSegments(
  layers: readonly (readonly Item[])[],
  strips: readonly Strip[],
  ports: Ports,
  lines: Lines,
): void {
  layers.forEach((layer, index) => {
    const strip = strips[index + 1];
    if (strip === undefined) return;
    for (const item of layer) for (const segment of item.down) drawSegment(segment, strip, ports, lines);
  });
}

function drawSegment(segment: Segment, strip: Strip, ports: Ports, lines: Lines): void {
  const { arc, from, to } = segment;
  const run = lines.runs.get(segment);
  const toX = to.x + (ports.top.get(segment) ?? entryOf(segment));
  if (ports.aside.has(segment)) {
    const y = from.y + from.height / 2;
    arc.points.push({ x: from.x + from.width, y }, { x: toX, y }, { x: toX, y: to.y });
    arc.label = {
      x: from.x + from.width + labelGap,
      y: y - labelHeight / 2 - 2 - (arc.labels.length - 1) * labelHeight,
    };
    return;
  }
  const fromX = from.x + (ports.bottom.get(segment) ?? leaveOf(segment));
  arc.points.push({ x: fromX, y: from.y + from.height });
  if (run !== undefined) {
    const y = laneY(strip, run);
    arc.points.push({ x: fromX, y }, { x: toX, y });
  }
  // Ends that are as good as below each other are joined by a line that is upright all the same.
  arc.points.push({ x: run === undefined ? fromX : toX, y: to.y });
  if (to !== lowerEnd(arc)) return;
  // A straight line has its label where it begins, a bent one where it arrives.
  const below = arc.labels.length * labelHeight;
  const first = run === undefined && from === arc.from && !isCrowded(segment, ports);
  const stacked = (lines.labelsBelow.get(segment) ?? 0) * labelHeight;
  const middle = first
    ? strip.top - 4 - below + labelHeight / 2
    : to.y - below + labelHeight / 2 - 4 - stacked;
  arc.label = { x: toX + labelGap, y: middle };
}

function drawChannel(channel: Channel, strips: readonly Strip[], runs: { leave?: Run; entry?: Run }): void {
  const { arc, x, leaveX, entryX } = channel;
  const { from, to } = arc;
  const below = strips[from.rank + 1];
  const above = strips[to.rank];
  const points: Point[] = [];
  if (runs.leave === undefined || below === undefined) {
    const y = from.y + from.height / 2 + 8;
    points.push({ x: from.x + from.width, y }, { x, y });
  } else {
    const y = laneY(below, runs.leave);
    points.push({ x: leaveX, y: from.y + from.height }, { x: leaveX, y }, { x, y });
  }
  if (runs.entry === undefined || above === undefined) {
    const y = to.y + to.height / 2 - 8;
    points.push({ x, y }, { x: to.x + to.width, y });
  } else {
    const y = laneY(above, runs.entry);
    points.push({ x, y }, { x: entryX, y }, { x: entryX, y: to.y });
  }
  arc.points = points;
  const ys = [
    points.at(runs.leave === undefined ? 1 : 2)?.y ?? 0,
    points.at(runs.entry === undefined ? -2 : -3)?.y ?? 0,
  ];
  const middle = ((ys[0] ?? 0) + (ys[1] ?? 0)) / 2;
  arc.label = { x: x + labelGap, y: middle - ((arc.labels.length - 1) * labelHeight) / 2 };
}

/** To the next node of the same row, whose number stands behind the arrow. */
function drawBeside(arc: Arc): void {
  const { from, to } = arc;
  const y = Math.max(from.y, to.y) + Math.min(from.height, to.height) / 2;
  const begin = { x: from.x + from.width, y };
  arc.points = [begin, { x: to.x - to.before, y }];
  const labels = arc.labels.length * layoutSizes.labelHeight;
  arc.label = { x: begin.x + labelGap, y: y + labelHeight / 2 - labels - 2 };
}

/** A loop to itself: out at the right, back in above. */
function drawLoop(arc: Arc): void {
  const { x, y, width, height } = arc.from;
  const right = x + width;
  const out = right + layoutSizes.channelGap;
  const spread = Math.min(11, height / 2 - 6);
  const middle = y + height / 2;
  arc.points = [
    { x: right, y: middle + spread },
    { x: out, y: middle + spread },
    { x: out, y: middle - spread },
    { x: right, y: middle - spread },
  ];
  arc.label = { x: out + labelGap - 4, y: middle - ((arc.labels.length - 1) * labelHeight) / 2 };
}
