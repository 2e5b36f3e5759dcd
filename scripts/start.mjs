// Shows the extension in a real VS Code, with a folder of sample calls: in desktop VS Code when it is there, otherwise
// in a browser, served on 127.0.0.1.
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { findDesktop, openDesktop } from './desktop.mjs';
import { MissingError, ensureDependencies } from './ensure.mjs';
import { hostObstacle, installHost, startServer } from './host.mjs';
import { inRoot, inWorkRoom, root } from './paths.mjs';
import { endWithNpm, freePort } from './processes.mjs';
import { makeSampleWorkspace } from './sample-workspace.mjs';

const usualPort = 7311;

const usage = `npm start [-- options]
  --port N    serve on this port (otherwise ${usualPort}, or any free one)
  --serve     serve in a browser even when desktop VS Code is there
  --desktop   use desktop VS Code (the \`code\` command, or the one that CODE names) or fail
  --help      this text`;

/** @param {string} line */
function log(line) {
  console.log(line);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        serve: { type: 'boolean', default: false },
        desktop: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
      throw new Error(`--port ${values.port} is not a port; a number from 1 to 65535 is.`);
    }
    return { ...values, port };
  } catch (error) {
    throw new MissingError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

/** @param {number | undefined} wanted */
async function choosePort(wanted) {
  const port = await freePort(wanted ?? usualPort);
  if (wanted !== undefined && port !== wanted) {
    throw new MissingError(`Port ${wanted} is taken. Choose another one, or leave --port out.`);
  }
  if (wanted === undefined && port !== usualPort) log(`Port ${usualPort} is taken; another one is used.`);
  return port;
}

/**
 * @param {number | undefined} wantedPort
 * @returns {Promise<never>}
 */
async function serve(wantedPort) {
  const host = await installHost(log);
  const port = await choosePort(wantedPort);
  const workspace = await makeSampleWorkspace();
  const server = await startServer({
    host,
    kind: 'entry',
    dataDir: inWorkRoom('served'),
    extensions: [root, inRoot('scripts', 'first-sight')],
    port,
    settings: { 'window.autoDetectColorScheme': true },
    // The bare address leads to the folder.
    flags: ['--ignore-last-opened', workspace],
  });
  const { address } = server;
  const frame = '─'.repeat(address.length + 4);
  log(`\nVS Code with Call Trace Inspector is ready. Open this address in a browser:\n`);
  log(`  ┌${frame}┐\n  │  ${address}  │\n  └${frame}┘\n`);
  log('Ctrl+C ends it.');
  const code = await server.ended;
  throw new MissingError(`VS Code's server ended by itself (exit code ${code}).`);
}

async function main() {
  const { port, serve: wantServed, desktop: wantDesktop, help } = options();
  if (help) {
    log(usage);
    return 0;
  }
  await ensureDependencies(log);
  log('Building …');
  await build({ production: true });

  const found = wantServed ? { why: '--serve was given.' } : await findDesktop();
  if ('command' in found) {
    log(
      `Opening VS Code (${found.command}) with a folder of sample calls. Ctrl+C or closing the window ends it.`,
    );
    return openDesktop(found.command, await makeSampleWorkspace());
  }
  if (wantDesktop) throw new MissingError(`Desktop VS Code cannot be used. ${found.why}`);
  const obstacle = hostObstacle();
  if (obstacle !== undefined) throw new MissingError(`${found.why} ${obstacle}`);
  if (!wantServed) log(`Desktop VS Code is not used: ${found.why}`);
  return serve(port);
}

endWithNpm();
try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof MissingError ? error.message : error);
  process.exit(1);
}
