import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { inRoot, inWorkRoom, root } from '../../scripts/paths.mjs';
import { themes } from '../webview-harness/themes.mjs';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export interface Pages {
  readonly address: string;
  readonly close: () => Promise<void>;
}

const variables = Object.entries(themes['vscode-dark'])
  .map(([name, value]) => `--vscode-${name}: ${value};`)
  .join(' ');

/** The host is asked for the document by the first thing in the page. */
const viewerPage = (host: string, texts: string) => `<!doctype html>
<html lang="en" style="${variables} --vscode-font-family: sans-serif; --vscode-editor-font-family: monospace; --vscode-font-size: 13px;">
<head><meta charset="utf-8"><title>viewer</title><script>${host}</script><meta name="controls" content="/dist/controls.js"><meta name="layout-worker" content="/dist/layout-worker.js"><link rel="stylesheet" href="/dist/webview.css"></head>
<body class="vscode-dark" data-vscode-theme-kind="vscode-dark">
<script id="texts" type="application/json">${texts.replaceAll('<', '\\u003c')}</script>
<script src="/dist/webview.js"></script>
</body></html>`;

const waitingPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>waiting</title></head>
<body><script src="/waiting.js"></script></body></html>`;

const floorPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>floor</title><style>html, body { margin: 0; overflow: hidden }</style></head>
<body><script src="/floor.js"></script></body></html>`;

/**
 * Serves the pages to measure: `/viewer.html?document=…` (the viewer of `dist`, with a worker as its host, which
 * `/waiting.html` starts and keeps),
 * `/floor.html?call=…`, and `/speedscope/`.
 *
 * @param data folder of the calls, served as `/data/`
 * @param speedscope folder of its package
 */
export async function servePages(data: string, speedscope: string | undefined): Promise<Pages> {
  const scripts = inWorkRoom('bench-pages');
  await build({
    absWorkingDir: root,
    entryPoints: ['host', 'viewer', 'waiting', 'floor'].map((name) => `test/bench/page/${name}.ts`),
    outdir: scripts,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    alias: { xml2js: inRoot('test', 'bench', 'page', 'no-xml.ts') },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  const folders: readonly (readonly [string, string])[] = [
    ['/data/', data],
    ['/dist/', inRoot('dist')],
    ...(speedscope === undefined ? [] : [['/speedscope/', join(speedscope, 'dist', 'release')] as const]),
    ['/', scripts],
  ];
  const viewer = viewerPage(
    await readFile(join(scripts, 'viewer.js'), 'utf8'),
    await readFile(inRoot('dist', 'viewer-texts.en.json'), 'utf8'),
  );
  const inlinePages = new Map([
    ['/viewer.html', viewer],
    ['/waiting.html', waitingPage],
    ['/floor.html', floorPage],
  ]);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inline = inlinePages.get(pathname);
    if (inline !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(inline);
      return;
    }
    const [mount, folder] = folders.find(([start]) => pathname.startsWith(start)) ?? ['/', scripts];
    void sendFile(response, join(folder, pathname.slice(mount.length)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('The server of the pages has no port.');
  return {
    address: `http://127.0.0.1:${at.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function sendFile(response: ServerResponse, file: string): Promise<void> {
  try {
    const { size } = await stat(file);
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': size, 'cache-control': 'no-store' });
    createReadStream(file).pipe(response);
  } catch {
    response.writeHead(404).end();
  }
}
