import type { PackedView } from '../trace/view/packed.ts';
import type { DetailsView } from '../trace/view/details-types.ts';
import type { EventType, RequestType } from './messenger.ts';
import { timesShown, type TimesShown } from './times-shown.ts';
import {
  either,
  list,
  nothing,
  number,
  object,
  oneOf,
  optional,
  shapeOf,
  text,
  type Nothing,
  type Shape,
} from './shapes.ts';
import { detailsView, packedView } from './view-shapes.ts';
import { viewState, type ViewState } from './view-state.ts';

/** Something that a person can do about a notice or a problem; what it does is the host's. */
export interface ActionView {
  readonly id: string;
  readonly label: string;
}

const actionView: Shape<ActionView> = shapeOf<ActionView>()(object({ id: text, label: text }));

/** A problem in words, in the language of the viewer, and its place in the document's text (both 1-based). */
export interface ProblemView {
  readonly text: string;
  /** What did not work, where that is not the document's content: fetching a call, opening a file. */
  readonly title?: string;
  readonly line?: number;
  readonly column?: number;
  /** Ways out of it. Absent where the text of the document is what has to be mended. */
  readonly actions?: readonly ActionView[];
}

export const problemView: Shape<ProblemView> = shapeOf<ProblemView>()(
  object({
    text,
    title: optional(text),
    line: optional(number),
    column: optional(number),
    actions: optional(list(actionView)),
  }),
);

/** Something to know about the document as a whole: that it is read-only, an old copy, or masked. */
export interface NoticeView {
  readonly text: string;
  readonly actions: readonly ActionView[];
}

const noticeView: Shape<NoticeView> = shapeOf<NoticeView>()(object({ text, actions: list(actionView) }));

/** Settings of the editor that the viewer follows. */
export interface ViewerSettings {
  readonly times: TimesShown;
}

export const viewerSettings: Shape<ViewerSettings> = shapeOf<ViewerSettings>()(
  object({ times: oneOf(timesShown) }),
);

/** A drawing, and what is to be said above it. */
export interface ShowMessage {
  readonly view: PackedView;
  /** Why the document is no longer valid: the drawing is the last valid one. */
  readonly stale?: ProblemView;
  readonly notices?: readonly NoticeView[];
}

const showMessage: Shape<ShowMessage> = shapeOf<ShowMessage>()(
  object({ view: packedView, stale: optional(problemView), notices: optional(list(noticeView)) }),
);

/** What the viewer starts with. */
export interface InitialState {
  readonly settings: ViewerSettings;
  readonly viewState?: ViewState;
  /** The drawing, or why there is none. */
  readonly content: ShowMessage | ProblemMessage;
  /** Selected before the first problem is: where the cursor stands in the text. */
  readonly select?: string;
  /** Of what will most likely be selected, so that it need not be asked for. */
  readonly details?: ItemDetails;
}

/** Everything about one step or event; without `item`, about the call. */
export interface ItemDetails {
  readonly item?: string;
  readonly view: DetailsView;
}

/** The document is not valid. A drawing that is there stays, greyed; without one the problem takes its place. */
export interface ProblemMessage {
  readonly problem: ProblemView;
}

const problemMessage: Shape<ProblemMessage> = shapeOf<ProblemMessage>()(object({ problem: problemView }));

const initialState: Shape<InitialState> = shapeOf<InitialState>()(
  object({
    settings: viewerSettings,
    viewState: optional(viewState),
    content: either(showMessage, problemMessage),
    select: optional(text),
    details: optional(shapeOf<ItemDetails>()(object({ item: optional(text), view: detailsView }))),
  }),
);

/** A step or event of the trace; none: the call as a whole. */
export interface ItemMessage {
  readonly item?: string;
}

const itemMessage: Shape<ItemMessage> = shapeOf<ItemMessage>()(object({ item: optional(text) }));

/** Where in the JSON text to go. */
export interface OpenTextMessage {
  /** Absent: to the start of the document. */
  readonly item?: string;
  /** `item`: the step or event in the trace. `source`: the raw record that it was read from. */
  readonly place: 'item' | 'source';
}

/** What went wrong in the viewer; for the log. */
export interface ErrorReport {
  readonly text: string;
  readonly stack?: string;
}

/** Webview → extension host. */
export const toHost = {
  /** The viewer is there and asks what to show. Nothing is sent to it before. */
  ready: { name: 'ready', payload: nothing, result: initialState } satisfies RequestType<
    Nothing,
    InitialState
  >,
  /** Everything about one step or event, or about the call. */
  details: { name: 'details', payload: itemMessage, result: detailsView } satisfies RequestType<
    ItemMessage,
    DetailsView
  >,
  /** A person selected something in the viewer. */
  selected: { name: 'selected', payload: itemMessage } satisfies EventType<ItemMessage>,
  /** What is selected without a person having done it: on opening and in a new drawing. */
  selectedItself: { name: 'selected-itself', payload: itemMessage } satisfies EventType<ItemMessage>,
  openText: {
    name: 'open-text',
    payload: shapeOf<OpenTextMessage>()(object({ item: optional(text), place: oneOf(['item', 'source']) })),
  } satisfies EventType<OpenTextMessage>,
  /** Does what an action of a notice or problem says. */
  act: { name: 'act', payload: object({ action: text }) } satisfies EventType<{ action: string }>,
  /** Goes to the line of the problem that was last told. */
  openProblem: { name: 'open-problem', payload: nothing } satisfies EventType<Nothing>,
  /** To the clipboard, as it is shown. */
  copy: { name: 'copy', payload: object({ text }) } satisfies EventType<{ text: string }>,
  viewState: { name: 'view-state', payload: viewState } satisfies EventType<ViewState>,
  error: {
    name: 'error',
    payload: shapeOf<ErrorReport>()(object({ text, stack: optional(text) })),
  } satisfies EventType<ErrorReport>,
};

/** Extension host → webview. */
export const toWebview = {
  /** A new drawing, after the document changed. The selection stays where it still exists. */
  show: { name: 'show', payload: showMessage } satisfies EventType<ShowMessage>,
  problem: { name: 'problem', payload: problemMessage } satisfies EventType<ProblemMessage>,
  /** The cursor in the text, or a command, selected something. Not answered with `selected`. */
  select: { name: 'select', payload: itemMessage } satisfies EventType<ItemMessage>,
  settings: { name: 'settings', payload: viewerSettings } satisfies EventType<ViewerSettings>,
};
