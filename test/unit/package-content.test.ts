import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles, PackageManager } from '@vscode/vsce';
import { beforeAll, describe, expect, it } from 'vitest';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** All that users need. A file that fits none of these has no place in the package. */
const expected = [
  /^package\.json$/u,
  /^package\.nls(?:\.zh-cn)?\.json$/u,
  /^(?:README\.md|CHANGELOG\.md|LICENSE)$/u,
  /^dist\/(?:extension|reader-worker|cli|webview|controls|layout-worker)\.js$/u,
  /^dist\/chunks\/[\w-]+\.js$/u,
  /^dist\/(?:webview\.css|call-trace\.schema\.json|viewer-texts\.(?:en|zh-cn)\.json|THIRD-PARTY-NOTICES\.txt)$/u,
  /^media\/[\w-]+\.(?:png|svg)$/u,
  /^media\/walkthrough\/[\w-]+\.svg$/u,
  /^media\/samples\/index\.json$/u,
  /^media\/samples\/[\w-]+\/[\w.-]+\.(?:json|xml)$/u,
];

/** What must be there; the manifest names further ones. */
const needed = [
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/extension.js',
  'dist/reader-worker.js',
  'dist/cli.js',
  'dist/webview.js',
  'dist/controls.js',
  'dist/layout-worker.js',
  'dist/webview.css',
  'dist/viewer-texts.en.json',
  'dist/viewer-texts.zh-cn.json',
  'dist/call-trace.schema.json',
  'dist/THIRD-PARTY-NOTICES.txt',
  'media/samples/index.json',
];

/** @returns every file that the manifest or the list of samples points to */
function pointedTo(): readonly string[] {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const paths = [...manifest.matchAll(/"(?:\.\/)?((?:dist|media)\/[^"]+)"/gu)].map((match) => match[1] ?? '');
  const samples: unknown = JSON.parse(readFileSync(join(root, 'media/samples/index.json'), 'utf8'));
  const files = Array.isArray(samples) ? samples.flatMap(filesOfSample) : [];
  return [...paths, ...files];
}

function filesOfSample(sample: unknown): readonly string[] {
  if (typeof sample !== 'object' || sample === null) return [];
  if (!('slug' in sample && typeof sample.slug === 'string')) return [];
  const { slug } = sample;
  if (!('files' in sample && Array.isArray(sample.files))) return [];
  return sample.files.map((file) => `media/samples/${slug}/${String(file)}`);
}

describe('the package', () => {
  let files: readonly string[] = [];

  beforeAll(async () => {
    if (!existsSync(join(root, 'dist')))
      throw new Error('There is no dist/ to list. Run npm run build first.');
    const listed = await listFiles({ cwd: root, packageManager: PackageManager.None });
    files = listed.map((file) => file.replaceAll('\\', '/'));
  }, 60_000);

  it('holds nothing but what users need', () => {
    expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  it('holds all that is needed', () => {
    expect(needed.filter((file) => !files.includes(file))).toEqual([]);
  });

  it('holds every file that the manifest and the list of samples name', () => {
    const named = pointedTo();
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((file) => !files.includes(file))).toEqual([]);
  });

  it('passes on the licences of the libraries inside the bundles', () => {
    const notices = readFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const library of ['lit', 'node-fetch', 'typebox', 'xml2js', 'commander']) {
      expect(notices).toMatch(new RegExp(`^${library} \\d+\\.\\d+\\.\\d+ \\(`, 'mu'));
    }
  });

  it('ships no source maps', () => {
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      expect(readFileSync(join(root, file), 'utf8'), file).not.toContain('sourceMappingURL=');
    }
  });
});
