/**
 * What arrives from the other side is checked against a shape. These checks are plain functions: the webview forbids
 * `eval`, a schema library that interprets costs seconds for a large drawing and a sixth of the webview's script.
 */

/** What a value of type `T` looks like. */
export interface Shape<T> {
  readonly check: (value: unknown) => value is T;
}

/** A field that may be absent (or undefined, which is the same on the way). */
export interface OptionalShape<T> {
  readonly optional: Shape<T>;
}

type Fields = Readonly<Record<string, Shape<unknown> | OptionalShape<unknown>>>;
type OptionalNames<F extends Fields> = {
  [K in keyof F]: F[K] extends OptionalShape<unknown> ? K : never;
}[keyof F];
type ObjectOf<F extends Fields> = {
  readonly [K in Exclude<keyof F, OptionalNames<F>>]: F[K] extends Shape<infer T> ? T : never;
} & {
  readonly [K in OptionalNames<F>]?: F[K] extends OptionalShape<infer T> ? T : never;
};

export const text: Shape<string> = { check: (value) => typeof value === 'string' };

/** A finite number: what JSON can carry. */
export const number: Shape<number> = { check: (value): value is number => Number.isFinite(value) };

export const flag: Shape<boolean> = { check: (value) => typeof value === 'boolean' };

/** What says nothing but that it was said. */
export interface Nothing {
  readonly nothing?: never;
}

export const nothing: Shape<Nothing> = {
  check: (value): value is Nothing => typeof value === 'object' && value !== null,
};

export const anything: Shape<unknown> = { check: (value): value is unknown => value !== undefined };

/** One of these words. */
export function oneOf<const T extends string>(words: readonly T[]): Shape<T> {
  const known = new Set<unknown>(words);
  return { check: (value): value is T => known.has(value) };
}

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { optional: shape };
}

export function list<T>(element: Shape<T>): Shape<readonly T[]> {
  return { check: (value): value is readonly T[] => Array.isArray(value) && value.every(element.check) };
}

/** A column of numbers, as an array of one of the types that cross as they are. */
export function column<T>(kind: abstract new (...given: never[]) => T): Shape<T> {
  return { check: (value): value is T => value instanceof kind };
}

/** A value of a shape of which something further is true. */
export function such<T>(shape: Shape<T>, holds: (value: T) => boolean): Shape<T> {
  return { check: (value): value is T => shape.check(value) && holds(value) };
}

/** An object with at least these fields; further ones are let be. */
export function object<F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const entries = Object.entries(fields).map(([name, field]) =>
    'optional' in field
      ? { name, check: field.optional.check, required: false }
      : { name, check: field.check, required: true },
  );
  return {
    check: (value): value is ObjectOf<F> => {
      if (!isRecord(value)) return false;
      for (const { name, check, required } of entries) {
        const field = value[name];
        if (field === undefined ? required : !check(field)) return false;
      }
      return true;
    },
  };
}

/** A value of one shape or the other. */
export function either<A, B>(a: Shape<A>, b: Shape<B>): Shape<A | B> {
  return { check: (value): value is A | B => a.check(value) || b.check(value) };
}

/** A shape that is defined further down; needed where a shape contains itself. */
export function later<T>(shape: () => Shape<T>): Shape<T> {
  return { check: (value): value is T => shape().check(value) };
}

/** The shape of a type that is declared elsewhere. Does not compile where the two differ. */
export function shapeOf<T>(): <S>(shape: Shape<S> & Same<S, T>) => Shape<T> {
  return (shape) => ({ check: (value): value is T => shape.check(value) });
}

type Same<S, T> = S extends T ? (T extends S ? unknown : never) : never;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
