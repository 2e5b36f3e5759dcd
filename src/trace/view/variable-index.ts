import type { CallTrace, IvrStep, JsonObject, JsonValue } from '../model.ts';
import { partitionPoint } from '../partition-point.ts';

/** What the variables of a call were before its steps. */
export interface VariableIndex {
  /** The value that a variable had at the last step before one (by its place) that had it. */
  readonly before: (name: string, index: number) => JsonValue | undefined;
}

/** The steps at which a variable got another value than it had, by their places, and these values. */
interface Course {
  readonly places: number[];
  readonly values: JsonValue[];
}

/** Walks through the steps once; each answer halves its way through the changes of one variable. */
export function variableIndex({ steps }: Pick<CallTrace, 'steps'>): VariableIndex {
  const courses = new Map<string, Course>();
  const see = (name: string, value: JsonValue, index: number) => {
    const course = courses.get(name);
    if (course === undefined) courses.set(name, { places: [index], values: [value] });
    else if (course.values.at(-1) !== value) {
      course.places.push(index);
      course.values.push(value);
    }
  };
  steps.forEach((step, index) => {
    for (const [name, value] of Object.entries(step.channelVariables ?? {}))
      if (!has(step.variables, name)) see(name, value, index);
    for (const [name, value] of Object.entries(step.variables ?? {})) see(name, value, index);
  });
  return {
    before(name, index) {
      const course = courses.get(name);
      if (course === undefined) return undefined;
      const { places, values } = course;
      return values[partitionPoint(places.length, (at) => (places[at] ?? 0) >= index) - 1];
    },
  };
}

const has = (map: JsonObject | undefined, name: string): boolean =>
  map !== undefined && Object.hasOwn(map, name);

/** What the node produced wins over what the call carried when the node was entered. */
export function valuesOf(step: IvrStep): JsonObject {
  return { ...step.channelVariables, ...step.variables };
}

/** The same of one variable. */
export function valueOf({ variables, channelVariables }: IvrStep, name: string): JsonValue | undefined {
  if (has(variables, name)) return variables?.[name];
  return has(channelVariables, name) ? channelVariables?.[name] : undefined;
}
