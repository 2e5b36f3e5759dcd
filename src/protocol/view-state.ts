import type { FlowArrangement } from '../trace/graph/arrangement.ts';
import { arrangementShape } from './arrangement-shape.ts';
import { flag, list, number, object, oneOf, optional, shapeOf, text, type Shape } from './shapes.ts';
import { timesShown, type TimesShown } from './times-shown.ts';

/** What a person arranged; kept over hiding and reload by the webview, over closing by the host. */
export interface ViewState extends FlowArrangement {
  /** Share of the width that the flow takes, 0 to 1. */
  readonly flowShare?: number;
  /** Share of the height of the right column that the timeline or list takes, 0 to 1. */
  readonly upperShare?: number;
  readonly tab?: 'timeline' | 'list';
  /** The one view of a narrow pane. */
  readonly narrowTab?: 'flow' | 'timeline' | 'list' | 'details';
  readonly times?: TimesShown;
  /** Whether long waits are drawn narrow in the timeline; absent: they are. */
  readonly compress?: boolean;
  /** By what the list is grouped; absent: by nothing. */
  readonly groupBy?: 'sub-flow' | 'lane';
  /** Whether the list has the latest first; absent: the earliest. */
  readonly latestFirst?: boolean;
  /** Scale of the flow; absent: what fits the width, at most 1. */
  readonly zoom?: number;
  /** The filter as it is written; absent: none. */
  readonly filter?: string;
  /** Filters that were used before, the last first. */
  readonly recentFilters?: readonly string[];
  /** The list shows also what does not match, dimmed. */
  readonly filterShowsAll?: boolean;
  /** Whether the flow tells how long the call was in each node by a bar. */
  readonly heat?: boolean;
}

export const viewState: Shape<ViewState> = shapeOf<ViewState>()(
  object({
    flowShare: optional(number),
    upperShare: optional(number),
    tab: optional(oneOf(['timeline', 'list'])),
    narrowTab: optional(oneOf(['flow', 'timeline', 'list', 'details'])),
    times: optional(oneOf(timesShown)),
    compress: optional(flag),
    groupBy: optional(oneOf(['sub-flow', 'lane'])),
    latestFirst: optional(flag),
    zoom: optional(number),
    filter: optional(text),
    recentFilters: optional(list(text)),
    filterShowsAll: optional(flag),
    heat: optional(flag),
    ...arrangementShape,
  }),
);

/** What belongs to one call; the rest of how a viewer is arranged holds for every call. */
export function ofOneCall({ zoom, filter }: ViewState): ViewState {
  return { ...(zoom === undefined ? {} : { zoom }), ...(filter === undefined ? {} : { filter }) };
}
