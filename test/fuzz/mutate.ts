import type { Dice } from '../bench/random.ts';

/** Values on which programs go wrong. */
const strange: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e15,
  1e25,
  -1e25,
  9_007_199_254_740_993,
  1.5,
  '',
  ' ',
  '0',
  '1000000000000000',
  '1e400',
  'NaN',
  '2026-02-31 25:61:61',
  '9999-12-31T23:59:59.999-12:00',
  '0000-01-01T00:00:00.000+12:00',
  '\u0000\u001b[31m\u0085',
  '\u202e\u2066\ud800',
  '=1+1',
  '＋cmd|A0',
  '](command:x) <img src=x> `',
  '"]; click n1 "javascript:x"',
  '__proto__',
  'constructor',
  'x'.repeat(3000),
  '张'.repeat(3000),
  [],
  {},
  [[[[[[]]]]]],
  { a: { b: { c: {} } } },
];

/** Keys that mean something in JavaScript, or nothing anywhere. */
const strangeKeys = ['__proto__', 'constructor', 'toString', '', ' ', '_', '$', 'a.b', 'x'.repeat(300)];

/** A changed copy of the bytes of a file: as text, as JSON, as XML or byte by byte. */
export function mutated(bytes: Uint8Array, random: Dice): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  const structure = random.next() < 0.75;
  if (structure) {
    const start = text.trimStart()[0];
    const changed =
      start === '{' || start === '['
        ? changedJson(text, random)
        : start === '<'
          ? changedXml(text, random)
          : undefined;
    if (changed !== undefined) return new TextEncoder().encode(changed);
  }
  return changedBytes(bytes, random);
}

function changedBytes(bytes: Uint8Array, random: Dice): Uint8Array {
  let out = [...bytes];
  const rounds = random.whole(1, 4);
  for (let round = 0; round < rounds && out.length > 0; round += 1) {
    const at = random.whole(0, out.length - 1);
    const length = random.whole(1, Math.min(200, out.length - at));
    switch (random.whole(0, 6)) {
      case 0:
        out[at] = random.whole(0, 255);
        break;
      case 1:
        out.splice(at, length);
        break;
      case 2:
        out.splice(at, 0, ...out.slice(at, at + length));
        break;
      case 3:
        out = out.slice(0, at);
        break;
      case 4:
        out.splice(
          at,
          0,
          ...random.pick([[0], [0xff, 0xfe], [0xed, 0xa0, 0x80], [0xef, 0xbb, 0xbf], [0xc0]]),
        );
        break;
      case 5:
        out[at] = (out[at] ?? 0) ^ (1 << random.whole(0, 7));
        break;
      default: {
        const sign = random.pick(['"', '\\', '{', '}', '[', ']', ',', ':', '<', '>', '&', "'", '\n', ']]>']);
        out.splice(at, 0, ...new TextEncoder().encode(sign));
      }
    }
  }
  return Uint8Array.from(out);
}

type Place =
  { readonly holder: unknown[]; readonly key: number } | { readonly holder: Members; readonly key: string };
type Members = Record<string, unknown>;

function changedJson(text: string, random: Dice): string | undefined {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return undefined;
  }
  const rounds = random.whole(1, 4);
  for (let round = 0; round < rounds; round += 1) {
    const places = placesIn(root);
    if (places.length === 0) break;
    change(random.pick(places), places, random);
  }
  return JSON.stringify(root, null, random.pick([0, 1, 2]));
}

function placesIn(root: unknown): readonly Place[] {
  const places: Place[] = [];
  const walk = (value: unknown): void => {
    if (places.length > 20_000) return;
    if (isList(value)) {
      value.forEach((inner, key) => {
        places.push({ holder: value, key });
        walk(inner);
      });
    } else if (isMembers(value)) {
      for (const [key, inner] of Object.entries(value)) {
        places.push({ holder: value, key });
        walk(inner);
      }
    }
  };
  walk(root);
  return places;
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !isList(value);

function change(place: Place, places: readonly Place[], random: Dice): void {
  const value = valueAt(place);
  const other = valueAt(random.pick(places));
  switch (random.whole(0, 8)) {
    case 0:
      put(place, structuredClone(random.pick(strange)));
      return;
    case 1:
      put(place, structuredClone(other));
      return;
    case 2:
      if (isList(place.holder)) place.holder.splice(Number(place.key), 1);
      else Reflect.deleteProperty(place.holder, place.key);
      return;
    case 3:
      // The same again, and again.
      if (isList(place.holder)) {
        const copies = Array.from({ length: random.pick([1, 2, 60]) }, () => structuredClone(value));
        place.holder.splice(Number(place.key), 0, ...copies);
      } else put(place, [value, structuredClone(value)]);
      return;
    case 4:
      put(place, [value]);
      return;
    case 5:
      if (typeof value === 'number') put(place, value * random.pick([-1, 0, 1000, 0.001, 1e12]));
      else put(place, typeof value === 'string' ? Number(value) : JSON.stringify(value));
      return;
    case 6:
      if (typeof value === 'string') put(place, changedText(value, random));
      else put(place, JSON.stringify(value));
      return;
    case 7:
      if (isMembers(place.holder)) {
        Reflect.deleteProperty(place.holder, place.key);
        const key = random.pick([
          ...strangeKeys,
          String(place.key).toLowerCase(),
          String(random.pick(places).key),
        ]);
        Object.defineProperty(place.holder, key, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      } else place.holder.reverse();
      return;
    default: {
      let deep: unknown = value;
      for (let level = random.pick([2, 20, 70, 300]); level > 0; level -= 1) deep = { inner: deep };
      put(place, deep);
    }
  }
}

function valueAt(place: Place): unknown {
  return isList(place.holder) ? place.holder[Number(place.key)] : place.holder[String(place.key)];
}

function put(place: Place, value: unknown): void {
  if (isList(place.holder)) place.holder[Number(place.key)] = value;
  else {
    const as = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(place.holder, String(place.key), as);
  }
}

function changedText(text: string, random: Dice): string {
  const at = random.whole(0, text.length);
  switch (random.whole(0, 4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + String(random.pick(strange)) + text.slice(at);
    case 2:
      return text.toUpperCase();
    case 3:
      return text.repeat(random.pick([2, 50]));
    default:
      return Array.from(text).reverse().join('');
  }
}

/** XML in pieces: tags, and what stands between them. */
function changedXml(text: string, random: Dice): string | undefined {
  const pieces = text.match(/<[^>]*>|[^<]+/g);
  if (pieces === null) return undefined;
  const rounds = random.whole(1, 4);
  const plain = ['_', 'a', 'x'.repeat(500)].map((name) => `<${name}/>`);
  const hostile = [
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '&a;',
    '<![CDATA[x]]>',
    '<!-- - -->',
    '<?x y?>',
    '&#0;',
    '&#x1F600;',
  ];
  for (let round = 0; round < rounds; round += 1) {
    const at = random.whole(0, pieces.length - 1);
    const length = random.whole(1, Math.min(30, pieces.length - at));
    switch (random.whole(0, 6)) {
      case 0:
        pieces.splice(at, length);
        break;
      case 1:
        pieces.splice(at, 0, ...pieces.slice(at, at + length));
        break;
      case 2:
        pieces.splice(at, 0, random.pick([...plain, ...hostile]));
        break;
      case 3:
        pieces[at] = String(random.pick(strange));
        break;
      case 4: {
        const other = random.whole(0, pieces.length - 1);
        [pieces[at], pieces[other]] = [pieces[other] ?? '', pieces[at] ?? ''];
        break;
      }
      case 5:
        pieces[at] = changedText(pieces[at] ?? '', random);
        break;
      default:
        pieces.splice(at, 0, '<n>'.repeat(random.pick([3, 70, 300])));
    }
  }
  return pieces.join('');
}
