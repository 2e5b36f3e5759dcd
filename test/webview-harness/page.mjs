// Serves the viewer as VS Code would show it: the same content security policy, theme variables on the root element,
// and an `acquireVsCodeApi` that answers with fixtures. For development and screenshots.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { viewerTexts, withoutMessageParser } from '../../scripts/viewer-texts.mjs';
import { themes } from './themes.mjs';

const root = join(import.meta.dirname, '..', '..');

async function bundled(entry, options = {}) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    ...options,
  });
  return outputFiles[0].text;
}

/** The function that reads a sample, from the sources as they are. */
async function sampleReader() {
  const folder = await mkdtemp(join(tmpdir(), 'viewer-harness-'));
  try {
    const file = join(folder, 'samples.mjs');
    const require =
      "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";
    await writeFile(
      file,
      await bundled('test/webview-harness/samples.ts', {
        format: 'esm',
        platform: 'node',
        mainFields: ['module', 'main'],
        banner: { js: require },
      }),
    );
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function responsesOf(slug) {
  const folder = join(root, 'media', 'samples', slug);
  const names = (await readdir(folder)).filter(
    (name) => /\.(json|xml)$/.test(name) && !name.endsWith('.calltrace.json'),
  );
  return Promise.all(
    names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
  );
}

function page({ theme, language, texts, sample, state, fontSize, kept }) {
  const nonce = 'harness';
  const policy = `default-src 'none'; script-src 'nonce-${nonce}' 'report-sample'; style-src 'self' 'nonce-${nonce}' 'report-sample'; font-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src blob:`;
  const variables = Object.entries(themes[theme])
    .map(([name, value]) => `root.style.setProperty('--vscode-${name}', ${JSON.stringify(value)});`)
    .join('\n');
  const contrast = theme === 'vscode-high-contrast-light' ? 'vscode-high-contrast ' : '';
  const html = `<!doctype html>
<html lang="${language}">
<head>
<title>Call Trace</title>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="controls" content="/controls.js">
<meta name="layout-worker" content="/layout-worker.js">
<link rel="stylesheet" href="/viewer.css">
<script nonce="${nonce}">
const root = document.documentElement;
${variables}
root.style.setProperty('--vscode-font-family', "'Inter', 'DejaVu Sans', 'WenQuanYi Zen Hei', sans-serif");
root.style.setProperty('--vscode-editor-font-family', "'DejaVu Sans Mono', 'WenQuanYi Zen Hei', monospace");
root.style.setProperty('--vscode-font-size', '${fontSize}px');
window.harness = { sample: ${JSON.stringify(sample).replaceAll('<', '\\u003c')}, state: ${JSON.stringify(state)}, kept: ${JSON.stringify(kept)} ?? undefined, said: [], violations: [] };
document.addEventListener('securitypolicyviolation', (event) => window.harness.violations.push(event.violatedDirective + ' ' + event.sample));
</script>
<script nonce="${nonce}" src="/host.js"></script>
</head>
<body class="${contrast}${theme}" data-vscode-theme-kind="${theme}">
<script id="texts" type="application/json">${texts.replaceAll('<', '\\u003c')}</script>
<script nonce="${nonce}" src="/webview.js"></script>
</body>
</html>`;
  return html;
}

/** Starts it; resolves to the address and a function that ends it. */
export async function serveHarness() {
  const [script, controls, worker, styles, host, { sampleOf }] = await Promise.all([
    bundled('webview/main.ts', { plugins: [withoutMessageParser] }),
    bundled('webview/controls.ts'),
    bundled('webview/layout-worker.ts'),
    bundled('webview/viewer.css'),
    bundled('test/webview-harness/host.ts'),
    sampleReader(),
  ]);
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const send = (type, text) =>
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
    if (url.pathname === '/webview.js') send('text/javascript', script);
    else if (url.pathname === '/controls.js') send('text/javascript', controls);
    else if (url.pathname === '/layout-worker.js') send('text/javascript', worker);
    else if (url.pathname === '/viewer.css') send('text/css', styles);
    else if (url.pathname === '/host.js') send('text/javascript', host);
    else {
      const value = (name, usual) => url.searchParams.get(name) ?? usual;
      const language = value('language', 'en');
      send(
        'text/html',
        page({
          theme: value('theme', 'vscode-dark'),
          language,
          texts: await viewerTexts(language),
          sample: sampleOf(await responsesOf(value('sample', 'http-node-fails')), language),
          state: value('state', 'shown'),
          fontSize: value('fontSize', '13'),
          kept: JSON.parse(value('kept', 'null')),
        }),
      );
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    sizes: { script: script.length, styles: styles.length },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
