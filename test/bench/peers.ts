import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inWorkRoom } from '../../scripts/paths.mjs';
import { run } from '../../scripts/processes.mjs';

/** What is measured beside this project. It never becomes a dependency of it. */
const peers = { speedscope: '1.25.0', '@dagrejs/dagre': '3.1.3' } as const;
export type Peer = keyof typeof peers;

/** @returns the folder of its package, or undefined where it is not there and cannot be fetched (no network) */
export async function peerFolder(peer: Peer): Promise<string | undefined> {
  const room = inWorkRoom('bench-peers', `${peer.replace(/^@/u, '').replace('/', '-')}-${peers[peer]}`);
  const folder = join(room, 'node_modules', peer);
  if (existsSync(folder)) return folder;
  mkdirSync(room, { recursive: true });
  const wanted = `${peer}@${peers[peer]}`;
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  const { code } = await run('npm', ['install', '--prefix', room, ...options, wanted], {
    timeoutMs: 120_000,
  });
  if (code === 0 && existsSync(folder)) return folder;
  console.log(`${wanted} could not be fetched from npm; its figures are left out.`);
  return undefined;
}

export const peerName = (peer: Peer): string => `${peer} ${peers[peer]}`;
