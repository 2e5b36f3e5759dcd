import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);

/** Endpoints and keys are in the secret storage only: a folder that is opened must not be able to redirect them. */
test('connections read no setting, and no setting is about connections', () => {
  const folder = new URL('src/extension/connections/', root);
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    expect(readFileSync(new URL(file, folder), 'utf8'), file).not.toMatch(/getConfiguration|workspaceState/u);
  }
  const manifest = readFileSync(new URL('package.json', root), 'utf8');
  const settings = [...manifest.matchAll(/"(callTraceInspector\.[\w.]+)": \{/gu)].map(([, name]) => name);
  expect(settings.length).toBeGreaterThan(0);
  for (const name of settings) expect(name).not.toMatch(/endpoint|connection|key|secret|certificate|proxy/iu);
});
