import { designPlaces } from '../trace/graph/arrangement.ts';
import { list, oneOf, optional, text } from './shapes.ts';

/** The members of a message that tell how the flow is arranged. */
export const arrangementShape = {
  folded: optional(list(text)),
  expanded: optional(list(text)),
  design: optional(oneOf(designPlaces)),
};
