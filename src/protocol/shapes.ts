import {
  Array as list,
  Boolean as flag,
  Enum as oneOf,
  Literal as literal,
  Null as nothing,
  Number as number,
  Object as object,
  Optional as optional,
  String as text,
  Union as union,
  Unsafe as trusted,
  Unknown as unknown,
  type Static,
  type TSchema,
} from 'typebox/type';
import { Check } from 'typebox/schema';

// Taken one by one, and checked by interpretation: the webview forbids `eval`, and the whole library would be a third
// of its script.
export { flag, list, literal, nothing, number, object, oneOf, optional, text, trusted, union, unknown };

/** What a value of type `T` looks like: by it, what arrives is checked. */
export interface Shape<T> {
  readonly check: (value: unknown) => value is T;
}

type ReadonlyDeep<T> = T extends object ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> } : T;

/** `S` where its values are the values of `T` and the other way round; `never` otherwise. */
type Same<S extends TSchema, T> =
  ReadonlyDeep<Static<S>> extends T ? (T extends ReadonlyDeep<Static<S>> ? S : never) : never;

/** The shape of a type that is declared elsewhere. Does not compile where schema and type differ. */
export function shapeOf<T>(): <S extends TSchema>(schema: Same<S, T>) => Shape<T> {
  return (schema) => ({ check: (value): value is T => Check(schema, value) });
}

/** The shape of the type that the schema gives. */
export function shape<S extends TSchema>(schema: S): Shape<Static<S>> {
  return { check: (value): value is Static<S> => Check(schema, value) };
}
