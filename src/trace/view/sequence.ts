/** Things in an order, made one by one when they are asked for; an array is one. */
export interface Sequence<T> {
  readonly length: number;
  at(index: number): T | undefined;
  [Symbol.iterator](): Iterator<T>;
}

/** Ids of steps and events in an order; an array is one. */
export interface Items extends Sequence<string> {
  includes(item: string): boolean;
  indexOf(item: string): number;
}

/** A sequence whose members are made by `make`, which is only asked for places from 0 to below `length`. */
export function sequence<T>(length: number, make: (index: number) => T): Sequence<T> {
  return {
    length,
    at: (index) => {
      const place = index < 0 ? length + index : index;
      return place >= 0 && place < length ? make(place) : undefined;
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index += 1) yield make(index);
    },
  };
}

/** The first member that `wanted` accepts. */
export function firstOf<T>(members: Sequence<T>, wanted: (member: T) => boolean): T | undefined {
  for (const member of members) if (wanted(member)) return member;
  return undefined;
}
