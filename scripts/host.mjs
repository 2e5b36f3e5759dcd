// Starts the npm-distributed VS Code on 127.0.0.1, for tests and for `npm start`.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MissingError, lastLines } from './ensure.mjs';
import { freePort, startGroup } from './processes.mjs';

export { hostObstacle, installHost } from './host-install.mjs';

const readyLimitMs = 60_000;

/** Nothing of the workbench's own stands beside what is looked at. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'window.autoDetectColorScheme': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * @typedef {object} ServerOptions
 * @property {import('./host-install.mjs').Host} host
 * @property {'server' | 'entry'} kind `server`: VS Code's own, quick, for tests; `entry`: code-server's, keeps secrets
 * @property {string} dataDir where the server keeps everything, made when missing
 * @property {readonly string[]} extensions folders of the extensions it has, used from where they are
 * @property {number} [port] taken as it is; a free one otherwise
 * @property {Readonly<Record<string, unknown>>} [settings] user settings, over the quiet ones
 * @property {'en' | 'zh-cn'} [language] display language; needs a data dir of its own
 * @property {NodeJS.ProcessEnv} [env] added to this process's environment
 * @property {boolean} [asksForTrust] whether a folder is restricted until somebody trusts it
 * @property {readonly string[]} [builtIn] names of the built-in extensions to start with; all of them otherwise
 * @property {readonly string[]} [flags] further flags of the server
 */

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {string} address `http://127.0.0.1:<port>`
 * @property {string} authority the same as VS Code names it in `vscode-remote://<authority>/…`
 * @property {() => string} log what the server has printed so far
 * @property {(settings: Readonly<Record<string, unknown>>) => void} changeSettings replaces the user settings (over the quiet ones)
 * @property {() => Promise<void>} stop ends it with all its children
 * @property {Promise<number>} ended
 */

/**
 * Starts a server and waits until it answers.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 * @throws {MissingError} with the server's last lines when it ends or stays silent for a minute
 */
export async function startServer(options) {
  const { host, kind, dataDir, language = 'en' } = options;
  const port = options.port ?? (await freePort());
  const extensionsDir = join(dataDir, 'extensions');
  const userDataDir = kind === 'entry' ? dataDir : join(dataDir, 'data');
  mkdirSync(join(userDataDir, 'User'), { recursive: true });
  registerExtensions(extensionsDir, userDataDir, options.extensions);
  if (language !== 'en') registerLanguage(userDataDir, language);
  /** @param {Readonly<Record<string, unknown>>} settings */
  const changeSettings = (settings) => {
    const trust = options.asksForTrust === true ? { 'security.workspace.trust.enabled': true } : {};
    const all = { ...quietSettings, ...trust, ...settings };
    writeFileSync(join(userDataDir, 'User', 'settings.json'), `${JSON.stringify(all, null, 2)}\n`);
  };
  changeSettings(options.settings ?? {});

  const args = [...(kind === 'entry' ? entryArgs(options, port) : serverArgs(options, port))];
  args.push('--extensions-dir', extensionsDir, '--disable-telemetry');
  if (options.asksForTrust !== true) args.push('--disable-workspace-trust');
  if (language !== 'en') args.push('--locale', language);
  if (options.builtIn !== undefined)
    args.push('--builtin-extensions-dir', builtInFolder(options, options.builtIn));
  args.push(...(options.flags ?? []));
  const ready = kind === 'entry' ? 'HTTP server listening' : 'Extension host agent listening';

  /** @type {(ready: boolean) => void} */
  let becameReady = () => undefined;
  /** @type {Promise<boolean>} */
  const answered = new Promise((resolve) => {
    becameReady = resolve;
  });
  let log = '';
  const child = startGroup(host.node, args, {
    // Without this the home folder gets logs and a heartbeat file.
    env: { ...cleanEnvironment(), ...options.env, XDG_DATA_HOME: join(dataDir, 'xdg') },
    onOutput: (text) => {
      log += text;
      if (log.includes(ready)) becameReady(true);
    },
  });
  const timer = setTimeout(() => becameReady(false), readyLimitMs);
  const isReady = await Promise.race([answered, child.ended.then(() => false)]);
  clearTimeout(timer);
  if (!isReady) {
    await child.stop();
    throw new MissingError(`VS Code's server did not start on port ${port}. It said:\n${lastLines(log)}`);
  }
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    authority: `127.0.0.1:${port}`,
    log: () => log,
    changeSettings,
    stop: child.stop,
    ended: child.ended,
  };
}

/**
 * @param {ServerOptions} options
 * @param {number} port
 */
function serverArgs({ host, dataDir }, port) {
  return [
    host.server,
    ...['--host', '127.0.0.1', '--port', String(port)],
    '--without-connection-token',
    '--accept-server-license-terms',
    ...['--server-data-dir', dataDir],
  ];
}

/**
 * @param {ServerOptions} options
 * @param {number} port
 */
function entryArgs({ host, dataDir }, port) {
  // Without a named file it writes one into the home folder.
  const config = join(dataDir, 'config.yaml');
  writeFileSync(config, 'auth: none\n');
  return [
    host.entry,
    ...['--config', config, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...['--user-data-dir', dataDir],
    '--disable-update-check',
    '--disable-getting-started-override',
  ];
}

/**
 * A folder with some of VS Code's built-in extensions: the fewer there are, the sooner a workbench knows them all.
 * @param {ServerOptions} options
 * @param {readonly string[]} names
 */
function builtInFolder({ host, dataDir }, names) {
  const all = join(dirname(dirname(host.server)), 'extensions');
  const folder = join(dataDir, 'built-in');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of names) symlinkSync(join(all, name), join(folder, name), 'dir');
  return folder;
}

/** The environment without what a surrounding VS Code or code-server told its own children. */
function cleanEnvironment() {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|CODE_SERVER_|ELECTRON_|PORT$|PASSWORD$|NODE_OPTIONS$|npm_)/u.test(name),
  );
  return Object.fromEntries(entries);
}

/**
 * Names the folders in the server's list of installed extensions; nothing is copied.
 * @param {string} extensionsDir
 * @param {string} userDataDir
 * @param {readonly string[]} folders
 */
function registerExtensions(extensionsDir, userDataDir, folders) {
  mkdirSync(extensionsDir, { recursive: true });
  const list = folders.map((folder) => {
    const { publisher, name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const location = { $mid: 1, path: folder, scheme: 'file' };
    return { identifier: { id: `${publisher}.${name}` }, version, location, metadata: { source: 'vsix' } };
  });
  writeFileSync(join(extensionsDir, 'extensions.json'), JSON.stringify(list));
  // What the server remembers of their manifests may be older than the folders.
  rmSync(join(userDataDir, 'CachedProfilesData'), { recursive: true, force: true });
}

/**
 * Language packs are not on npm. A register with an empty translation switches the display language: the workbench
 * itself stays English, extensions use their own translations.
 * @param {string} userDataDir
 * @param {string} language
 */
function registerLanguage(userDataDir, language) {
  const translation = join(userDataDir, `${language}.i18n.json`);
  writeFileSync(translation, JSON.stringify({ '': ['empty'], version: '1.0.0', contents: {} }));
  const hash = createHash('md5').update(language).digest('hex');
  const pack = {
    hash,
    extensions: [{ extensionIdentifier: { id: `call-trace-inspector.empty-${language}` }, version: '0.0.1' }],
    translations: { vscode: translation },
    label: language,
  };
  writeFileSync(join(userDataDir, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}
