/** What writing a file as a whole needs of a file system. `F` names a file there, `C` is what is written. */
export interface WholeFiles<F, C> {
  /** What stands at a place; undefined: nothing. */
  readonly kindOf: (file: F) => Promise<'file' | 'folder' | 'special' | undefined>;
  /** A name in the same folder that nobody else uses. */
  readonly beside: (file: F) => F;
  readonly write: (file: F, content: C) => Promise<void>;
  /** Gives a file another name; `replace`: also where that name is taken, which is refused otherwise. */
  readonly rename: (from: F, to: F, replace: boolean) => Promise<void>;
  readonly remove: (file: F) => Promise<void>;
}

/** A file cannot be written because something else stands in its place. */
export class PlaceTakenError extends Error {
  override readonly name = 'PlaceTakenError';
  readonly by: 'file' | 'folder' | 'special';

  constructor(by: 'file' | 'folder' | 'special') {
    super(`There is a ${by} in the way.`);
    this.by = by;
  }
}

/**
 * Writes a file as a whole or not at all: a file of another name in the same folder first, which then takes the name.
 * What was there before stays as it is until then. A folder or a device is never replaced.
 * @param replace whether a file that is there may be replaced: a person has confirmed exactly this one
 * @throws PlaceTakenError, and what the file system throws; nothing half-done stays in either case
 */
export async function writeWhole<F, C>(
  files: WholeFiles<F, C>,
  file: F,
  content: C,
  replace: boolean,
): Promise<void> {
  const kind = await files.kindOf(file);
  if (kind !== undefined && (kind !== 'file' || !replace)) throw new PlaceTakenError(kind);
  const part = files.beside(file);
  try {
    await files.write(part, content);
    await files.rename(part, file, replace);
  } catch (error) {
    // Where even this fails, the first failure is the one to tell.
    await files.remove(part).catch(() => undefined);
    throw error;
  }
}
