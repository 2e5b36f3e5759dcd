// Finds the Chromium that drives the workbench in tests, and installs Debian's when that is possible.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MissingError, lastLines } from './ensure.mjs';
import { run } from './processes.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
];
const fixedPlaces = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const howToGetOne =
  'Install Chromium or Chrome (Debian and Ubuntu: apt-get install chromium fonts-wqy-zenhei), or name one in the environment variable CHROMIUM.';

/**
 * The Chromium to use: CHROMIUM from the environment, one that is installed, or Debian's, installed now when we are root.
 * @param {(line: string) => void} log
 * @returns {Promise<string>} its path
 * @throws {MissingError} saying how to get one
 */
export async function findChromium(log) {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new MissingError(`CHROMIUM names ${named}, which does not exist. ${howToGetOne}`);
  }
  const found = installed();
  const packages = [
    ...(found === undefined ? ['chromium'] : []),
    ...((await lacksChineseFont()) ? ['fonts-wqy-zenhei'] : []),
  ];
  if (packages.length === 0 && found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) await aptInstall(packages, log);
  const path = installed();
  if (path === undefined) throw new MissingError(`No Chromium was found. ${howToGetOne}`);
  if (await lacksChineseFont())
    log('Note: no Chinese font is installed, so screenshots show boxes for Chinese text.');
  return path;
}

/** @returns {string | undefined} */
function installed() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...fixedPlaces].find((path) => existsSync(path));
}

/** Only asked where it can be installed: on Linux with fontconfig. */
async function lacksChineseFont() {
  if (process.platform !== 'linux') return false;
  const { code, output } = await run('fc-list', [':lang=zh', 'family']);
  return code === 0 ? output.trim() === '' : true;
}

/**
 * @param {readonly string[]} packages
 * @param {(line: string) => void} log
 */
async function aptInstall(packages, log) {
  log(`Installing ${packages.join(' and ')} (apt-get) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env, timeoutMs: 5 * 60_000 });
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
    {
      env,
      timeoutMs: 15 * 60_000,
    },
  );
  if (code !== 0) log(`apt-get could not install them:\n${lastLines(output)}`);
}
