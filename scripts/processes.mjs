// Child processes that end with us: every group started here is killed when this process ends, however it ends.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** @type {Set<number>} process ids that lead a group of their own */
const groups = new Set();
/** @type {Set<() => void>} what else has to be done at the very end; must be synchronous */
const lastSteps = new Set();
let watching = false;

function endAll() {
  for (const pid of groups) killGroup(pid, 'SIGKILL');
  groups.clear();
  for (const step of lastSteps) step();
  lastSteps.clear();
}

function watchForTheEnd() {
  if (watching) return;
  watching = true;
  process.on('exit', endAll);
  for (const [signal, number] of /** @type {const} */ ([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ])) {
    process.on(signal, () => {
      endAll();
      process.exit(128 + number);
    });
  }
}

/**
 * Adds a synchronous step that runs once when this process ends.
 * @param {() => void} step
 * @returns {() => void} takes the step away again
 */
export function atTheEnd(step) {
  watchForTheEnd();
  lastSteps.add(step);
  return () => lastSteps.delete(step);
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function killGroup(pid, signal) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // The group has ended already.
  }
}

/**
 * @param {number} pid
 * @returns {boolean} whether any process of the group is left
 */
function groupLives(pid) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a program as the leader of a process group of its own.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onOutput?: (text: string) => void }} [options]
 * `onOutput` gets standard output and standard error as they come
 */
export function startGroup(command, args, options = {}) {
  watchForTheEnd();
  const child = spawn(command, [...args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid;
  if (pid !== undefined) groups.add(pid);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => options.onOutput?.(String(text)));
  }
  /** @type {Promise<number>} the exit code, 1 when the program could not be started or was killed */
  const ended = new Promise((resolve) => {
    child.on('error', (error) => {
      options.onOutput?.(`${error.message}\n`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
  return {
    pid,
    ended,
    /** Asks the whole group to end, and kills what is left after three seconds. */
    async stop() {
      if (pid === undefined) return;
      killGroup(pid, 'SIGTERM');
      for (let waited = 0; waited < 3000 && groupLives(pid); waited += 50) await delay(50);
      killGroup(pid, 'SIGKILL');
      await ended;
      groups.delete(pid);
    },
  };
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, timeoutMs?: number }} [options]
 * `show` passes the output on to the terminal
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, args, options = {}) {
  let output = '';
  const child = startGroup(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    onOutput: (text) => {
      output += text;
      if (options.show === true) process.stdout.write(text);
    },
  });
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          const text = `\n${command} was ended after ${options.timeoutMs} ms.\n`;
          output += text;
          if (options.show === true) process.stdout.write(text);
          void child.stop();
        }, options.timeoutMs);
  const code = await child.ended;
  clearTimeout(timer);
  await child.stop();
  return { code, output };
}

/** @param {number} ms */
export function delay(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * @param {number} [preferred]
 * @returns {Promise<number>} the preferred port of 127.0.0.1 when nobody has it, any free one otherwise
 */
export async function freePort(preferred = 0) {
  /** @type {number | undefined} */
  const port = await new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen({ port: preferred, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
  if (port !== undefined) return port;
  if (preferred === 0) throw new Error('No free port was found on 127.0.0.1.');
  return freePort(0);
}

/**
 * Ends this process when the npm that runs it ends: a signal to npm alone reaches at most the shell between the two.
 */
export function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const ancestors = ancestry();
  const timer = setInterval(() => {
    if (ancestry() !== ancestors) process.kill(process.pid, 'SIGTERM');
  }, 1000);
  timer.unref();
}

/** The parent and, where the system tells, its parent. */
function ancestry() {
  const parent = process.ppid;
  try {
    // The fields after the command, which stands in parentheses: state, parent, …
    const grandparent = readFileSync(`/proc/${parent}/stat`, 'utf8')
      .replace(/^.*\) \S+ /su, '')
      .split(' ')[0];
    return `${parent} ${grandparent}`;
  } catch {
    return String(parent);
  }
}
