import type { CallTrace } from './model.ts';

/** Which step called the sub-flow in which each step ran, by places in the trace. */
export interface Nesting {
  /** Place of the calling step; undefined at the top, and where the named step does not come before. */
  readonly parents: readonly (number | undefined)[];
  /** Levels of sub-flow around each step. */
  readonly depths: readonly number[];
  /** Whether steps were said to be nested deeper than any flow goes, and stand at the deepest level instead. */
  readonly cut: boolean;
}

/** Deeper than this no flow goes; a document that says so is drawn flat from there on. */
const deepest = 32;

export function nestingOf(trace: CallTrace): Nesting {
  const places = new Map<string, number>();
  const parents: (number | undefined)[] = [];
  const depths: number[] = [];
  let cut = false;
  trace.steps.forEach((step, index) => {
    // Only a step that was met already can be the parent: so a document that someone edited cannot make a circle.
    const called = step.parent === undefined ? undefined : places.get(step.parent);
    const tooDeep = called !== undefined && (depths[called] ?? 0) >= deepest;
    const parent = tooDeep ? parents[called] : called;
    cut ||= tooDeep;
    parents.push(parent);
    depths.push(parent === undefined ? 0 : (depths[parent] ?? 0) + 1);
    places.set(step.id, index);
  });
  return { parents, depths, cut };
}
