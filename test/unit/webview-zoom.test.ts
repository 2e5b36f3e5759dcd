import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNavigator } from '../../webview/timeline/navigator.ts';
import {
  exactly,
  movedTo,
  rangeInSight,
  scaleInSight,
  wholeCall,
  zoomedBy,
  zoomedTo,
} from '../../webview/timeline/zoom.ts';

const start = 1_794_981_731_000;
const minute = 60_000;
const call = { from: start, to: start + 10 * minute, quiet: [], width: 600 };
const waiting = { ...call, quiet: [{ from: start + minute, to: start + 8 * minute }] };

describe('zooming into a call', () => {
  it('keeps what is at the pointer where it is, also where long waits are drawn narrow', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(call, waiting),
        fc.array(fc.tuple(fc.double({ min: 0.2, max: 5, noNaN: true }), fc.integer({ min: 0, max: 600 })), {
          maxLength: 8,
        }),
        (zoomed, steps) => {
          let zoom = wholeCall;
          for (const [by, place] of steps) {
            const moment = scaleInSight(zoomed, zoom).time(place);
            zoom = zoomedBy(zoomed, zoom, by, place);
            const edge = zoom.left === 0 || zoom.left >= zoomed.width * zoom.factor - zoomed.width - 1e-6;
            if (!edge) expect(scaleInSight(zoomed, zoom).x(moment)).toBeCloseTo(place, 0);
            expect(zoom.factor).toBeGreaterThanOrEqual(1);
            const { from, to } = rangeInSight(zoomed, zoom);
            expect(from).toBeGreaterThanOrEqual(zoomed.from);
            expect(to).toBeLessThanOrEqual(zoomed.to);
          }
        },
      ),
    );
  });

  it('ends where a few milliseconds fill what is in sight', () => {
    const { from, to } = rangeInSight(call, zoomedBy(call, wholeCall, 1e12, 300));
    expect(to - from).toBeGreaterThanOrEqual(4.9);
  });

  it('shows a range with a little room beside it, or just it', () => {
    const range = { from: start + 2 * minute, to: start + 3 * minute };
    const near = rangeInSight(call, zoomedTo(call, range));
    expect(near.from).toBeLessThan(range.from);
    expect(near.to).toBeGreaterThan(range.to);
    expect(near.to - near.from).toBeLessThan(1.2 * minute);
    const just = rangeInSight(call, exactly(call, range));
    expect(Math.abs(just.from - range.from)).toBeLessThan(5);
    expect(Math.abs(just.to - range.to)).toBeLessThan(5);
  });

  it('moves to what is out of sight, and stays where it is in sight', () => {
    const zoom = zoomedBy(call, wholeCall, 5, 0);
    const near = { from: start + 10_000, to: start + 20_000 };
    expect(movedTo(call, zoom, near)).toBe(zoom);
    const far = { from: start + 9 * minute, to: start + 9 * minute + 1000 };
    const { from, to } = rangeInSight(call, movedTo(call, zoom, far));
    expect(from).toBeLessThan(far.from);
    expect(to).toBeGreaterThan(far.to);
  });
});

describe('where a person is in a call', () => {
  const navigator = () => createNavigator(() => ({ ...waiting, compress: true }));

  it('opens a stretch that is drawn narrow', () => {
    const one = navigator();
    const [stretch] = one.scale().breaks;
    if (stretch === undefined) throw new Error('nothing is narrow');
    one.open(stretch);
    expect(one.scale().breaks).toEqual([]);
    one.reset();
    expect(one.scale().breaks).toHaveLength(1);
  });

  it('marks a range end by end, and forgets it with the whole call', () => {
    const one = navigator();
    const step = { from: start + 5000, to: start + 9000 };
    one.mark('from', step.from, step);
    expect(one.range()).toEqual(step);
    one.mark('to', start + 30_000, step);
    expect(one.range()).toEqual({ from: step.from, to: start + 30_000 });
    one.mark('from', start + 40_000, step);
    expect(one.range()).toEqual({ from: start + 40_000, to: start + 40_000 });
    one.showAll();
    expect(one.range()).toBeUndefined();
  });
});
