/** A longer text is looked for nowhere. */
const longest = 1_000_000;

/** Exchanges, in a text, what it looks for. */
export type TextFinder = (text: string, shown: (found: string) => string) => string;

/**
 * Looks for many texts at once, in a time that grows with the text alone, however many they are and however long: after
 * Aho and Corasick (Efficient string matching). Of those that begin at one place the longest counts, and what follows is
 * looked for behind it, as a regular expression of all of them would.
 * @param fits whether a text may be found at a place
 */
export function textFinder(
  texts: Iterable<string>,
  fits: (text: string, from: number, end: number) => boolean = () => true,
): TextFinder {
  const tree = treeOf(texts);
  return (text, shown) => {
    const ends = endsIn(tree, text, fits);
    if (ends.size === 0) return text;
    const parts: string[] = [];
    let at = 0;
    for (const [from, end] of [...ends].sort(([a], [b]) => a - b)) {
      if (from < at) continue;
      parts.push(text.slice(at, from), shown(text.slice(from, end)));
      at = end;
    }
    return parts.join('') + text.slice(at);
  };
}

/** The texts by their beginnings; 0 is the root. */
interface Tree {
  /** By `node * codes + code`. */
  readonly children: ReadonlyMap<number, number>;
  /** Which codes any of the texts begins with. */
  readonly first: Uint8Array;
  /** The node of the longest end of a node's text that is itself a beginning. */
  readonly fail: readonly number[];
  /** How long the text is that ends at a node; 0: none does. */
  readonly lengths: readonly number[];
  /** The nearest node along `fail` at which a text ends; 0: none. */
  readonly shorter: readonly number[];
}

const codes = 0x10000;

function treeOf(texts: Iterable<string>): Tree {
  const children = new Map<number, number>();
  const first = new Uint8Array(codes);
  const lengths = [0];
  /** The nodes of each depth: parent and code, by which they are found again. */
  const levels: { readonly node: number; readonly parent: number; readonly code: number }[][] = [];
  for (const text of texts) {
    if (text === '' || text.length > longest) continue;
    first[text.charCodeAt(0)] = 1;
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const key = node * codes + code;
      let next = children.get(key);
      if (next === undefined) {
        next = lengths.push(0) - 1;
        children.set(key, next);
        (levels[at] ??= []).push({ node: next, parent: node, code });
      }
      node = next;
    }
    lengths[node] = text.length;
  }
  const fail = lengths.map(() => 0);
  const shorter = lengths.map(() => 0);
  for (const level of levels) {
    for (const { node, parent, code } of level) {
      const to = parent === 0 ? 0 : nextOf({ children, fail }, fail[parent] ?? 0, code);
      fail[node] = to;
      shorter[node] = (lengths[to] ?? 0) > 0 ? to : (shorter[to] ?? 0);
    }
  }
  return { children, first, fail, lengths, shorter };
}

function nextOf({ children, fail }: Pick<Tree, 'children' | 'fail'>, from: number, code: number): number {
  for (let node = from; ; node = fail[node] ?? 0) {
    const next = children.get(node * codes + code);
    if (next !== undefined) return next;
    if (node === 0) return 0;
  }
}

/** Where texts begin, and where the longest ends that does so. */
function endsIn(
  tree: Tree,
  text: string,
  fits: (text: string, from: number, end: number) => boolean,
): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const { first, lengths, shorter } = tree;
  let node = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (node === 0 && first[code] === 0) continue;
    node = nextOf(tree, node, code);
    for (
      let found = lengths[node] === 0 ? (shorter[node] ?? 0) : node;
      found !== 0;
      found = shorter[found] ?? 0
    ) {
      const end = at + 1;
      const from = end - (lengths[found] ?? 0);
      // Ends come in their order: a later one is farther.
      if (fits(text, from, end)) ends.set(from, end);
    }
  }
  return ends;
}
