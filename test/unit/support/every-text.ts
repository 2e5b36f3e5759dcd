import { callTraceSchema, type JsonObject, type JsonValue } from '../../../src/trace/document/schema.ts';

/** Where a text stands in a document: keys and indices from its root. */
export type TextPath = readonly (string | number)[];

const time = '2026-11-18T14:00:00+08:00';
/** In free-form values of providers: names of members come from outside too. */
const anyKey = 'KEY';

/** A document in which every member of the schema is there, each list with one entry. */
export function wholeDocument(): JsonValue {
  return made(callTraceSchema, []);
}

/** The places of all texts of that document that may be anything, and of all free names of members. */
export function textPaths(): readonly TextPath[] {
  const paths: TextPath[] = [];
  const walk = (value: JsonValue, path: TextPath) => {
    if (typeof value === 'string') {
      if (value.startsWith('plain')) paths.push(path);
    } else if (isList(value)) value.forEach((item, index) => walk(item, [...path, index]));
    else if (isRecord(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === anyKey) paths.push([...path, anyKey]);
        walk(inner, [...path, key]);
      }
    }
  };
  walk(wholeDocument(), []);
  return paths.filter((path, index) => paths.findIndex((one) => one.join('.') === path.join('.')) === index);
}

/** The document with another text at a place; where a free name stands there, with another name. */
export function documentWith(path: TextPath, text: string): JsonValue {
  return replaced(wholeDocument(), path, text);
}

function replaced(value: JsonValue, [key, ...rest]: TextPath, text: string): JsonValue {
  if (key === undefined) return text;
  if (isList(value)) {
    return value.map((item, index) => (index === key ? replaced(item, rest, text) : item));
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name !== key
        ? [name, inner]
        : name === anyKey && rest.length === 0
          ? [text, text]
          : [name, replaced(inner, rest, text)],
    ),
  );
}

function made(schema: unknown, path: TextPath): JsonValue {
  if (!isSchema(schema)) return null;
  const {
    const: constant,
    enum: values,
    anyOf,
    properties,
    items,
    patternProperties,
    pattern,
    type,
  } = schema;
  if (typeof constant === 'string') return constant;
  if (Array.isArray(values)) return typeof values[0] === 'string' ? values[0] : null;
  if (Array.isArray(anyOf)) return made(anyOf[0], path);
  if (isSchema(properties)) {
    return Object.fromEntries(
      Object.entries(properties)
        // A step cannot be its own parent.
        .filter(([key]) => key !== 'parent')
        .map(([key, inner]) => [key, known(key, path) ?? made(inner, [...path, key])]),
    );
  }
  if (items !== undefined) return [made(items, [...path, 0])];
  if (isSchema(patternProperties) || (type === 'object' && properties === undefined)) {
    return { [anyKey]: `plain ${path.join('.')}` };
  }
  if (typeof pattern === 'string') return pattern.includes('T') ? time : '+08:00';
  switch (type) {
    case 'string':
      return `plain ${path.join('.')}`;
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    default:
      // Any value.
      return { [anyKey]: ['plain item'] };
  }
}

/** Ids that have to fit each other. */
function known(key: string, path: TextPath): JsonValue | undefined {
  const at = path.join('.');
  if (key === 'source' && at.endsWith('source')) return 'r1';
  if (key === 'id' && at === 'sources.0') return 'r1';
  if (key === 'leftAt') return '2026-11-18T14:00:05+08:00';
  return undefined;
}

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

function isRecord(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
