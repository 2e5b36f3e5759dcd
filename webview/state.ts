import type { ProblemView, ShowMessage, ViewerSettings } from '../src/protocol/messages.ts';
import type { ViewState } from '../src/protocol/view-state.ts';
import type { VariableChanges, VariableQuestion } from '../src/trace/view/history.ts';
import type { TravelMessage, TravelView } from '../src/protocol/travel-messages.ts';
import type { DetailsView } from '../src/trace/view/details-types.ts';
import type { DrawnView, RowView } from '../src/trace/view/types.ts';
import { noFilter, type FilterActions, type FilterState } from './filter/filtering.ts';
import type { MatchSet } from './filter/match-set.ts';

/** What fills the viewer. */
export type Content =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'problem'; readonly problem: ProblemView }
  | ({ readonly kind: 'shown'; readonly view: DrawnView } & Omit<ShowMessage, 'view'>);

/** What the inspector shows; `item` absent: the call. */
export type Details =
  | { readonly state: 'loading'; readonly item?: string }
  | { readonly state: 'failed'; readonly item?: string; readonly why: string }
  | { readonly state: 'ready'; readonly item?: string; readonly view: DetailsView };

/** Everything the viewer draws from. Changed only by replacing it. */
export interface State {
  readonly content: Content;
  /** The one selection of all views: a step or event; undefined: the call. */
  readonly selection: string | undefined;
  readonly details: Details;
  readonly settings: ViewerSettings;
  readonly viewState: ViewState;
  /** Whether there are selections to go back and forward to. */
  readonly travel: TravelView;
  readonly filter: FilterState;
  /** What the filter accepts; undefined: there is none, everything is shown alike. */
  readonly matches?: MatchSet | undefined;
}

export const initialState: State = {
  content: { kind: 'loading' },
  selection: undefined,
  details: { state: 'loading' },
  settings: { times: 'elapsed' },
  viewState: {},
  travel: { back: false, forward: false },
  filter: noFilter,
};

/** What a person can do; the components call it and decide nothing. */
export interface Actions extends FilterActions {
  readonly select: (item: string | undefined) => void;
  readonly openText: (place: 'item' | 'source', item?: string) => void;
  readonly openProblem: () => void;
  /** Does what an action of a notice or problem says. */
  readonly act: (action: string) => void;
  readonly copy: (text: string) => void;
  /** Along the selections. */
  readonly travel: (to: TravelMessage['to']) => void;
  readonly retryDetails: () => void;
  /** The changes of a variable around a step; undefined where they could not be had. */
  readonly variableChanges: (question: VariableQuestion) => Promise<VariableChanges | undefined>;
  readonly arrange: (change: Arrangement) => void;
}

/** A change of what a person arranged; undefined puts back the usual. */
export type Arrangement = { readonly [K in keyof ViewState]?: ViewState[K] | undefined };

/** The path over the designed flow, or alone. Another drawing has another size: the scale begins anew. */
export const drawnOver = (design: ViewState['design']): Arrangement => ({ design, zoom: undefined });

/** What a person arranged, after a change. */
export function arranged(before: ViewState, change: Arrangement): ViewState {
  const all = Object.entries({ ...before, ...change });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** The step or event of an id. */
export function rowOf(view: DrawnView, item: string): RowView | undefined {
  const place = view.rows.placeOf(item);
  return place < 0 ? undefined : view.rows.at(place);
}

/** Whether the trace has a step or event of this id. */
export function hasItem(view: DrawnView, item: string): boolean {
  return view.rows.placeOf(item) >= 0 || view.findings.some((finding) => finding.item === item);
}

/**
 * What is selected in a drawing: what was selected before where it still exists, else the worst problem, else the
 * call.
 */
export function selectionIn(
  view: DrawnView,
  before: string | undefined,
  opening: boolean,
): string | undefined {
  if (before !== undefined && hasItem(view, before)) return before;
  const worst = opening || before !== undefined ? view.findings[0]?.item : undefined;
  return worst === '' ? undefined : worst;
}

/**
 * The next problem from the selection in the order of the chips, around the end. Where the selection is no problem:
 * the first, or going back, the last.
 */
export function neighbourProblem(
  view: DrawnView,
  selection: string | undefined,
  step: 1 | -1,
): string | undefined {
  // Several problems of one step or event are one place to go to; a problem of the call itself is none.
  const items = [...new Set(view.findings.map(({ item }) => item))].filter((item) => item !== '');
  const count = items.length;
  if (count === 0) return undefined;
  const at = selection === undefined ? -1 : items.indexOf(selection);
  const next = at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count;
  return items[next];
}

/** The step or event before or after the selection by time; at the ends, undefined. */
export function neighbourItem(
  view: DrawnView,
  selection: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = selection === undefined ? -1 : view.rows.placeOf(selection);
  if (at < 0) return view.rows.at(step > 0 ? 0 : -1)?.item;
  return at + step < 0 ? undefined : view.rows.at(at + step)?.item;
}
