import { getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { fieldAmong, isAboutPerson } from './mask-fields.ts';
import type { JsonValue } from './model.ts';

/** The values of a text that is a JSON object or array; undefined for any other text. */
export function jsonTree(text: string): Node | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(text, errors, { disallowComments: true });
    return errors.length === 0 ? tree : undefined;
  } catch {
    // Nested deeper than the parser can go.
    return undefined;
  }
}

/** The value of a tree, in which long numbers are no longer exact. */
export function valueOf(tree: Node): JsonValue {
  const value: unknown = getNodeValue(tree);
  return isJsonValue(value) ? value : null;
}

/** What a parser of JSON gives is one; only the type checker does not know. */
const isJsonValue = (value: unknown): value is JsonValue => value !== undefined;

export interface JsonEdits {
  readonly text: (text: string, field: string | undefined, about: boolean) => string;
  /** Undefined: the number stays. */
  readonly number: (digits: string, field: string | undefined) => string | undefined;
  readonly key: (key: string) => string;
}

/** The text with single values exchanged; everything else of it stays character by character, numbers of any length too. */
export function editJson(text: string, tree: Node, edits: JsonEdits, field?: string): string {
  const parts: string[] = [];
  let from = 0;
  const put = (node: Node, value: string) => {
    parts.push(text.slice(from, node.offset), JSON.stringify(value));
    from = node.offset + node.length;
  };
  const walk = (node: Node, of: string | undefined, about: boolean): void => {
    const value: unknown = node.value;
    const { children = [] } = node;
    if (node.type === 'string' && typeof value === 'string') {
      const masked = edits.text(value, of, about);
      if (masked !== value) put(node, masked);
    } else if (node.type === 'number') {
      const masked = edits.number(text.slice(node.offset, node.offset + node.length), of);
      if (masked !== undefined) put(node, masked);
    } else if (node.type === 'array') {
      for (const child of children) walk(child, of, about);
    } else if (node.type === 'object') {
      const keys = children.map((property) => keyOf(property));
      const person = isAboutPerson(of, keys);
      children.forEach((property, index) => {
        const [name, inner] = property.children ?? [];
        const key = keys[index] ?? '';
        const masked = edits.key(key);
        if (name !== undefined && masked !== key) put(name, masked);
        if (inner !== undefined)
          walk(
            inner,
            fieldAmong(key, keys, (field) => memberOf(node, field)),
            person,
          );
      });
    }
  };
  walk(tree, field, false);
  return parts.join('') + text.slice(from);
}

function memberOf({ children = [] }: Node, field: string): unknown {
  return children.find((property) => keyOf(property) === field)?.children?.[1]?.value;
}

function keyOf(property: Node): string {
  const value: unknown = property.children?.[0]?.value;
  return typeof value === 'string' ? value : '';
}
