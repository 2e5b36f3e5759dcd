// Desktop VS Code for `npm start`: in a profile of its own, so that nothing of the person's own windows is touched and
// nothing of them stands in the way.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { quietSettings } from './host.mjs';
import { inWorkRoom, root } from './paths.mjs';
import { atTheEnd, run } from './processes.mjs';

const oldest = [1, 106];

/**
 * The desktop VS Code that can be used here: CODE from the environment, or `code` on the PATH.
 * @returns {Promise<{ command: string } | { why: string }>} or why there is none
 */
export async function findDesktop() {
  const named = process.env['CODE'];
  const command = named !== undefined && named !== '' ? named : onPath('code');
  if (command === undefined) return { why: 'There is no `code` command on the PATH.' };
  if (named === undefined && process.env['VSCODE_IPC_HOOK_CLI'] !== undefined) {
    return { why: '`code` belongs to a remote VS Code here, which cannot load an extension from a folder.' };
  }
  if (named === undefined && process.env['WSL_DISTRO_NAME'] !== undefined) {
    return { why: '`code` belongs to Windows here, which cannot see this folder as its own.' };
  }
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return { why: 'There is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set).' };
  }
  const { code, output } = await runCode(command, ['--version', ...profileArgs()]);
  const version = /^(\d+)\.(\d+)\.\d+/mu.exec(output);
  if (code !== 0 || version === null) return { why: `\`${command} --version\` failed: ${output.trim()}` };
  const [major, minor] = [Number(version[1]), Number(version[2])];
  if (major < (oldest[0] ?? 0) || (major === oldest[0] && minor < (oldest[1] ?? 0))) {
    return { why: `VS Code ${oldest.join('.')} or newer is needed; \`${command}\` is ${version[0]}.` };
  }
  return { command };
}

/** @param {string} name */
function onPath(name) {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find((path) => existsSync(path));
}

const profile = inWorkRoom('desktop');

function profileArgs() {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [
    '--user-data-dir',
    join(profile, 'data'),
    '--extensions-dir',
    join(profile, 'extensions'),
    ...asRoot,
  ];
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function runCode(command, args) {
  return process.platform === 'win32' && command.endsWith('.cmd')
    ? run('cmd.exe', ['/d', '/s', '/c', command, ...args])
    : run(command, args);
}

/**
 * Opens the folder in a window of its own and waits until that is closed.
 * @param {string} command
 * @param {string} folder
 * @returns {Promise<number>} exit code
 */
export async function openDesktop(command, folder) {
  mkdirSync(join(profile, 'data', 'User'), { recursive: true });
  writeFileSync(
    join(profile, 'data', 'User', 'settings.json'),
    `${JSON.stringify(quietSettings, null, 2)}\n`,
  );
  // The `code` command leaves its window to a process outside our group; the window's lock file names it.
  const lock = join(profile, 'data', 'code.lock');
  rmSync(lock, { force: true });
  const forget = atTheEnd(() => endWindow(lock));
  const args = [
    ...profileArgs(),
    '--new-window',
    '--wait',
    '--disable-workspace-trust',
    '--skip-welcome',
    '--skip-release-notes',
    '--disable-telemetry',
    '--disable-updates',
    `--extensionDevelopmentPath=${root}`,
    `--extensionDevelopmentPath=${join(root, 'scripts', 'first-sight')}`,
    folder,
  ];
  const { code, output } = await runCode(command, args);
  forget();
  endWindow(lock);
  if (code !== 0) console.error(output.trim());
  return code;
}

/** @param {string} lock */
function endWindow(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 'SIGTERM');
  } catch {
    // The window is closed already.
  }
}
