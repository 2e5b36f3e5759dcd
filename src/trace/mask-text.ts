import { textFinder } from './find-texts.ts';
import { fieldAmong, isAboutPerson, kindIn } from './mask-fields.ts';
import { editJson, jsonTree } from './mask-json.ts';
import { knownNumbers, maskNumbersIn } from './mask-number.ts';
import { maskPairs } from './mask-pairs.ts';
import { createPseudonyms, encodedForms, type People } from './mask-people.ts';
import type { JsonObject, JsonValue } from './model.ts';
import { isArray, isObject, pointerTo, pointerTokens } from './pointer.ts';

/**
 * Masks what is about people in the values of one trace. The rules are the same for what is shown, exported and saved:
 *
 * - **Phone numbers** anywhere in a value: mobile numbers of China, landline numbers with area code, numbers with `+` or
 *   `00` and a country code, with separators and URL-encoded; and in fields for numbers seven digits and more in any
 *   form. A number that a field names is masked everywhere else too. 400 and 800 numbers and short ones are public.
 * - **E-mail addresses** anywhere, and ids of agents with an `@` in them.
 * - **Names** in fields that name people, and these names everywhere else, but not in what a designer or the provider
 *   named: flows, nodes, exits, queues, codes.
 * - **Places** of people and **links to recordings**: nothing of them is shown.
 *
 * Two people stay two: the second name or address that would look like another one gets a number. Ids of calls, flows,
 * nodes, requests and instances, times and codes stay. A name that no field tells, such as one in recognised speech,
 * cannot be known.
 */
export interface Masker {
  /** The value of a field, or a text that stands in none. JSON in it is masked value by value. */
  readonly text: (text: string, field?: string) => string;
  /** A JSON value. A number that is masked becomes a string. */
  readonly json: (value: JsonValue, field?: string) => JsonValue;
  readonly map: (map: JsonObject) => JsonObject;
  /** A JSON pointer into a value that was masked with the same masker. */
  readonly pointer: (pointer: string) => string;
}

/** Pairs in a value of pairs are masked as pairs so many times. */
const deepest = 4;

/** In place of what nothing may be seen of. */
const hidden = '***';

const link = /[a-z][a-z0-9+.-]{1,20}(?::\/\/|%3A%2F%2F)[^\s"'<>\\]+/gi;
/** A file of sound, a signed address, or one that says so. */
const ofRecording =
  /\.(wav|mp3|amr|m4a|ogg|opus|aac|flac|mp4|webm)(?![a-z0-9])|(ossaccesskeyid|signature|security-token|x-amz-credential)(=|%3D)|recording|voicemail/i;
const address =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+(?:@|%40)(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?![A-Za-z0-9])/gu;
const identifier = /^[A-Za-z_$][\w$.-]*$/;

export function createMasker(people: People): Masker {
  const names = createPseudonyms(people);
  const known = knownOf(people, names.of);
  const numbers = knownNumbers(people.numbers);
  /** Pairs around what is being masked. */
  let within = 0;

  /** Of a name or code of the design, in which people's names mean nothing. */
  const designed = (text: string): string => {
    const reached = /@|%40/.test(text) ? text.replace(address, names.ofAddress) : text;
    return maskNumbersIn(reached, { known: numbers });
  };
  const free = (text: string): string => {
    const linked = /:\/\/|%2F%2F/i.test(text)
      ? text.replace(link, (url) => (ofRecording.test(url) ? hidden : url))
      : text;
    const named = known === undefined ? linked : known(linked);
    const paired = within >= deepest ? named : pairsIn(named);
    const reached = /@|%40/.test(paired) ? paired.replace(address, names.ofAddress) : paired;
    return maskNumbersIn(reached, { known: numbers });
  };
  /** A value of a pair may be pairs itself. */
  const pairsIn = (text: string): string => {
    within += 1;
    try {
      return maskPairs(text, (value, field) => ofField(value, field, false));
    } finally {
      within -= 1;
    }
  };
  const ofField = (text: string, field: string | undefined, about: boolean): string => {
    switch (kindIn(field, about)) {
      case 'hidden':
        return text.trim() === '' ? text : hidden;
      case 'name':
        return text.replace(/[^,，;；、|]+/gu, (one) => (one.includes('*') ? free(one) : names.of(one)));
      case 'id':
        return free(
          text.replace(/[^,，;；|\s]+/gu, (one) => (/@|%40/.test(one) ? names.ofAddress(one) : one)),
        );
      case 'email':
        return free(text.replace(/(?<![^,，;；|\s])[^,，;；|\s]*(?:@|%40)[^,，;；|\s]*/gu, names.ofAddress));
      case 'number':
        return maskNumbersIn(free(text), { known: numbers, field: true });
      case 'design':
        return designed(text);
      case undefined:
        return free(text);
    }
  };
  const ofText = (text: string, field: string | undefined, about: boolean): string => {
    if (text === '' || people.kept.has(text)) return text;
    const tree = jsonTree(text);
    return tree === undefined
      ? ofField(text, field, about)
      : editJson(text, tree, { text: ofText, number: ofNumber, key: ofKey }, field);
  };
  /** Undefined: it is not masked. */
  const ofNumber = (digits: string, field: string | undefined): string | undefined => {
    if (!/^\d{7,}$/.test(digits) || people.kept.has(digits)) return undefined;
    const masked = ofField(digits, field, false);
    return masked === digits ? undefined : masked;
  };
  const ofKey = (key: string) =>
    identifier.test(key) && !/(?:\d\D*){7}/.test(key) ? key : ofText(key, undefined, false);

  const json = (value: JsonValue, field: string | undefined, about: boolean): JsonValue => {
    if (typeof value === 'string') return ofText(value, field, about);
    if (typeof value === 'number') return ofNumber(String(value), field) ?? value;
    if (isArray(value)) return value.map((one) => json(one, field, about));
    return isObject(value) ? map(value, field) : value;
  };
  const map = (of: JsonObject, field?: string): JsonObject => {
    const keys = Object.keys(of);
    const about = isAboutPerson(field, keys);
    const shown = new Map<string, JsonValue>();
    const same = new Map<string, number>();
    for (const [key, value] of Object.entries(of)) {
      const own = ofKey(key);
      let masked = own;
      // Keys that look the same stay apart: `138****2315`, `138****2315*2`.
      for (let count = same.get(own) ?? 1; shown.has(masked); count += 1) {
        masked = `${own}*${count === 1 ? '' : count}`;
        same.set(own, count + 1);
      }
      shown.set(
        masked,
        json(
          value,
          fieldAmong(key, keys, (field) => of[field]),
          about,
        ),
      );
    }
    return Object.fromEntries(shown);
  };
  return {
    text: (text, field) => ofText(text, field, false),
    json: (value, field) => json(value, field, false),
    map,
    pointer: (pointer) => {
      const tokens = pointerTokens(pointer);
      const masked = tokens.map(ofKey);
      return masked.every((token, index) => token === tokens[index]) ? pointer : pointerTo('', ...masked);
    },
  };
}

/** What finds the names and ids that are known, in running text and in addresses. */
function knownOf({ names, ids }: People, mask: (name: string) => string) {
  const forms = new Map([...names, ...ids].flatMap((one) => encodedForms(one, mask(one))));
  if (forms.size === 0) return undefined;
  const joins = (text: string, at: number) =>
    isLatin(text.charCodeAt(at - 1)) && isLatin(text.charCodeAt(at));
  const find = textFinder(forms.keys(), (text, from, end) => !joins(text, from) && !joins(text, end));
  return (text: string) => find(text, (found) => forms.get(found) ?? hidden);
}

/** Letters and digits of which words are made that have blanks around them. */
const isLatin = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
