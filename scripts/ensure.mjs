// Installs the development dependencies when they are missing or out of date. Uses nothing but Node itself,
// because this is what runs first in a fresh clone.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { run } from './processes.mjs';
import { inRoot, root } from './paths.mjs';

const lockFile = inRoot('package-lock.json');
const stampFile = inRoot('node_modules', '.call-trace-inspector.stamp');
const oldestNode = 20;

/** A sentence for the person at the terminal: what is missing and what to do. It needs no stack. */
export class MissingError extends Error {}

/**
 * Makes sure that node_modules holds what package-lock.json says.
 * @param {(line: string) => void} log
 */
export async function ensureDependencies(log) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode) {
    throw new MissingError(`Node ${oldestNode} or newer is needed; this is Node ${process.versions.node}.`);
  }
  const stamp = wantedStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  if (!installedByHand()) await install(log);
  writeFileSync(stampFile, stamp);
}

/** Binaries such as esbuild's are chosen for platform and architecture. */
function wantedStamp() {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${hash} ${process.platform} ${process.arch} node${process.versions.node.split('.')[0]}\n`;
}

/** @returns {boolean} whether npm itself says that node_modules has the versions of the lock file */
function installedByHand() {
  const hidden = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = packagesOf(lockFile);
  const found = packagesOf(hidden);
  return Object.entries(wanted).every(([path, { version, optional, os, cpu }]) => {
    if (path === '') return true;
    const actual = found[path];
    if (actual !== undefined) return actual.version === version;
    const forThisMachine =
      (os === undefined || os.includes(process.platform)) &&
      (cpu === undefined || cpu.includes(process.arch));
    return optional === true && !(forThisMachine && path.startsWith('node_modules/@esbuild/'));
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, os?: string[], cpu?: string[] }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** @param {(line: string) => void} log */
async function install(log) {
  log('Installing the development dependencies (npm ci), usually under a minute …');
  const started = Date.now();
  const { code, output } = await npm(['ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: root });
  if (code !== 0) {
    throw new MissingError(
      `npm ci failed, so the development dependencies are missing. The npm registry must be reachable. npm said:\n${npmErrors(output)}`,
    );
  }
  log(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/**
 * Runs npm, the one that started us when there is one.
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, node?: string }} options
 * `node` runs npm instead of the Node that runs us
 */
export function npm(args, { node = process.execPath, ...options }) {
  const cli = process.env['npm_execpath'];
  // No test browser is downloaded: the machine's own Chromium is used.
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', ...options.env };
  const fromNpm = cli !== undefined && /npm-cli\.c?js$/u.test(cli);
  if (fromNpm) return run(node, [cli, ...args], { ...options, env });
  if (process.platform === 'win32')
    return run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], { ...options, env });
  return run('npm', args, { ...options, env });
}

/** @param {string} output */
export function lastLines(output) {
  return output.trim().split('\n').slice(-15).join('\n');
}

/**
 * What npm says about its failure, without the usage that follows.
 * @param {string} output
 */
export function npmErrors(output) {
  const lines = output.split('\n').filter((line) => /^npm (?:error|ERR!) \S/u.test(line));
  return lines.length === 0 ? lastLines(output) : lines.slice(0, 8).join('\n');
}
