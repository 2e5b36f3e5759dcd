// Builds dist/: extension host, worker, command line, webview, styles and the JSON Schema of call trace documents.
//   node scripts/build.mjs [--production] [--watch] [--meta]
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './ensure.mjs';
import { thirdPartyNotices } from './notices.mjs';
import { inRoot, root } from './paths.mjs';
import { viewerTexts, viewerTextsFile, withoutMessageParser } from './viewer-texts.mjs';

const dist = inRoot('dist');

/**
 * Code of CommonJS libraries asks for Node's modules through `require`, which an ES module does not have.
 * The name must not clash with anything in a bundle.
 */
const requireForCommonJs =
  "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);";

/**
 * @param {{ production: boolean }} choice
 * @returns {Readonly<Record<string, import('esbuild').BuildOptions>>} by the name of the bundle
 */
function bundles({ production }) {
  /** @type {import('esbuild').BuildOptions} */
  const common = {
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
    logLevel: 'silent',
  };
  /** @type {import('esbuild').BuildOptions} */
  const node = {
    ...common,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
  };
  /** @type {import('esbuild').BuildOptions} */
  const browser = { ...common, platform: 'browser', target: 'es2022' };
  return {
    extension: {
      ...node,
      entryPoints: {
        extension: 'src/extension/activate.ts',
        'reader-worker': 'src/extension/reader-worker.ts',
      },
      external: ['vscode'],
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      banner: { js: requireForCommonJs },
    },
    cli: {
      ...node,
      entryPoints: { cli: 'src/cli/main.ts' },
      banner: { js: `#!/usr/bin/env node\n${requireForCommonJs}` },
    },
    webview: {
      ...browser,
      entryPoints: {
        webview: 'webview/main.ts',
        controls: 'webview/controls.ts',
        'layout-worker': 'webview/layout-worker.ts',
      },
      format: 'iife',
      plugins: [withoutMessageParser],
    },
    styles: {
      ...browser,
      entryPoints: { webview: 'webview/viewer.css' },
    },
    schema: {
      ...node,
      entryPoints: { schema: 'src/trace/document/schema.ts' },
      sourcemap: false,
      write: false,
    },
  };
}

/**
 * What is left to do with a bundle's result.
 * @param {string} name
 * @param {import('esbuild').BuildResult} result
 */
async function finish(name, result) {
  if (name === 'schema') await writeSchema(result.outputFiles?.[0]?.text ?? '');
  if (name === 'webview') await writeViewerTexts();
  if (name === 'cli') await chmod(join(dist, 'cli.js'), 0o755);
}

/**
 * Runs the schema module and writes what it exports. `code` has no imports but Node's own.
 * @param {string} code
 */
async function writeSchema(code) {
  const module = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  if (typeof module.callTraceSchema !== 'object') {
    throw new Error('src/trace/document/schema.ts must export callTraceSchema, a JSON Schema.');
  }
  await writeFile(
    join(dist, 'call-trace.schema.json'),
    `${JSON.stringify(module.callTraceSchema, null, 2)}\n`,
  );
}

/** The viewer's texts, for the page that shows it. */
async function writeViewerTexts() {
  for (const language of /** @type {const} */ (['en', 'zh-cn'])) {
    await writeFile(join(dist, viewerTextsFile(language)), await viewerTexts(language));
  }
}

/** One line an error, as the problem matcher in .vscode/tasks.json reads it.
 * @param {import('esbuild').Message} message
 * @param {'error' | 'warning'} severity
 */
function asLine({ location, text }, severity) {
  const place = location === null ? 'build:1:1' : `${location.file}:${location.line}:${location.column + 1}`;
  return `${place}: ${severity}: ${text}`;
}

/**
 * @param {readonly import('esbuild').Message[]} errors
 * @param {readonly import('esbuild').Message[]} warnings
 */
function report(errors, warnings) {
  for (const warning of warnings) console.error(asLine(warning, 'warning'));
  for (const error of errors) console.error(asLine(error, 'error'));
}

/**
 * Builds everything once.
 * @param {{ production?: boolean, meta?: boolean }} [choice]
 * @throws {Error} naming the bundles that could not be built; their errors are printed before
 */
export async function build({ production = false, meta = !production } = {}) {
  const esbuild = await import('esbuild');
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const entries = Object.entries(bundles({ production }));
  const results = await Promise.all(
    entries.map(async ([name, options]) => {
      try {
        const result = await esbuild.build(options);
        report([], result.warnings);
        await finish(name, result);
        if (meta) await writeFile(join(dist, `meta-${name}.json`), JSON.stringify(result.metafile));
        return result;
      } catch (error) {
        report(failuresOf(error), []);
        return undefined;
      }
    }),
  );
  const failed = entries.filter((_, at) => results[at] === undefined).map(([name]) => name);
  if (failed.length > 0) throw new Error(`The build of ${failed.join(', ')} failed.`);
  const shipped = results.flatMap((result, at) =>
    entries[at]?.[0] === 'schema' ? [] : (result?.metafile ?? []),
  );
  await writeFile(join(dist, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(shipped));
}

/**
 * @param {unknown} error
 * @returns {import('esbuild').Message[]}
 */
function failuresOf(error) {
  if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) return error.errors;
  const text = error instanceof Error ? error.message : String(error);
  return [{ id: '', pluginName: '', text, location: null, notes: [], detail: error }];
}

/** Builds again whenever a file changes, until the process is ended. */
async function watch() {
  const esbuild = await import('esbuild');
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  let running = 0;
  for (const [name, options] of Object.entries(bundles({ production: false }))) {
    const context = await esbuild.context({
      ...options,
      plugins: [
        ...(options.plugins ?? []),
        {
          name: 'progress',
          setup(build) {
            build.onStart(() => {
              if (running++ === 0) console.log('[watch] build started');
            });
            build.onEnd(async (result) => {
              report(result.errors, result.warnings);
              try {
                if (result.errors.length === 0) await finish(name, result);
              } catch (error) {
                report(failuresOf(error), []);
              }
              if (--running === 0) console.log('[watch] build finished');
            });
          },
        },
      ],
    });
    await context.watch();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const flags = new Set(process.argv.slice(2));
  try {
    await ensureDependencies((line) => console.log(line));
    if (flags.has('--watch')) await watch();
    else {
      const started = Date.now();
      await build({ production: flags.has('--production'), ...(flags.has('--meta') ? { meta: true } : {}) });
      console.log(`Built dist/ in ${Date.now() - started} ms.`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
