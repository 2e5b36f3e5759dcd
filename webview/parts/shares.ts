/*
 * How the panes share the viewer; shares are 0 to 1, lengths CSS pixels at a font of 13 px.
 */

/** Below this width one view is shown at a time. */
export const narrowBelow = 720;
/** Below this width the time bar leaves the summary. */
export const mediumBelow = 1200;

/** Of the width that the flow takes, of the height of the right column that the timeline or list takes. */
export const usualShares = { flow: 0.41, upper: 0.45 } as const;

const leastFlow = 280;
const leastRight = 360;
const leastUpper = 0.15;
const mostUpper = 0.8;

/** The share of the flow that leaves room for both columns. */
export function withinColumns(share: number, width: number): number {
  const all = Math.max(1, width);
  return Math.max(leastFlow / all, Math.min(1 - leastRight / all, share));
}

/** The share of the upper pane that leaves room for both. */
export function withinRows(share: number): number {
  return Math.min(mostUpper, Math.max(leastUpper, share));
}
