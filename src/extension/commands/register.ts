/** Registers a command by its name without the extension's prefix; what it throws is shown to the person. */
export type Register = (name: string, run: (...args: readonly unknown[]) => unknown) => void;
