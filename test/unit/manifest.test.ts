import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import Type, { type Static, type TSchema } from 'typebox';
import { Check } from 'typebox/value';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const command = Type.Object({ command: Type.String(), title: Type.String(), category: Type.String() });
const menuItem = Type.Object({
  command: Type.Optional(Type.String()),
  submenu: Type.Optional(Type.String()),
  alt: Type.Optional(Type.String()),
  when: Type.Optional(Type.String()),
});
const property = Type.Object({
  scope: Type.String(),
  default: Type.Unknown(),
  minimum: Type.Optional(Type.Number()),
  maximum: Type.Optional(Type.Number()),
});
const manifest = Type.Object({
  name: Type.String(),
  publisher: Type.String(),
  icon: Type.String(),
  main: Type.String(),
  engines: Type.Object({ vscode: Type.String() }),
  devDependencies: Type.Record(Type.String(), Type.String()),
  categories: Type.Array(Type.String()),
  keywords: Type.Array(Type.String()),
  activationEvents: Type.Array(Type.String()),
  contributes: Type.Object({
    views: Type.Record(Type.String(), Type.Array(Type.Object({ id: Type.String(), icon: Type.String() }))),
    viewsWelcome: Type.Array(Type.Object({ view: Type.String(), contents: Type.String() })),
    customEditors: Type.Array(Type.Object({ viewType: Type.String(), priority: Type.String() })),
    configuration: Type.Object({ properties: Type.Record(Type.String(), property) }),
    configurationDefaults: Type.Record(Type.String(), Type.Unknown()),
    commands: Type.Array(command),
    menus: Type.Record(Type.String(), Type.Array(menuItem)),
    submenus: Type.Array(Type.Object({ id: Type.String(), label: Type.String() })),
    keybindings: Type.Array(menuItem),
  }),
});

function parsed<S extends TSchema>(schema: S, text: string): Static<S> {
  const value: unknown = JSON.parse(text);
  if (!Check(schema, value)) throw new TypeError('The manifest has another form.');
  return value;
}

const text = read('package.json');
const it = parsed(manifest, text);
const strings = Type.Record(Type.String(), Type.String());
const english = parsed(strings, read('package.nls.json'));
const chinese = parsed(strings, read('package.nls.zh-cn.json'));

/** All TypeScript of the extension host. */
function sources(folder = new URL('src/extension/', root)): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) =>
      entry.isDirectory()
        ? sources(new URL(`${entry.name}/`, folder))
        : readFileSync(new URL(entry.name, folder), 'utf8'),
    )
    .join('\n');
}

describe('the manifest', () => {
  test('has what packaging and publishing need', () => {
    expect(it.name).toBe('call-trace-inspector');
    expect(it.publisher).not.toBe('');
    expect(it.keywords.length).toBeLessThanOrEqual(30);
    expect(it.categories.length).toBeGreaterThan(0);
    expect(it.activationEvents).toContain('onFileSystem:calltrace');
    expect(it.activationEvents).not.toContain('*');
    expect(it.activationEvents).not.toContain('onStartupFinished');
  });

  test('its icon is a PNG of at least 256 × 256', () => {
    const bytes = readFileSync(new URL(it.icon, root));
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBeGreaterThanOrEqual(256);
    expect(bytes.readUInt32BE(20)).toBeGreaterThanOrEqual(256);
  });

  test('the types are those of the oldest editor that is supported', () => {
    const [, minor] = /^\^1\.(\d+)\.0$/.exec(it.engines.vscode) ?? [];
    expect(it.devDependencies['@types/vscode']).toMatch(new RegExp(`^1\\.${minor ?? 'none'}\\.`));
  });

  test('every string stands in both languages, and every string there is used', () => {
    const used = new Set([...text.matchAll(/%([\w.-]+)%/g)].map(([, key]) => key));
    expect(Object.keys(english).sort()).toEqual([...used].sort());
    expect(Object.keys(chinese).sort()).toEqual([...used].sort());
    for (const [key, value] of [...Object.entries(english), ...Object.entries(chinese)]) {
      expect(value.trim(), key).not.toBe('');
    }
    for (const [key, value] of Object.entries(chinese)) expect(value, key).toMatch(/[\u4e00-\u9fff]/);
  });

  test('no text for people stands in the manifest itself', () => {
    for (const { title, category } of it.contributes.commands) {
      expect(title).toMatch(/^%[\w.]+%$/);
      expect(category).toBe('%category%');
    }
    for (const { contents } of it.contributes.viewsWelcome) expect(contents).toMatch(/^%[\w.]+%$/);
  });

  test('menus, keys and welcome texts name commands that exist', () => {
    // VS Code makes a command for each view that shows it.
    const views = Object.values(it.contributes.views).flat();
    const commands = new Set([
      ...it.contributes.commands.map(({ command: id }) => id),
      ...views.map(({ id }) => `${id}.focus`),
    ]);
    const items = [...Object.values(it.contributes.menus).flat(), ...it.contributes.keybindings];
    const named = items.flatMap(({ command: id, alt }) => [id, alt].filter((one) => one !== undefined));
    const submenus = it.contributes.submenus.map(({ id }) => id);
    for (const { command: id, submenu } of items) {
      if (id === undefined) expect(submenus).toContain(submenu);
    }
    for (const id of submenus) expect(it.contributes.menus[id]?.length).toBeGreaterThan(0);
    const linked = [english, chinese].flatMap((texts) =>
      Object.values(texts).flatMap((value) =>
        [...value.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id ?? ''),
      ),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(linked.length).toBeGreaterThan(0);
    for (const id of [...named, ...linked]) expect(commands).toContain(id);
  });

  test('every command is registered, and no other', () => {
    const registered = [...sources().matchAll(/\bregister\('(\w+)'/g)].map(
      ([, name]) => `callTraceInspector.${name ?? ''}`,
    );
    expect(registered.sort()).toEqual(it.contributes.commands.map(({ command: id }) => id).sort());
  });

  test('titles end in an ellipsis exactly where something more is asked', () => {
    const asking = new Set([
      'openSample',
      'inspectFile',
      'lookUp',
      'saveTraceAs',
      'filterCalls',
      'sortCalls',
      'findInCalls',
      'exportCalls',
      'export',
      'exportFlowSvg',
      'exportFlowPng',
      'exportTimelineSvg',
      'exportTimelinePng',
      'exportFlowchart',
      'exportSequence',
      'exportMarkdown',
      'exportCsv',
      'addConnection',
      'editConnection',
      'reenterConnection',
      'duplicateConnection',
      'renameConnection',
      'acceptCertificate',
      'removeConnection',
      'openRaw',
      'saveMaskedCopy',
      'clearStoredTraces',
    ]);
    for (const { command: id } of it.contributes.commands) {
      const name = id.replace('callTraceInspector.', '');
      expect((english[`command.${name}`] ?? '').endsWith('...'), name).toBe(asking.has(name));
      expect((chinese[`command.${name}`] ?? '').endsWith('...'), name).toBe(asking.has(name));
    }
  });

  test('commands of a viewer are offered in the palette only where one has the focus', () => {
    const palette = it.contributes.menus['commandPalette'] ?? [];
    const source = read('src/extension/commands/viewer-commands.ts');
    const names = [...source.matchAll(/\bregister\('(\w+)'/g)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(10);
    for (const name of [...names, 'find', 'findNext', 'findPrevious', 'clearFilter']) {
      const entry = palette.find(({ command: id }) => id === `callTraceInspector.${name}`);
      expect(entry?.when, name).toMatch(/^activeCustomEditorId == 'callTraceInspector.trace'( && |$)/);
    }
  });

  test('files that it names are there', () => {
    for (const { icon } of Object.values(it.contributes.views).flat()) {
      expect(existsSync(new URL(icon, root)), icon).toBe(true);
    }
  });

  test('what limits reading is out of the reach of a workspace', () => {
    const limits = Object.entries(it.contributes.configuration.properties).filter(([name]) =>
      name.includes('.reading.'),
    );
    expect(limits.length).toBe(2);
    for (const [name, { scope, minimum, maximum, default: value }] of limits) {
      expect(scope, name).toBe('application');
      if (typeof value !== 'number' || minimum === undefined || maximum === undefined) throw new Error(name);
      expect(value).toBeGreaterThanOrEqual(minimum);
      expect(value).toBeLessThanOrEqual(maximum);
    }
  });

  test('a folder has no say but in what is told of times', () => {
    const ofFolders = Object.entries(it.contributes.configuration.properties).filter(
      ([, { scope }]) => scope !== 'application',
    );
    expect(ofFolders.map(([name]) => name)).toEqual(['callTraceInspector.viewer.times']);
  });

  test('no setting holds an endpoint or a credential', () => {
    for (const name of Object.keys(it.contributes.configuration.properties)) {
      expect(name).not.toMatch(/endpoint|url|host|key|secret|token/i);
    }
  });

  test('the viewer is the default editor of traces, and comparisons show text', () => {
    expect(it.contributes.customEditors).toEqual([
      expect.objectContaining({ viewType: 'callTraceInspector.trace', priority: 'default' }),
    ]);
    expect(it.contributes.configurationDefaults['workbench.diffEditorAssociations']).toEqual({
      '*.calltrace.json': 'default',
    });
  });
});
