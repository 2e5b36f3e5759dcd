import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partOf, quietIn, ticksOf, timeScale, type Quiet } from '../../src/trace/timeline/scale.ts';

const start = 1_794_981_731_000;
const at = (seconds: number): number => start + seconds * 1000;

/** Two minutes of nothing between two busy moments. */
const quiet = {
  from: at(0),
  to: at(200),
  width: 600,
  quiet: quietBetween(at(0), at(200), [0, 10, 20, 30, 170, 180, 190, 200].map(at)),
};

/** Of a call in which something happens at these moments. */
function quietBetween(from: number, to: number, moments: readonly number[]): readonly Quiet[] {
  return quietIn(from, to, Float64Array.from(moments));
}

describe('the scale of the timeline', () => {
  it('is true where nothing is hidden', () => {
    const scale = timeScale({ from: at(0), to: at(100), width: 500 });
    expect(scale.breaks).toEqual([]);
    expect([0, 25, 100].map((seconds) => scale.x(at(seconds)))).toEqual([0, 125, 500]);
  });

  it('puts what lies outside to the nearer end', () => {
    const scale = timeScale({ from: at(0), to: at(100), width: 500 });
    expect([scale.x(at(-50)), scale.x(at(1000))]).toEqual([0, 500]);
  });

  it('draws a long stretch in which nothing begins or ends narrow, keeping room at both of its ends', () => {
    const scale = timeScale(quiet);
    expect(scale.breaks).toHaveLength(1);
    const [gap] = scale.breaks;
    if (gap === undefined) throw new Error('no break');
    expect(gap.width).toBe(24);
    expect(gap.from).toBeGreaterThan(at(30));
    expect(gap.to).toBeLessThan(at(170));
    expect(gap.x - scale.x(at(30))).toBeGreaterThan(40);
    expect(scale.x(at(170)) - (gap.x + gap.width)).toBeGreaterThan(20);
    expect(scale.x(at(10)) - scale.x(at(0))).toBeGreaterThan(30);
    expect(scale.x(at(200))).toBeCloseTo(600);
  });

  it('hides nothing where there is room enough, in a busy call, and in a call of no length', () => {
    expect(timeScale({ ...quiet, width: 1200 }).breaks).toEqual([]);
    const busy = Array.from({ length: 20 }, (_, place) => at(place * 10));
    expect(quietBetween(at(0), at(200), busy)).toEqual([]);
    const none = timeScale({
      from: at(0),
      to: at(0),
      width: 600,
      quiet: quietBetween(at(0), at(0), [at(0)]),
    });
    expect([none.perMs, none.x(at(0))]).toEqual([0, 0]);
  });

  it('never goes back in place as time goes on, and fills the width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 7_200_000 }), { minLength: 2, maxLength: 40 }),
        fc.integer({ min: 60, max: 2000 }),
        (offsets, width) => {
          const moments = offsets.map((offset) => start + offset).sort((a, b) => a - b);
          const [from = start] = moments;
          const to = moments.at(-1) ?? from;
          const scale = timeScale({ from, to, width, quiet: quietBetween(from, to, moments) });
          const places = moments.map((moment) => scale.x(moment));
          places.forEach((place, index) => {
            expect(place).toBeGreaterThanOrEqual((places[index - 1] ?? 0) - 1e-6);
            expect(place).toBeLessThanOrEqual(width + 1e-6);
          });
          if (to > from) expect(scale.x(to)).toBeCloseTo(width, 3);
          for (const moment of moments)
            expect(Math.abs(scale.time(scale.x(moment)) - moment)).toBeLessThan(1);
          for (const stretch of scale.breaks) {
            expect(moments.some((moment) => moment > stretch.from && moment < stretch.to)).toBe(false);
          }
        },
      ),
    );
  });
});

describe('the ticks of the axis', () => {
  it('are round times, far enough apart, with room before the end', () => {
    const scale = timeScale({ from: at(0), to: at(100), width: 500 });
    const ticks = ticksOf(scale, at(0), 56);
    expect(ticks.map((tick) => (tick.at - start) / 1000)).toEqual([0, 15, 30, 45, 60, 75]);
    expect(ticks.at(-1)?.x).toBeLessThanOrEqual(500 - 56);
  });

  it('are none within a break', () => {
    const scale = timeScale(quiet);
    for (const { at: moment } of ticksOf(scale, at(0), 30)) {
      expect(scale.breaks.some((stretch) => moment > stretch.from && moment < stretch.to)).toBe(false);
    }
  });

  it('name the beginning where the first round time is far', () => {
    const scale = timeScale({ from: at(0), to: at(100), width: 500 });
    const ticks = ticksOf(scale, at(-1), 120);
    expect(ticks[0]).toEqual({ at: at(0), x: 0 });
    expect(ticks[1]?.x).toBeGreaterThanOrEqual(120);
  });

  it('are only those in sight, however far the call is zoomed into', () => {
    const whole = timeScale({ from: at(0), to: at(86_400), width: 500_000_000 });
    const scale = partOf(whole, whole.x(at(40_000)), 500);
    const ticks = ticksOf(scale, at(0), 56);
    expect(ticks.length).toBeGreaterThan(3);
    expect(ticks.length).toBeLessThan(10);
    for (const { at: moment, x } of ticks) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(500);
      expect(moment).toBeGreaterThanOrEqual(at(40_000));
    }
  });

  it('are one where the call has no length', () => {
    expect(ticksOf(timeScale({ from: at(0), to: at(0), width: 500 }), at(0), 56)).toEqual([
      { at: at(0), x: 0 },
    ]);
  });

  it('are no more than there is room for, however long the call is said to be', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: 1, max: 1e300 }), fc.constantFrom(1e15, 1e25, Infinity)),
        fc.double({ min: -1e20, max: 1e20, noNaN: true }),
        fc.integer({ min: 60, max: 2000 }),
        (length, origin, width) => {
          const scale = timeScale({ from: start, to: start + length, width });
          const ticks = ticksOf(scale, origin, 56);
          expect(ticks.length).toBeLessThanOrEqual(width / 56 + 2);
          for (const { x } of ticks) expect(x >= 0 && x <= width).toBe(true);
        },
      ),
    );
    const days = timeScale({ from: 0, to: 1e15, width: 1000 });
    const far = ticksOf(days, 0, 56);
    expect(far.length).toBeGreaterThan(5);
    expect(far[1]?.at).toBe(86_400_000 * 1_000_000);
  });

  it('keep the gap between one another, half of it beside breaks, and all of it before the end', () => {
    let beside = 0;
    for (let width = 300; width < 900; width += 7) {
      const scale = timeScale({ ...quiet, width });
      for (const gap of [30, 56, 90]) {
        const ticks = ticksOf(scale, at(0), gap);
        ticks.slice(1).forEach(({ x }, index) => {
          expect(x - (ticks[index]?.x ?? 0)).toBeGreaterThanOrEqual(gap - 1e-9);
        });
        for (const { x } of ticks) {
          expect(x).toBeLessThanOrEqual(width - gap);
          for (const stretch of scale.breaks) {
            const off = x < stretch.x ? stretch.x - x : x - stretch.x - stretch.width;
            expect(off).toBeGreaterThanOrEqual(gap / 2 - 1e-9);
            if (off < gap) beside += 1;
          }
        }
      }
    }
    expect(beside).toBeGreaterThan(20);
    // A tick that stands off by just the gap is one: the seconds here are exactly the gap apart.
    const exact = timeScale({ from: at(0), to: at(10), width: 1000 });
    expect(ticksOf(exact, at(0), 100).map(({ x }) => Math.round(x))).toEqual([
      0, 100, 200, 300, 400, 500, 600, 700, 800, 900,
    ]);
  });
});
