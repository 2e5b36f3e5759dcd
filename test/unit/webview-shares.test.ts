import { describe, expect, test } from 'vitest';
import { usualShares, withinColumns, withinRows } from '../../webview/parts/shares.ts';

describe('shares of the panes', () => {
  test('leave both columns their least width', () => {
    expect(withinColumns(0.5, 1400)).toBe(0.5);
    expect(withinColumns(0, 1400) * 1400).toBeCloseTo(280);
    expect((1 - withinColumns(1, 1400)) * 1400).toBeCloseTo(360);
  });

  test('leave both rows a part of the height', () => {
    expect(withinRows(usualShares.upper)).toBe(usualShares.upper);
    expect(withinRows(0)).toBe(0.15);
    expect(withinRows(1)).toBe(0.8);
  });

  test('are numbers before the width is known', () => {
    expect(withinColumns(usualShares.flow, 0)).toBeGreaterThan(0);
  });
});
