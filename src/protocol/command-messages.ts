import type { EventType } from './messenger.ts';
import { flag, object, oneOf, shapeOf } from './shapes.ts';

/** What a command does in the viewer. Times are those of `times-shown.ts`. */
export const viewerActs = [
  'next-problem',
  'previous-problem',
  'fold-all',
  'unfold-all',
  'heat',
  'design-path',
  'design-over',
  'design-placed',
  'fit-flow',
  'zoom-flow',
  'whole-call',
  'zoom-timeline',
  'compress',
  'times-elapsed',
  'times-local',
  'times-utc',
  'times-zone',
] as const;

export type ViewerAct = (typeof viewerActs)[number];

export interface ActMessage {
  readonly what: ViewerAct;
}

/** Extension host → webview: a command was run. */
export const viewerAct = {
  name: 'viewer-act',
  payload: shapeOf<ActMessage>()(object({ what: oneOf(viewerActs) })),
} satisfies EventType<ActMessage>;

/** What the call that is shown has something for. */
export interface ActsView {
  readonly problems: boolean;
  readonly subFlows: boolean;
  readonly design: boolean;
}

/** Webview → extension host: what is possible now. */
export const actsPossible = {
  name: 'acts-possible',
  payload: shapeOf<ActsView>()(object({ problems: flag, subFlows: flag, design: flag })),
} satisfies EventType<ActsView>;
