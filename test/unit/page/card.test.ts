import { describe, expect, it } from 'vitest';
import { counterparts, wordsOf } from '../../../webview/timeline/counterparts.ts';
import type { PaintedLane } from '../../../webview/timeline/picture.ts';
import { drawnAt, isSame, type Drawn } from '../../../webview/timeline/pointing.ts';
import { lanePlaces } from '../../../webview/timeline/lanes.ts';
import { headHeight } from '../../../webview/timeline/picture.ts';
import { timeWords } from '../../../webview/times.ts';
import { drawnWith } from '../support/drawn.ts';
import { sampleDrawn } from '../support/viewer.ts';
import { viewerStrings } from '../support/viewer-strings.ts';

const view = sampleDrawn();
const strings = viewerStrings('en');
const words = timeWords(view, 'elapsed', strings);

function drawn(row: string, kind: 'bar' | 'mark', at: number, of = view): Drawn {
  const lane = of.timeline.rows.find(({ id }) => id === row);
  if (lane === undefined) throw new Error(`no lane ${row}`);
  const item = (kind === 'bar' ? lane.segments : lane.marks).row[at];
  if (item === undefined) throw new Error(`no ${kind} ${at} in ${row}`);
  return { item, lane, kind, at };
}
const card = (row: string, kind: 'bar' | 'mark', at: number) =>
  wordsOf(view, drawn(row, kind, at), strings, words);

describe('the card', () => {
  it('of a bar says what the bar says, and from when to when it was', () => {
    expect(card('customer', 'bar', 0)).toEqual({
      title: 'Connected · 2 m 48 s',
      lines: ['0:00.0 – 2:48.3'],
    });
    expect(card('queue', 'bar', 1).title).toMatch(/^General service · 47\.[56] s$/u);
    expect(card('queue', 'bar', 1).lines[0]).toMatch(/0:42\.\d – 1:30\.2$/u);
  });

  it('of the bar of a step says its kind, exit and problem too', () => {
    const { title, lines } = card('ivr:1', 'bar', 2);
    expect(title).toBe('queryOrder · 3.2 s');
    expect(lines[0]).toMatch(/^HTTP request · .*0:39\.1 – 0:42\.3$/u);
    expect(lines).toHaveLength(2);
  });

  it('of a moment says when it was', () => {
    expect(card('system', 'mark', 9)).toEqual({ title: 'Hung up', lines: ['138****2315 · at 2:48.3'] });
  });

  it('of a bar that is still open, or of the call itself, has no end or item', () => {
    const bar = { id: 'x', kind: 'waiting' as const, from: 0, name: 'Sales', duration: '', item: '' };
    const lane = { id: 'queue', lane: 'queue' as const, name: 'Queue', depth: 0, marks: [] };
    const open = drawnWith({
      from: 0,
      to: 1000,
      rows: [{ ...lane, segments: [{ ...bar, severity: 'warning' }] }],
    });
    expect(
      wordsOf(open, drawn('queue', 'bar', 0, open), strings, timeWords(open, 'elapsed', strings)),
    ).toEqual({ title: 'Sales · still open', lines: ['warning · at 0:00.0'] });
  });
});

const bar = { x: 10, width: 50, more: 0 };
const painted = {
  lanes: lanePlaces(view.timeline.rows).map((place): PaintedLane => {
    const [segment] = place.row.segments;
    const [first] = place.row.marks;
    return {
      place,
      bars: segment === undefined ? [] : [{ ...bar, at: 0, segment }],
      marks: first === undefined ? [] : [{ at: 0, x: 15, more: 0 }],
    };
  }),
  pills: [],
  laneWidth: 400,
};
const laneAt = (row: string) => painted.lanes.find(({ place }) => place.row.id === row)?.place.y ?? NaN;

describe('what is beneath the pointer', () => {
  it('is a bar or a moment, which are not the same where they belong to the same event', () => {
    const at = (row: string) => drawnAt(painted, { x: 15, y: headHeight + laneAt(row) + 1 }, 0);
    const [connected, entered] = [at('customer'), at('system')];
    expect(connected).toMatchObject({ kind: 'bar', at: 0, item: view.rows.placeOf('e1') });
    expect(entered).toMatchObject({ kind: 'mark', at: 0, item: view.rows.placeOf('e1') });
    expect(isSame(connected, entered)).toBe(false);
    expect(isSame(connected, at('customer'))).toBe(true);
    expect(isSame(undefined, connected)).toBe(false);
    expect(drawnAt(painted, { x: 300, y: headHeight + 1 }, 0)).toBeUndefined();
    expect(drawnAt(painted, { x: 15, y: 1 }, 0)).toBeUndefined();
  });
});

describe('what stands for the drawing', () => {
  const chosenIn = (lane: string | undefined) =>
    counterparts(painted, { left: 0, selected: view.rows.placeOf('e1'), lane, view, strings, words })
      .filter(({ selected }) => selected)
      .map(({ label }) => label);

  it('is selected where one stands, else at another drawing of the selection', () => {
    expect(chosenIn('customer')).toEqual(['Connected · 2 m 48 s · at 0:00.0']);
    expect(chosenIn('system')).toEqual(['Entered IVR · at 0:00.0']);
    expect(chosenIn('nowhere')).toEqual(['Connected · 2 m 48 s · at 0:00.0']);
  });
});
