import type { EventType } from './messenger.ts';
import { flag, object, oneOf, shapeOf } from './shapes.ts';

/** Whether there are selections to go back and forward to. */
export interface TravelView {
  readonly back: boolean;
  readonly forward: boolean;
}

/** Along the selections: to the one before, or to the one that was left by going back. */
export interface TravelMessage {
  readonly to: 'back' | 'forward';
}

/** Webview → extension host: what is possible now. */
export const travelPossible = {
  name: 'travel-possible',
  payload: shapeOf<TravelView>()(object({ back: flag, forward: flag })),
} satisfies EventType<TravelView>;

/** Extension host → webview: a command was run. */
export const travel = {
  name: 'travel',
  payload: shapeOf<TravelMessage>()(object({ to: oneOf(['back', 'forward']) })),
} satisfies EventType<TravelMessage>;
