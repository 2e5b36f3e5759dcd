import * as assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { startExtension, root } from './support/window.ts';

describe('activation', () => {
  it('registers every command of the manifest', async () => {
    await startExtension();
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest = readFileSync(join(root(), 'package.json'), 'utf8');
    const commands = [...manifest.matchAll(/"command": "([\w.]+)"/g)].map(([, id]) => id ?? '');
    assert.ok(commands.length > 10);
    for (const command of commands) assert.ok(known.has(command), command);
  });

  it('takes a few milliseconds of its own', async () => {
    const { activationMs } = await startExtension();
    // eslint-disable-next-line no-console -- for whoever reads the log of the run
    console.log(`[test] activate() took ${activationMs.toFixed(1)} ms`);
    assert.ok(activationMs > 0);
  });

  it('loads little before something is asked for', () => {
    const loaded = staticImports(join(root(), 'dist', 'extension.js'));
    const bytes = [...loaded].reduce((sum, path) => sum + statSync(path).size, 0);
    assert.ok(loaded.size > 0);
    // The readers, the catalogue and the views are several times as much.
    assert.ok(bytes < 150_000, `${bytes} bytes are loaded by activation: ${[...loaded].join(', ')}`);
  });
});

/** The bundle and every chunk that it imports without being asked to. */
function staticImports(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const code = readFileSync(path, 'utf8');
  for (const [, name] of code.matchAll(
    /(?:^|[;\n}])\s*(?:import|export)\s*(?:[\w$*{},\s]+?\s*from\s*)?["'](\.[^"']+)["']/g,
  )) {
    if (name !== undefined) staticImports(join(dirname(path), name), seen);
  }
  return seen;
}
