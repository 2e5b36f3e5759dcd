/*
 * How a message crosses to the webview: as one run of bytes. VS Code looks at every value of a message that holds columns of
 * numbers, on both of its sides, and sends the rest as text; of a large drawing that took longer than drawing it.
 *
 *   4 bytes   length of the head
 *   head      JSON: the message without its columns, and where they belong
 *   columns   each from a place that is a multiple of 8
 */

const kinds = [Uint8Array, Uint32Array, Int32Array, Float64Array] as const;
type Column = InstanceType<(typeof kinds)[number]>;

/** Where a column belongs: names of members from the message inwards, and where it stands after the head. */
type Place = readonly [path: readonly string[], kind: number, start: number, length: number];

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const aligned = (length: number) => Math.ceil(length / 8) * 8;

/** @param message may hold columns as members of objects, not in lists; what JSON leaves out is left out */
export function encodeMessage(message: unknown): Uint8Array {
  const columns: Column[] = [];
  const places: Place[] = [];
  let end = 0;
  const without = (value: unknown, path: readonly string[]): unknown => {
    if (isColumn(value)) {
      places.push([path, kinds.findIndex((kind) => value instanceof kind), end, value.length]);
      columns.push(value);
      end = aligned(end + value.byteLength);
      return undefined;
    }
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, without(member, [...path, name])]),
    );
  };
  const body = without(message, []);
  const head = encoder.encode(JSON.stringify({ body, places }));
  const first = aligned(4 + head.length);
  const bytes = new Uint8Array(first + end);
  new DataView(bytes.buffer).setUint32(0, head.length);
  bytes.set(head, 4);
  for (const [at, column] of columns.entries()) {
    const start = places[at]?.[2] ?? 0;
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), first + start);
  }
  return bytes;
}

/** The message of such bytes; undefined where it is none. Its columns are parts of the bytes. */
export function decodeMessage(data: unknown): unknown {
  if (!(data instanceof Uint8Array) || data.length < 4) return undefined;
  // Columns have to begin where their numbers may stand.
  const { buffer, byteOffset } = data;
  const bytes =
    buffer instanceof ArrayBuffer && byteOffset % 8 === 0
      ? new Uint8Array(buffer, byteOffset, data.length)
      : data.slice();
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const head: unknown = JSON.parse(decoder.decode(bytes.subarray(4, 4 + length)));
  if (!isObject(head) || !Array.isArray(head['places'])) return undefined;
  const first = bytes.byteOffset + aligned(4 + length);
  const places: readonly unknown[] = head['places'];
  for (const place of places) {
    if (!isPlace(place)) return undefined;
    const [path, kind, start, count] = place;
    const Kind = kinds[kind];
    const owner = path.slice(0, -1).reduce<unknown>(memberOf, head['body']);
    if (Kind === undefined || !isObject(owner)) return undefined;
    Object.defineProperty(owner, path.at(-1) ?? '', {
      value: new Kind(bytes.buffer, first + start, count),
      ...{ enumerable: true, configurable: true, writable: true },
    });
  }
  return head['body'];
}

const memberOf = (owner: unknown, name: string): unknown =>
  isObject(owner) && Object.hasOwn(owner, name) ? owner[name] : undefined;

const isColumn = (value: unknown): value is Column => kinds.some((kind) => value instanceof kind);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isPlace(value: unknown): value is Place {
  if (!Array.isArray(value)) return false;
  const members: readonly unknown[] = value;
  const [path, ...numbers] = members;
  return (
    Array.isArray(path) &&
    path.every((name) => typeof name === 'string') &&
    numbers.length === 3 &&
    numbers.every(Number.isSafeInteger)
  );
}
