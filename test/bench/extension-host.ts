import { readFileSync, readdirSync } from 'node:fs';

/** JavaScript heap of the extension host of a server after a collection of garbage, MB; NaN where it cannot be found. */
export async function extensionHostHeap(dataDir: string): Promise<number> {
  const id = extensionHost(dataDir);
  if (id === undefined) return Number.NaN;
  // Node opens its debugging port on this signal.
  process.kill(id, 'SIGUSR1');
  const socket = new WebSocket(await debuggerOf(id));
  try {
    await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
    await ask(socket, 1, 'HeapProfiler.enable');
    await ask(socket, 2, 'HeapProfiler.collectGarbage');
    const usage = memberOf(await ask(socket, 3, 'Runtime.getHeapUsage'), 'usedSize');
    return Number(usage) / 1e6;
  } finally {
    socket.close();
  }
}

/** Asks by the debugging protocol; resolves to the result. */
function ask(socket: WebSocket, id: number, method: string): Promise<unknown> {
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent) => {
      const answer: unknown = JSON.parse(String(data));
      if (memberOf(answer, 'id') !== id) return;
      socket.removeEventListener('message', hear);
      resolve(memberOf(answer, 'result'));
    };
    socket.addEventListener('message', hear);
    socket.send(JSON.stringify({ id, method }));
  });
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

async function debuggerOf(id: number): Promise<string> {
  for (let turn = 0; turn < 50; turn += 1) {
    try {
      const reply = await fetch('http://127.0.0.1:9229/json/list');
      const targets: unknown = await reply.json();
      const address = memberOf(Array.isArray(targets) ? targets[0] : undefined, 'webSocketDebuggerUrl');
      if (typeof address === 'string') return address;
    } catch {
      // Not open yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Process ${id} opened no debugging port.`);
}

/** The process of the extension host of our server, as Linux tells it. */
function extensionHost(dataDir: string): number | undefined {
  try {
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/u.test(name))) {
      const words = textOf(`/proc/${id}/cmdline`);
      if (!words.includes('--type=extensionHost')) continue;
      const parents = [textOf(`/proc/${id}/environ`), words].join('\0');
      const ours = parents.includes(dataDir) || serverOf(id).includes(dataDir);
      if (ours) return Number(id);
    }
  } catch {
    // Not Linux.
  }
  return undefined;
}

function serverOf(id: string): string {
  const parent = /^PPid:\s+(\d+)/mu.exec(textOf(`/proc/${id}/status`))?.[1];
  return parent === undefined ? '' : textOf(`/proc/${parent}/cmdline`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
