import { describe, expect, it } from 'vitest';
import type { MarkView, SegmentView } from '../../src/trace/view/types.ts';
import { barsOf, leastBar, marksOf } from '../../webview/timeline/labels.ts';
import { timeScale } from '../../src/trace/timeline/scale.ts';
import { marksWith, segmentsWith } from './support/drawn.ts';

/** One pixel a second, six pixels a character. */
const scale = timeScale({ from: 0, to: 600_000, width: 600 });
const measure = (text: string): number => text.length * 6;

function segment(
  item: string,
  from: number,
  to: number | undefined,
  more: Partial<SegmentView> = {},
): SegmentView {
  const open = to === undefined ? {} : { to: to * 1000 };
  return {
    id: item,
    kind: 'node',
    from: from * 1000,
    name: item,
    duration: to === undefined ? '' : `${to - from} s`,
    severity: 'none',
    item,
    ...open,
    ...more,
  };
}

describe('bars of a lane', () => {
  it('carry name and duration where both fit', () => {
    const [bar] = barsOf(segmentsWith([segment('Welcome', 10, 110)]), scale, measure);
    expect(bar).toMatchObject({ x: 10, name: 16 });
    expect(bar?.width).toBeCloseTo(100);
    expect(bar?.duration).toBeCloseTo(110 - 6 - measure('100 s'));
  });

  it('carry only the name where the duration does not fit', () => {
    const [bar] = barsOf(segmentsWith([segment('Welcome', 10, 70)]), scale, measure);
    expect(bar).toMatchObject({ name: 16 });
    expect(bar).not.toHaveProperty('duration');
  });

  it('have name and duration beside them where neither fits, up to the next bar', () => {
    const [short, next] = barsOf(
      segmentsWith([segment('Welcome', 10, 15), segment('Later', 200, 300)]),
      scale,
      measure,
    );
    expect(short?.beside).toEqual({ x: 21, text: 'Welcome · 5 s' });
    expect(next?.beside).toBeUndefined();
    const [crowded] = barsOf(
      segmentsWith([segment('Welcome', 10, 15), segment('Later', 40, 300)]),
      scale,
      measure,
    );
    expect(crowded).not.toHaveProperty('beside');
  });

  it('label the problem first, over the slivers that follow it', () => {
    const bars = barsOf(
      segmentsWith([segment('queryOrder', 10, 20, { severity: 'error' }), segment('Keep', 20, 21)]),
      scale,
      measure,
    );
    expect(bars.map(({ beside }) => beside?.text)).toEqual(['queryOrder · 10 s', undefined]);
    expect(bars[0]?.beside?.x).toBeGreaterThan(23);
  });

  it('are never too narrow to be seen, nor outside', () => {
    const [first, last] = barsOf(
      segmentsWith([segment('a', 10, 10), segment('b', 600, 600)]),
      scale,
      measure,
    );
    expect(first?.width).toBe(leastBar);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(600);
  });

  it('reach the end where they are still open', () => {
    const [bar] = barsOf(segmentsWith([segment('Talking', 500, undefined)]), scale, measure);
    expect(bar).toMatchObject({ x: 500, width: 100 });
  });

  it('are few where many fall on the same place; the worst and the selected are among them', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => segment(`s${at}`, at / 100, at / 100));
    many[5000] = segment('bad', 50, 50, { severity: 'error' });
    const bars = barsOf(segmentsWith(many), scale, measure, { selected: 7777 });
    expect(bars.length).toBeLessThan(200);
    const drawn = bars.map(({ segment: { item } }) => item);
    expect(drawn).toContain('bad');
    expect(drawn).toContain('s7777');
    expect(bars.reduce((sum, { more }) => sum + more + 1, 0)).toBe(10_000);
  });

  it('keep name and duration clear of a stretch that is drawn narrow', () => {
    const quiet = timeScale({ from: 0, to: 600_000, width: 600, quiet: [{ from: 10_000, to: 590_000 }] });
    const [gap] = quiet.breaks;
    const [bar] = barsOf(segmentsWith([segment('Waiting', 10, 590)]), quiet, measure);
    if (gap === undefined || bar?.name === undefined || bar.duration === undefined)
      throw new Error('not drawn');
    expect(bar.name + measure('Waiting')).toBeLessThanOrEqual(gap.x);
    expect(bar.duration).toBeGreaterThanOrEqual(gap.x + gap.width);
  });
});

describe('moments of a lane', () => {
  const mark = (item: string, seconds: number) => ({
    item,
    at: seconds * 1000,
    name: item,
    severity: 'none' as const,
  });

  it('are named where there is room to the next', () => {
    const places = marksOf(
      marksWith([mark('Enqueue', 0), mark('Assign', 30), mark('Released', 300)]),
      scale,
      measure,
    );
    expect(places.map(({ name }) => name !== undefined)).toEqual([false, true, true]);
  });

  it('are named at the left where the end is near', () => {
    const [place] = marksOf(marksWith([mark('Released', 600)]), scale, measure);
    expect((place?.name ?? 0) + measure('Released')).toBeLessThan(600);
  });

  it('are drawn once where they fall together: the selected one, else the worst, else the first', () => {
    const together = [
      mark('a', 100),
      mark('b', 100),
      { ...mark('c', 100), severity: 'error' as const },
      mark('d', 100),
    ];
    const drawn = (marks: readonly MarkView[], selected = -1) =>
      marksOf(marksWith(marks), scale, measure, { selected }).map(({ at, more }) => [marks[at]?.item, more]);
    expect(drawn(together, 3)).toEqual([['d', 3]]);
    expect(drawn(together)).toEqual([['c', 3]]);
    expect(drawn(together.slice(0, 2))).toEqual([['a', 1]]);
  });

  it('have names that do not run into one another', () => {
    const many = Array.from({ length: 40 }, (_, at) => mark(`moment ${at}`, at * 15));
    const named = marksOf(marksWith(many), scale, measure).flatMap(({ name, at }) =>
      name === undefined ? [] : [{ from: name, to: name + measure(many[at]?.name ?? '') }],
    );
    named.forEach(({ from }, at) => expect(from).toBeGreaterThanOrEqual(named[at - 1]?.to ?? 0));
  });
});
