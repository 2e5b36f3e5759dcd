/** The selections of a viewer, as a browser keeps its pages; undefined: the call as a whole. */
export interface History {
  readonly entries: readonly (string | undefined)[];
  /** Place of the selection that is shown. */
  readonly at: number;
  /** When a person last selected something, ms. */
  readonly visitedAt: number;
}

/** What follows so quickly upon a selection takes its place: stepping through with a key held down is one way. */
const quickMs = 300;
const mostEntries = 100;

/** Begins with a selection that nobody made. */
export function historyFrom(item: string | undefined): History {
  return { entries: [item], at: 0, visitedAt: -Infinity };
}

/** Selected by a person, here or with the cursor of the text, at a moment (ms). What lay ahead is gone. */
export function visited(history: History, item: string | undefined, now: number): History {
  const { entries, at, visitedAt } = history;
  if (entries[at] === item) return { ...history, visitedAt: now };
  const passing = at > 0 && now - visitedAt < quickMs;
  const behind = entries.slice(0, passing ? at : at + 1);
  // Back where the quick steps began: there was no way.
  const next = (behind.at(-1) === item ? behind : [...behind, item]).slice(-mostEntries);
  return { entries: next, at: next.length - 1, visitedAt: now };
}

/** The selection changed without anybody having done it: a new drawing lacks what was selected. */
export function replaced(history: History, item: string | undefined): History {
  return {
    ...history,
    entries: history.entries.map((entry, place) => (place === history.at ? item : entry)),
  };
}

/**
 * The history one selection further back (-1) or forward (1); undefined where there is none. What is no longer there,
 * or is selected already, is passed over.
 */
export function travelled(
  history: History,
  direction: 1 | -1,
  has: (item: string) => boolean,
): History | undefined {
  const { entries, at } = history;
  for (let place = at + direction; place >= 0 && place < entries.length; place += direction) {
    const item = entries[place];
    if (item !== entries[at] && (item === undefined || has(item))) {
      return { ...history, at: place, visitedAt: -Infinity };
    }
  }
  return undefined;
}
