import type { ViewOptions } from './analysis.ts';
import { valueOf } from './variable-index.ts';
import { sameToReader, shortText } from './variables.ts';
import { maskForView } from '../mask.ts';
import type { CallTrace, JsonValue } from '../model.ts';
import { stepName } from '../step.ts';

/** A step at which a variable got another value. */
export interface VariableChange {
  /** The step. */
  readonly item: string;
  /** Step number by time, 1 and on. */
  readonly order: number;
  /** The name of the node. */
  readonly node: string;
  /** The value from there on, as short text. */
  readonly value: string;
}

/** The changes of one variable around a step. */
export interface VariableChanges {
  /** How often it changed in the whole call, its first value included. */
  readonly count: number;
  /** How many of these happened up to and with the step. */
  readonly place: number;
  readonly previous?: VariableChange;
  readonly next?: VariableChange;
}

/** Which changes of a variable are asked for. */
export interface VariableQuestion {
  /** The step around which they are. */
  readonly item: string;
  /** The name of the variable. */
  readonly name: string;
}

/**
 * Answers about the changes of variables of one trace. The changes of a variable are gathered when it is first asked
 * about, and kept.
 */
export function changesOf(
  given: CallTrace,
  { mask }: Pick<ViewOptions, 'mask'>,
): (question: VariableQuestion) => VariableChanges {
  let shown: CallTrace | undefined;
  let order: ReadonlyMap<string, number> | undefined;
  const known = new Map<string, readonly number[]>();
  return ({ item, name }) => {
    const trace = (shown ??= mask === true ? maskForView(given) : given);
    order ??= new Map(trace.steps.map(({ id }, index) => [id, index]));
    const here = order.get(item) ?? -1;
    const places = known.get(name) ?? placesOf(trace, name);
    known.set(name, places);
    const upTo = places.filter((place) => place <= here).length;
    const before = places.findLast((place) => place < here);
    const after = places.find((place) => place > here);
    return {
      count: places.length,
      place: upTo,
      ...(before === undefined ? {} : { previous: changeAt(trace, before, name) }),
      ...(after === undefined ? {} : { next: changeAt(trace, after, name) }),
    };
  };
}

/** Places of the steps at which a variable got a value that it did not have at the step before that had it. */
function placesOf(trace: CallTrace, name: string): readonly number[] {
  const places: number[] = [];
  let last: JsonValue | undefined;
  trace.steps.forEach((step, index) => {
    const now = valueOf(step, name);
    if (now === undefined) return;
    if (last === undefined || !sameToReader(last, now)) places.push(index);
    last = now;
  });
  return places;
}

function changeAt(trace: CallTrace, index: number, name: string): VariableChange {
  const step = trace.steps[index];
  if (step === undefined) throw new RangeError(`There is no step ${index}.`);
  const value: JsonValue = valueOf(step, name) ?? null;
  return { item: step.id, order: index + 1, node: stepName(step), value: shortText(value) };
}
