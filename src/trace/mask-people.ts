import { fieldAmong, isAboutPerson, kindIn } from './mask-fields.ts';
import { jsonTree, valueOf } from './mask-json.ts';
import { isPublic } from './mask-number.ts';
import type { JsonValue } from './model.ts';
import { isArray, isObject } from './pointer.ts';

/** What is known about the people of a trace. */
export interface People {
  readonly names: ReadonlySet<string>;
  /** Those with an `@`. */
  readonly ids: ReadonlySet<string>;
  /** Digits. */
  readonly numbers: ReadonlySet<string>;
  /** Ids of the call and its parts, which are never masked where they are the whole value. */
  readonly kept: ReadonlySet<string>;
}

export interface PeopleFinder {
  readonly people: People;
  /** Looks for people in a value of a field. */
  readonly look: (value: JsonValue | undefined, field?: string) => void;
}

/** Words for a part in a call: they stand in codes, and in names of nodes, even where somebody has them as a name. */
const parts =
  /(坐席|客服|专席|专员)$|^(agent|customer|user|admin|administrator|system|ivr|queue|caller|callee|bot|robot|test|default|success|failure|unknown|null|none|true|false|inbound|outbound|client|guest|operator|seat|name|客户|用户|机器人|未知|匿名|先生|女士)$/i;

export function findPeople(kept: ReadonlySet<string>): PeopleFinder {
  const names = new Set<string>();
  const ids = new Set<string>();
  const numbers = new Set<string>();
  const ofField = (text: string, field: string | undefined, about: boolean) => {
    const items = text.split(/[,，;；、|]/).map((item) => item.trim());
    switch (kindIn(field, about)) {
      case 'name':
        for (const one of items)
          if (one.length > 1 && !/\*|^\d{1,6}$/.test(one) && !parts.test(one)) names.add(one);
        return;
      case 'id':
        for (const one of items) if (isAddress(one) && !isSeat(one)) ids.add(one);
        return;
      case 'number':
        for (const one of items) {
          const digits = one.replace(/\D/g, '');
          if (one.includes('*') || digits.length > 15 || isPublic(digits)) continue;
          numbers.add(digits);
          const national = /^(?:00)?86(1[3-9]\d{9})$/.exec(digits)?.[1];
          if (national !== undefined) numbers.add(national);
        }
        return;
      case 'email':
      case 'hidden':
      case 'design':
      case undefined:
    }
  };
  const look = (value: JsonValue | undefined, field: string | undefined, about: boolean): void => {
    if (typeof value === 'number') ofField(String(value), field, about);
    else if (typeof value === 'string') {
      const tree = jsonTree(value);
      if (tree === undefined) ofField(value, field, about);
      else look(valueOf(tree), field, about);
    } else if (isArray(value)) for (const one of value) look(one, field, about);
    else if (isObject(value)) {
      const keys = Object.keys(value);
      const person = isAboutPerson(field, keys);
      for (const [key, one] of Object.entries(value))
        look(
          one,
          fieldAmong(key, keys, (other) => value[other]),
          person,
        );
    }
  };
  return {
    people: { names, ids, numbers, kept },
    look: (value, field) => look(value, field, false),
  };
}

/** Something with an `@` in it, none of it masked. */
function isAddress(text: string): boolean {
  const at = text.indexOf('@', 1);
  return at > 0 && at < text.length - 1 && !/[*\s]/.test(text);
}

/** The number of a workplace at an instance: `8012@ccc-test`. */
const isSeat = (id: string) => /^\d{1,6}(@|%40)[^.]*$/.test(id);

export interface Pseudonyms {
  readonly of: (name: string) => string;
  /** Of an e-mail address or an id with an `@`. */
  readonly ofAddress: (address: string) => string;
}

/** The first character of each name: `林**`. A second one that would look the same becomes `林**2`. */
export function createPseudonyms({ ids }: Pick<People, 'ids'>): Pseudonyms {
  const given = new Map<string, string>();
  const taken = new Map<string, number>();
  const first = (text: string) => `${String.fromCodePoint(text.codePointAt(0) ?? 42)}**`;
  const mask = (whole: string, before: string, start: string, after: string): string => {
    const known = given.get(whole);
    if (known !== undefined) return known;
    const count = (taken.get(start + after) ?? 0) + 1;
    taken.set(start + after, count);
    const shown = `${before}${start}${count === 1 ? '' : count}${after}`;
    given.set(whole, shown);
    return shown;
  };
  const of = (name: string): string => {
    const plain = name.trim();
    if (plain === '') return name;
    const at = name.indexOf(plain);
    const masked = ids.has(plain) ? ofAddress(plain) : mask(plain, '', first(plain), '');
    return `${name.slice(0, at)}${masked}${name.slice(at + plain.length)}`;
  };
  const ofAddress = (address: string): string => {
    const found = /@|%40/.exec(address);
    if (found === null) return address;
    const [at] = found;
    const local = address.slice(0, found.index);
    const host = address.slice(found.index + at.length);
    if (local.includes('*') || local === '' || isSeat(address)) return address;
    // The instance behind an agent's id is no secret; the domain of an e-mail address may be a person's name.
    const domain = host.includes('.') ? '***' : host;
    return mask(address, '', first(local), `${at}${domain}`);
  };
  return { of, ofAddress };
}

/** A text and how it is written in an address of the web, with what stands for it. */
export function encodedForms(text: string, masked: string): readonly (readonly [string, string])[] {
  const encoded = encode(text);
  return encoded === text
    ? [[text, masked]]
    : [
        [text, masked],
        [encoded, encode(masked)],
      ];
}

/** Lone halves of characters cannot be written in an address. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
