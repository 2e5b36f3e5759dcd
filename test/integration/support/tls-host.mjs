// Gives this machine a further name for a while: VS Code treats localhost and 127.0.0.1 specially, so what it does to
// requests to other machines shows only under another name.
import { readFileSync, writeFileSync } from 'node:fs';
import { EOL } from 'node:os';
import { join } from 'node:path';

const file =
  process.platform === 'win32'
    ? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
    : '/etc/hosts';

/**
 * Writes a name for 127.0.0.1 into the hosts file.
 * @returns {{ readonly name: string, readonly takeAway: () => void } | undefined} nothing where that is not allowed
 */
export function nameThisMachine() {
  const name = `call-trace-${process.pid}.test`;
  const line = `127.0.0.1 ${name} # while the integration tests of Call Trace Inspector run${EOL}`;
  try {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text}${text === '' || text.endsWith('\n') ? '' : EOL}${line}`);
  } catch {
    return undefined;
  }
  let there = true;
  const takeAway = () => {
    if (!there) return;
    there = false;
    writeFileSync(file, readFileSync(file, 'utf8').replace(line, ''));
  };
  process.once('exit', takeAway);
  return { name, takeAway };
}
