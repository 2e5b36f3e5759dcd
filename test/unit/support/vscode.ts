// A small `vscode` for unit tests: files in memory, dialogs that are answered beforehand.
//   vi.mock('vscode', async () => (await import('./support/vscode.ts')).vscode);

export class Uri {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;

  constructor(parts: Partial<Uri> & { readonly scheme: string }) {
    this.scheme = parts.scheme;
    this.authority = parts.authority ?? '';
    this.path = parts.path ?? '';
    this.query = parts.query ?? '';
    this.fragment = parts.fragment ?? '';
  }
  static file = (path: string): Uri => new Uri({ scheme: 'file', path });
  static from = (parts: Partial<Uri> & { readonly scheme: string }): Uri => new Uri(parts);
  static parse = (text: string): Uri => {
    const [, scheme = '', path = '', query = ''] = /^([a-z-]+):(?:\/\/)?([^?]*)\??(.*)$/u.exec(text) ?? [];
    return new Uri({ scheme, path: decodeURIComponent(path), query: decodeURIComponent(query) });
  };
  static joinPath = (base: Uri, ...names: readonly string[]): Uri => {
    const parts = base.path.split('/');
    for (const name of names) {
      if (name === '..') parts.pop();
      else parts.push(name);
    }
    return base.with({ path: parts.join('/') });
  };
  with(parts: Partial<Uri>): Uri {
    const { scheme, authority, path, query, fragment } = this;
    return new Uri({ scheme, authority, path, query, fragment, ...parts });
  }
  toString(): string {
    return `${this.scheme}:${this.path}${this.query === '' ? '' : `?${encodeURIComponent(this.query)}`}`;
  }
}

export class FileSystemError extends Error {
  readonly code: string;

  constructor(message: string, code = 'Unknown') {
    super(message);
    this.code = code;
  }
}

export class EventEmitter<T> {
  readonly #listeners = new Set<(event: T) => unknown>();
  readonly event = (listener: (event: T) => unknown): { readonly dispose: () => void } => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class Disposable {
  readonly #end: () => unknown;
  constructor(end: () => unknown) {
    this.#end = end;
  }
  static from = (...all: readonly { readonly dispose: () => unknown }[]): Disposable =>
    new Disposable(() => {
      for (const one of all) one.dispose();
    });
  dispose(): void {
    this.#end();
  }
}

const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };

/** A text document of an editor. */
export interface OpenText {
  readonly uri: Uri;
  readonly text: string;
  readonly isDirty: boolean;
}

/** What the tests set, and what they look at afterwards. */
interface World {
  readonly files: Map<string, Uint8Array | 'folder'>;
  /** Thrown by the operation of this name, once. */
  readonly failures: Map<string, Error>;
  readonly texts: OpenText[];
  /** What `openTextDocument` finds, by URI. */
  readonly textsToOpen: Map<string, string>;
  /** Schemes that have files; everything else has text documents only. */
  readonly schemes: Set<string>;
  readonly settings: Map<string, string | number | boolean>;
  clipboard: string;
  /** What the dialog for saving answers. */
  save: Uri | undefined;
  /** The button that is pressed in a warning. */
  confirm: string | undefined;
  readonly asked: string[];
  readonly said: string[];
  readonly commands: (readonly unknown[])[];
  onCommand: (name: string) => unknown;
  readonly reset: () => void;
}

export const world: World = {
  files: new Map(),
  failures: new Map(),
  texts: [],
  textsToOpen: new Map(),
  schemes: new Set(['file']),
  settings: new Map(),
  clipboard: '',
  save: undefined,
  confirm: undefined,
  asked: [],
  said: [],
  commands: [],
  onCommand: () => undefined,
  reset: () => {
    for (const kept of [world.files, world.failures, world.textsToOpen, world.settings]) kept.clear();
    world.texts.length = 0;
    world.clipboard = '';
    world.save = undefined;
    world.confirm = undefined;
    world.asked.length = 0;
    world.said.length = 0;
    world.commands.length = 0;
    world.onCommand = () => undefined;
  },
};

const asDocument = ({ uri, text, isDirty }: OpenText) => ({
  uri,
  isDirty,
  isClosed: false,
  isUntitled: uri.scheme === 'untitled',
  getText: () => text,
});

function fails(operation: string): void {
  const error = world.failures.get(operation);
  world.failures.delete(operation);
  if (error !== undefined) throw error;
}

function entry(uri: Uri): Uint8Array | 'folder' {
  if (!world.schemes.has(uri.scheme)) throw new FileSystemError(`ENOPRO: ${uri.toString()}`);
  const found = world.files.get(uri.path);
  if (found === undefined) throw new FileSystemError(`ENOENT: ${uri.path}`, 'FileNotFound');
  return found;
}

const later = async <T>(work: () => T): Promise<T> => {
  await Promise.resolve();
  return work();
};

const fs = {
  isWritableFileSystem: (scheme: string) => (world.schemes.has(scheme) ? true : undefined),
  stat: (uri: Uri) =>
    later(() => {
      fails('stat');
      return { type: entry(uri) === 'folder' ? FileType.Directory : FileType.File };
    }),
  readFile: (uri: Uri) =>
    later(() => {
      fails('readFile');
      const found = entry(uri);
      if (found === 'folder') throw new FileSystemError(`EISDIR: ${uri.path}`, 'FileIsADirectory');
      return found;
    }),
  writeFile: (uri: Uri, content: Uint8Array) =>
    later(() => {
      world.files.set(uri.path, content);
      fails('writeFile');
    }),
  rename: (from: Uri, to: Uri, { overwrite }: { readonly overwrite: boolean }) =>
    later(() => {
      fails('rename');
      if (world.files.has(to.path) && !overwrite) throw new FileSystemError('EEXIST', 'FileExists');
      world.files.set(to.path, entry(from));
      world.files.delete(from.path);
    }),
  delete: (uri: Uri) =>
    later(() => {
      entry(uri);
      world.files.delete(uri.path);
    }),
};

const stub = {
  Uri,
  FileSystemError,
  EventEmitter,
  Disposable,
  FileType,
  ProgressLocation: { Notification: 15 },
  workspace: {
    fs,
    workspaceFolders: undefined,
    get textDocuments() {
      return world.texts.map(asDocument);
    },
    openTextDocument: (uri: Uri) =>
      later(() => {
        const text = world.textsToOpen.get(uri.toString());
        if (text === undefined) throw new Error(`cannot open ${uri.toString()}`);
        return asDocument({ uri, text, isDirty: false });
      }),
    onDidChangeConfiguration: new EventEmitter<unknown>().event,
    getConfiguration: (section: string) => ({
      get: (name: string) => world.settings.get(`${section}.${name}`),
    }),
    decode: (bytes: Uint8Array) =>
      later(() => new TextDecoder(String(world.settings.get('files.encoding') ?? 'utf-8')).decode(bytes)),
  },
  window: {
    state: { focused: true },
    onDidChangeWindowState: new EventEmitter<unknown>().event,
    withProgress: (_: unknown, work: (progress: object, token: object) => unknown) =>
      work({ report: () => undefined }, { onCancellationRequested: () => undefined }),
    showSaveDialog: () => Promise.resolve(world.save),
    showWarningMessage: (message: string) => {
      world.asked.push(message);
      return Promise.resolve(world.confirm);
    },
    showInformationMessage: (message: string) => {
      world.said.push(message);
      return Promise.resolve(undefined);
    },
  },
  commands: {
    executeCommand: (...command: readonly unknown[]) =>
      later(() => {
        world.commands.push(command);
        return world.onCommand(String(command[0]));
      }),
  },
  env: {
    clipboard: {
      readText: () => later(() => world.clipboard),
      writeText: (text: string) =>
        later(() => {
          world.clipboard = text;
        }),
    },
  },
};

export const vscodeStub = (): Readonly<Record<string, unknown>> => stub;
