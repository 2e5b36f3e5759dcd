import type { VariableChange, VariableChanges, VariableQuestion } from '../trace/view/history.ts';
import type { RequestType } from './messenger.ts';
import { number, object, optional, shapeOf, text, type Shape } from './shapes.ts';

const change: Shape<VariableChange> = shapeOf<VariableChange>()(
  object({ item: text, order: number, node: text, value: text }),
);

/** Webview → extension host: what the inspector asks for beside the details of the selection. */
export const inspectorToHost = {
  /** The changes of one variable around a step; they are looked for in the whole call only when they are wanted. */
  variableChanges: {
    name: 'variable-changes',
    payload: shapeOf<VariableQuestion>()(object({ item: text, name: text })),
    result: shapeOf<VariableChanges>()(
      object({ count: number, place: number, previous: optional(change), next: optional(change) }),
    ),
  } satisfies RequestType<VariableQuestion, VariableChanges>,
};
