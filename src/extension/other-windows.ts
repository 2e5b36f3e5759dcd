import type * as vscode from 'vscode';

/** How often the state is looked at, ms: it is in memory, and VS Code has no event for its changes. */
const pauseMs = 1000;

export interface OtherWindows {
  readonly dispose: () => void;
  /** What stands in the state now is this window's own doing. */
  readonly seen: () => void;
}

/**
 * Tells when another window changed one of these values of the global state, which all windows share.
 * @param changed called with the names of the values that are others than before
 */
export function watchOtherWindows(
  state: Pick<vscode.Memento, 'get'>,
  keys: readonly string[],
  changed: (keys: readonly string[]) => void,
): OtherWindows {
  let known = new Map<string, { readonly value: unknown; readonly text: string | undefined }>();
  /** The values as they are now, and which of them have changed. */
  const look = () => {
    const different: string[] = [];
    known = new Map(
      keys.map((key) => {
        const value: unknown = state.get(key);
        const before = known.get(key);
        // The same object as before has not changed; another one may say the same.
        if (before !== undefined && before.value === value) return [key, before];
        const text = JSON.stringify(value);
        if (before !== undefined && before.text !== text) different.push(key);
        return [key, { value, text }];
      }),
    );
    return different;
  };
  look();
  const timer = setInterval(() => {
    const different = look();
    if (different.length > 0) changed(different);
  }, pauseMs);
  timer.unref();
  return { dispose: () => clearInterval(timer), seen: () => void look() };
}
