/*
 * When a flow has a map and what it takes of the pane; CSS pixels at a font of 13 px.
 */

/** Below this width of a pane its map is a small one. */
const smallBelow = 400;

export const isSmallMap = (paneWidth: number): boolean => paneWidth < smallBelow;

/** The strip that the map takes at the right of the pane. */
export const mapWidth = (paneWidth: number): number => (isSmallMap(paneWidth) ? 66 : 116);

/** How many panes a drawing has to fill before a map of it is worth the room that it takes from it. */
const worthIt = 3;

/** What has to be left of a pane beside a map: a node with its number in full. */
const leastBeside = 280;
/** In a lower pane a map tells nothing. */
const leastHeight = 140;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whether so much of a drawing is outside of the pane that a map is shown, and the pane has room for one. */
export function needsMap(drawing: Size, pane: Size): boolean {
  if (pane.width - mapWidth(pane.width) < leastBeside || pane.height < leastHeight) return false;
  return drawing.height > pane.height * worthIt || drawing.width > pane.width * worthIt;
}
