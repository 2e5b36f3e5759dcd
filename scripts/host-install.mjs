// Installs VS Code as npm distributes it (code-server's full server and web workbench, and the Node it wants) into
// .vscode-test/host. Nothing is compiled except, where a compiler is there, the module that writes log files.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MissingError, npm, npmErrors } from './ensure.mjs';
import { inWorkRoom } from './paths.mjs';
import { run } from './processes.mjs';

const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';
const stamp = `code-server ${codeServerVersion}, Node ${nodeVersion}, ${process.arch}\n`;
/** Measured: 784 MB before trimming, beside npm's cache. */
const neededBytes = 1_500_000_000;

/**
 * @typedef {object} Host
 * @property {string} node the Node binary that runs it
 * @property {string} server VS Code's own server: quick, for tests; keeps secrets in the page's memory only
 * @property {string} entry code-server's entry: for people; keeps secrets
 */

const hostRoom = inWorkRoom('host');

/**
 * @param {string} room
 * @returns {Host}
 */
function hostIn(room) {
  const modules = join(room, 'node_modules');
  return {
    node: join(modules, `node-linux-${process.arch}`, 'bin', 'node'),
    server: join(modules, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
    entry: join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
}

/**
 * Why this machine cannot run the npm-distributed VS Code; undefined when it can.
 * @returns {string | undefined}
 */
export function hostObstacle() {
  if (process.platform !== 'linux') {
    return 'VS Code from npm runs on Linux only. Install desktop VS Code and its `code` command (code.visualstudio.com).';
  }
  if (process.arch !== 'x64' && process.arch !== 'arm64') {
    return `VS Code from npm exists for x64 and arm64; this machine is ${process.arch}. Use desktop VS Code.`;
  }
  return undefined;
}

/**
 * Installs the host when it is not there yet (about a minute; then it stays).
 * @param {(line: string) => void} log
 * @returns {Promise<Host>}
 * @throws {MissingError} with a sentence when the machine, the network or the disk does not allow it
 */
export async function installHost(log) {
  const obstacle = hostObstacle();
  if (obstacle !== undefined) throw new MissingError(obstacle);
  const stampFile = join(hostRoom, 'stamp');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return hostIn(hostRoom);

  // Built aside and moved into place when complete, so that an interrupted or a second installation harms nothing.
  const room = `${hostRoom}-${process.pid}`;
  await removeLeftovers();
  await mkdir(room, { recursive: true });
  try {
    await checkDisk(room);
    const started = Date.now();
    log(`Installing VS Code (code-server ${codeServerVersion} from npm), about a minute, only this time …`);
    await writeFile(join(room, 'package.json'), '{"private":true}\n');
    await npmInstall(room, [`node-linux-${process.arch}@${nodeVersion}`, `code-server@${codeServerVersion}`]);
    log('  1 of 3: the server is here; now its libraries …');
    const vscode = join(room, 'node_modules', 'code-server', 'lib', 'vscode');
    await npmInstall(vscode, []);
    const host = hostIn(room);
    const { code, output } = await run(host.node, ['--version']);
    if (code !== 0) {
      throw new MissingError(
        `Node ${nodeVersion} from npm does not run on this system (it needs glibc 2.28 or newer): ${output.trim()}. Use desktop VS Code.`,
      );
    }
    log('  2 of 3: libraries are here; now the module for log files …');
    await buildLogModule(room, vscode, log);
    await trim(vscode);
    await writeFile(join(room, 'stamp'), stamp);
    await rm(hostRoom, { recursive: true, force: true });
    await rename(room, hostRoom);
    log(
      `  3 of 3: VS Code is installed in .vscode-test/host (${Math.round((Date.now() - started) / 1000)} s).`,
    );
  } finally {
    await rm(room, { recursive: true, force: true });
  }
  return hostIn(hostRoom);
}

/** Rooms of installations that were interrupted. */
async function removeLeftovers() {
  await mkdir(inWorkRoom(), { recursive: true });
  for (const name of await readdir(inWorkRoom())) {
    const pid = /^host-(\d+)$/u.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) {
      await rm(inWorkRoom(name), { recursive: true, force: true });
    }
  }
}

/** @param {string} room */
async function checkDisk(room) {
  const { bavail, bsize } = await statfs(room);
  const free = bavail * bsize;
  if (free < neededBytes) {
    throw new MissingError(
      `VS Code needs about 1.5 GB while it is installed (0.5 GB afterwards); ${Math.round(free / 1e6)} MB are free under ${inWorkRoom()}.`,
    );
  }
}

/**
 * @param {string} cwd
 * @param {readonly string[]} packages
 */
async function npmInstall(cwd, packages) {
  const flags = [
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
  ];
  const { code, output } = await npm(['install', ...flags, ...packages], { cwd, timeoutMs: 15 * 60_000 });
  if (code === 0) return;
  const why = /ENOSPC/u.test(output)
    ? 'The disk is full.'
    : /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/u.test(output)
      ? 'The npm registry cannot be reached; check the network or the proxy settings of npm.'
      : 'npm failed.';
  throw new MissingError(`VS Code could not be installed from npm. ${why} npm said:\n${npmErrors(output)}`);
}

/**
 * Without this module VS Code works, but log channels stay empty.
 * @param {string} room
 * @param {string} vscode
 * @param {(line: string) => void} log
 */
async function buildLogModule(room, vscode, log) {
  const nodeFolder = join(room, 'node_modules', `node-linux-${process.arch}`);
  const { node } = hostIn(room);
  await npm(['rebuild', '@vscode/spdlog'], {
    cwd: vscode,
    node,
    env: {
      PATH: `${join(nodeFolder, 'bin')}:${process.env['PATH'] ?? ''}`,
      npm_config_nodedir: nodeFolder,
      JOBS: String(availableParallelism()),
    },
    timeoutMs: 3 * 60_000,
  });
  const { code } = await run(node, ['-e', "require('@vscode/spdlog')"], { cwd: vscode });
  if (code !== 0) {
    log(
      '  Note: VS Code writes no log files here, because that module needs g++, make and Python. All else works.',
    );
  }
}

/**
 * Removes what this project never uses: 784 MB become about 470.
 * @param {string} vscode
 */
async function trim(vscode) {
  const unused = [
    'node_modules/@github',
    'node_modules/@microsoft/mxc-sdk',
    'node_modules/@devcontainers',
    'extensions/copilot',
  ];
  await Promise.all(unused.map((path) => rm(join(vscode, path), { recursive: true, force: true })));
  const ripgrep = join(vscode, 'node_modules/@vscode/ripgrep-universal/bin');
  if (existsSync(ripgrep)) {
    for (const platform of await readdir(ripgrep)) {
      if (platform !== `linux-${process.arch}`)
        await rm(join(ripgrep, platform), { recursive: true, force: true });
    }
  }
  await removeMaps(vscode);
}

/** @param {string} folder */
async function removeMaps(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await removeMaps(path);
    else if (entry.name.endsWith('.map')) await rm(path);
  }
}
