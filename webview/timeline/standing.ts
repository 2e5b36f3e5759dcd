import type { DrawnView } from '../../src/trace/view/types.ts';
import { spanOf } from './picture.ts';
import { stepInTimeline, stopOf, type Stop, type WalkKey } from './walk.ts';
import type { Range } from './zoom.ts';

/** Where one stands in the drawing: where one walked to the selection, else in the selection's own place. */
export interface Standing {
  readonly stop: () => Stop | undefined;
  /** When the selection is. */
  readonly span: () => Range | undefined;
  /** Id of the lane. */
  readonly lane: () => string | undefined;
  /** Goes where an arrow key leads, and says what is to be selected there. */
  readonly walk: (key: WalkKey) => string | undefined;
  /** Something was chosen in another way than by walking to it. */
  readonly forget: () => void;
}

export function createStanding(
  shown: () => {
    readonly view: DrawnView;
    readonly selection: string | undefined;
    readonly selected: number;
  },
): Standing {
  /** Where the arrow keys led last, by ids, which stay the same while the call goes on. */
  let walked: { readonly item: string; readonly lane: string | undefined } | undefined;
  const stop = (): Stop | undefined => {
    const { view, selection, selected } = shown();
    if (selected < 0) return undefined;
    return stopOf(view, selected, walked?.item === selection ? walked?.lane : undefined);
  };
  const laneOf = (at: Stop | undefined): string | undefined =>
    at === undefined ? undefined : shown().view.timeline.rows[at.lane]?.id;
  return {
    stop,
    span: () => spanOf(shown().view, shown().selected, stop()),
    lane: () => laneOf(stop()),
    walk: (key) => {
      const { view } = shown();
      const to = stepInTimeline(view, stop(), key);
      const item = to === undefined ? undefined : view.rows.at(to.item)?.item;
      if (item !== undefined) walked = { item, lane: laneOf(to) };
      return item;
    },
    forget: () => {
      walked = undefined;
    },
  };
}
