import { describe, expect, it } from 'vitest';
import { comfortable, fitting, hasMap, withNumber } from '../../webview/flow/fitting.ts';

const drawing = (width: number, height: number) => ({
  ...{ width, height },
  nodes: [{ id: 'node', x: 100, y: 0, width: 250, height: 42 }],
});
const pane = (width: number, height: number, narrow = false) => ({
  room: { width, height },
  unit: 1,
  narrow,
});

describe('the scale of a flow that nobody scaled', () => {
  it('fits the width while the texts can be read, and never enlarges', () => {
    expect(comfortable(drawing(400, 500), pane(600, 800))).toBe(1);
    expect(comfortable(drawing(600, 448), pane(525, 718))).toBeCloseTo(525 / 600);
    expect(comfortable(drawing(600, 448), pane(510, 718))).toBeCloseTo(0.85);
  });

  it('shows every text where the width does not fit', () => {
    expect(comfortable(drawing(1200, 448), pane(525, 718))).toBe(0.9);
  });

  it('shows a node whole with its number, however narrow the pane is', () => {
    const wide = { ...pane(300, 600), unit: 2 };
    const scale = comfortable(drawing(1200, 448), wide);
    expect(scale * (250 + 30) * 2).toBeLessThanOrEqual(300);
    expect(scale).toBeGreaterThan(0.4);
  });

  it('leaves room for a map', () => {
    expect(comfortable(drawing(450, 9000), pane(525, 700))).toBeCloseTo((525 - 116) / 450);
  });
});

describe('the whole of a flow', () => {
  it('fits beneath the tools of a narrow pane', () => {
    expect(fitting('whole', drawing(100, 1000), pane(400, 532, true))).toBeCloseTo(0.5);
  });
});

describe('the map', () => {
  it('is there where a drawing is much larger than the pane', () => {
    expect(hasMap(drawing(600, 900), 1, pane(600, 700))).toBe(false);
    expect(hasMap(drawing(600, 9000), 1, pane(600, 700))).toBe(true);
  });

  it('is not there where the pane has no room for it', () => {
    expect(hasMap(drawing(600, 9000), 1, pane(295, 280))).toBe(false);
    expect(hasMap(drawing(600, 9000), 1, pane(576, 78, true))).toBe(false);
    expect(hasMap(drawing(600, 9000), 1, { ...pane(590, 560), unit: 2 })).toBe(false);
  });
});

describe('what is brought into sight', () => {
  it('is a node with its number, and of a wide box its beginning', () => {
    const place = { x: 100, y: 20, width: 200, height: 42 };
    expect(withNumber(place)).toEqual({ x: 70, y: 20, width: 230, height: 42 });
    expect(withNumber({ ...place, width: 900 }).width).toBe(310);
  });
});
