import { version } from '../../package.json';
import { renderIn } from '../trace/catalogue.ts';
import { visible } from '../trace/visible.ts';
import { codeOf, makeFolder, readBytes, writeFile } from './files.ts';
import { planOf } from './plan.ts';
import { run, type World } from './run.ts';

/** The command line `call-trace`: everything that touches the process is here. */
const world: World = {
  readBytes: (file, maxBytes) => readBytes(file, process.stdin, maxBytes),
  writeFile,
  makeFolder,
  print: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => {
        if (error === undefined || error === null) resolve(true);
        // A reader such as `head` may leave before the end: that is no failure.
        else if (codeOf(error) === 'EPIPE') resolve(false);
        else reject(error);
      });
    }),
  complain: (text) => void process.stderr.write(text),
};

// Without a listener the error, which `print` answers already, would end the process with a stack trace.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const plan = planOf(process.argv.slice(2), process.env, version);
try {
  process.exitCode = await run(plan, world);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  world.complain(`${visible(renderIn(plan.language)({ key: 'cli.unexpected', args: { reason } }))}\n`);
  process.exitCode = 1;
}
// A pipe that stays open (a terminal, a sleeping producer) must not keep the program.
process.stdin.destroy();
