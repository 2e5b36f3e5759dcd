import { Command, CommanderError } from 'commander';
import { exportFormats, type ExportFormat } from '../trace/export/export.ts';
import type { PaletteName } from '../trace/export/svg.ts';
import { designPlaces, type DesignPlaces } from '../trace/graph/arrangement.ts';
import { renderIn } from '../trace/catalogue.ts';
import { languageOf, languages, type Language, type Message, type Render } from '../trace/message.ts';
import { zoneMinutes, type Zone } from '../trace/time.ts';

interface Reading {
  /** At least one; `-` is standard input. */
  readonly files: readonly string[];
  readonly zone?: Zone;
  readonly contact?: string;
}

export interface ConvertPlan extends Reading {
  readonly command: 'convert';
  readonly form: 'document' | 'lines';
  readonly to: { readonly kind: 'output' } | { readonly kind: 'file' | 'folder'; readonly path: string };
  /** Whether files that exist are replaced. */
  readonly force: boolean;
}

export interface ShowPlan extends Reading {
  readonly command: 'show';
}

/** A call in a form that others can read. */
export interface ExportPlan extends Reading {
  readonly command: 'export';
  readonly format: ExportFormat;
  readonly unmasked: boolean;
  readonly theme: PaletteName;
  readonly times: 'elapsed' | 'zone';
  /** The designed flow too, laid out by us or at the designer's positions; undefined: the path alone. */
  readonly design: DesignPlaces | undefined;
  /** Whether long waits are drawn narrow. */
  readonly narrowWaits: boolean;
  readonly to: { readonly kind: 'output' } | { readonly kind: 'file'; readonly path: string };
  readonly force: boolean;
}

export interface ValidatePlan {
  readonly command: 'validate';
  readonly files: readonly string[];
}

/** What a command line asks for. */
export type Plan = { readonly language: Language } & (
  | ConvertPlan
  | ShowPlan
  | ExportPlan
  | ValidatePlan
  /** Help or version, on standard output. */
  | { readonly command: 'print'; readonly text: string }
  /** Not understood: status 2 and the text on standard error. */
  | { readonly command: 'refuse'; readonly text: string }
);

export interface Environment {
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

/** The wish of the command line itself, as it was understood. */
class Refusal extends Error {
  readonly problem: Message;

  constructor(problem: Message) {
    super(problem.key);
    this.name = 'Refusal';
    this.problem = problem;
  }
}

/**
 * Reads a command line (without the names of Node and the program). Touches nothing outside: what is to be done comes
 * back as a plan.
 */
export function planOf(argv: readonly string[], environment: Environment, version: string): Plan {
  const language = languageOfLine(argv, environment);
  const render = renderIn(language);
  const printed: string[] = [];
  let plan: Plan | undefined;
  const program = commandLine(render, version, printed, (made) => {
    plan = { language, ...made };
  });
  try {
    program.parse(argv, { from: 'user' });
    return plan ?? { language, command: 'refuse', text: program.helpInformation() };
  } catch (error) {
    if (error instanceof Refusal) return { language, command: 'refuse', text: `${render(error.problem)}\n` };
    if (!(error instanceof CommanderError)) throw error;
    const text = printed.join('');
    if (error.exitCode === 0) return { language, command: 'print', text };
    // Without a command the help is what is printed; other refusals have one sentence.
    if (error.code === 'commander.help') return { language, command: 'refuse', text };
    return { language, command: 'refuse', text: `${render(refusalOf(error))}\n` };
  }
}

type Wish = ConvertPlan | ShowPlan | ExportPlan | ValidatePlan;

interface Options {
  readonly jsonl?: boolean;
  readonly contact?: string;
  readonly out?: string;
  readonly outDir?: string;
  readonly zone?: string;
  readonly force?: boolean;
  readonly lang?: string;
  readonly format?: string;
  readonly unmasked?: boolean;
  readonly theme?: string;
  readonly times?: string;
  readonly design?: string;
  readonly narrowWaits?: boolean;
}

function commandLine(render: Render, version: string, printed: string[], put: (wish: Wish) => void): Command {
  const word = (key: string) => render({ key });
  const program = new Command('call-trace')
    .description(word('cli.description'))
    .version(version, '-V, --version', word('cli.option.version'))
    .helpOption('-h, --help', word('cli.option.help'))
    .helpCommand('help [command]', word('cli.help-command'))
    .addHelpText('after', `\n${word('cli.status')}`)
    .configureHelp({ styleTitle: (title) => titleOf(title, render) })
    .configureOutput({
      writeOut: (text) => printed.push(text),
      writeErr: (text) => printed.push(text),
      outputError: () => undefined,
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    })
    .exitOverride();
  const lang = ['--lang <language>', word('cli.option.lang')] as const;
  const zone = ['--zone <offset>', word('cli.option.zone')] as const;
  const contact = ['--contact <id>', word('cli.option.contact')] as const;

  const convert = program
    .command('convert')
    .description(word('cli.convert'))
    .argument('<file...>', word('cli.files'))
    .option('--jsonl', word('cli.option.jsonl'))
    .option(...contact)
    .option('--out <file>', word('cli.option.out'))
    .option('--out-dir <folder>', word('cli.option.out-dir'))
    .option(...zone)
    .option('--force', word('cli.option.force'))
    .option(...lang);
  convert.action(() => put(convertPlan(convert.args, convert.opts<Options>())));

  const show = program
    .command('show')
    .description(word('cli.show'))
    .argument('<file...>', word('cli.files'))
    .option(...contact)
    .option(...zone)
    .option(...lang);
  show.action(() => put({ command: 'show', ...readingOf(show.args, show.opts<Options>()) }));

  const exporting = program
    .command('export')
    .description(word('cli.export'))
    .argument('<file...>', word('cli.files'))
    .requiredOption('--format <format>', word('cli.option.format'))
    .option('--unmasked', word('cli.option.unmasked'))
    .option('--theme <theme>', word('cli.option.theme'))
    .option('--times <times>', word('cli.option.times'))
    .option('--design <places>', word('cli.option.design'))
    .option('--narrow-waits', word('cli.option.narrow-waits'))
    .option(...contact)
    .option('--out <file>', word('cli.option.out'))
    .option(...zone)
    .option('--force', word('cli.option.force'))
    .option(...lang);
  exporting.action(() => put(exportPlan(exporting.args, exporting.opts<Options>())));

  const validate = program
    .command('validate')
    .description(word('cli.validate'))
    .argument('<file...>', word('cli.documents'))
    .option(...lang);
  validate.action(() => {
    const { files } = readingOf(validate.args, validate.opts<Options>());
    put({ command: 'validate', files });
  });
  return program;
}

function titleOf(title: string, render: Render): string {
  const key = `cli.title.${title.replace(':', '').toLowerCase()}`;
  const shown = render({ key });
  return shown === key ? title : shown;
}

function convertPlan(files: readonly string[], options: Options): ConvertPlan {
  const { jsonl = false, out, outDir, force = false } = options;
  if (out !== undefined && outDir !== undefined) throw together('--out', '--out-dir');
  if (jsonl && outDir !== undefined) throw together('--jsonl', '--out-dir');
  return {
    command: 'convert',
    ...readingOf(files, options),
    form: jsonl ? 'lines' : 'document',
    to:
      outDir !== undefined
        ? { kind: 'folder', path: outDir }
        : out === undefined || out === '-'
          ? { kind: 'output' }
          : { kind: 'file', path: out },
    force,
  };
}

function exportPlan(files: readonly string[], options: Options): ExportPlan {
  const { out, force = false, unmasked = false, narrowWaits = false, design } = options;
  return {
    command: 'export',
    ...readingOf(files, options),
    format: oneOf('--format', options.format ?? '', exportFormats),
    theme: oneOf('--theme', options.theme ?? 'print', themes),
    times: oneOf('--times', options.times ?? 'elapsed', ['elapsed', 'zone']),
    design: design === undefined ? undefined : oneOf('--design', design, designPlaces),
    narrowWaits,
    unmasked,
    to: out === undefined || out === '-' ? { kind: 'output' } : { kind: 'file', path: out },
    force,
  };
}

const themes = ['print', 'light', 'dark'] as const satisfies readonly PaletteName[];

function oneOf<const T extends string>(option: string, given: string, known: readonly T[]): T {
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  throw new Refusal({ key: 'cli.usage.choice', args: { option, what: given, known: known.join(', ') } });
}

function readingOf(files: readonly string[], { zone, contact, lang }: Options): Reading {
  if (files.filter((file) => file === '-').length > 1) throw new Refusal({ key: 'cli.usage.input-twice' });
  if (zone !== undefined && !isZone(zone)) {
    throw new Refusal({ key: 'cli.usage.zone', args: { what: zone } });
  }
  if (lang !== undefined && !languages.some((language) => language === lang)) {
    throw new Refusal({ key: 'cli.usage.lang', args: { what: lang } });
  }
  return {
    files,
    ...(zone === undefined ? {} : { zone }),
    ...(contact === undefined ? {} : { contact }),
  };
}

function together(one: string, other: string): Refusal {
  return new Refusal({ key: 'cli.usage.together', args: { one, other } });
}

function isZone(zone: string): boolean {
  try {
    zoneMinutes(zone);
    return true;
  } catch {
    return false;
  }
}

/** The language has to be known before the line is read, since the help is in it. */
function languageOfLine(argv: readonly string[], environment: Environment): Language {
  const at = argv.indexOf('--lang');
  const joined = argv.find((argument) => argument.startsWith('--lang='));
  const asked = joined?.slice('--lang='.length) ?? (at < 0 ? undefined : argv[at + 1]);
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const ofEnvironment = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '');
  return languageOf(asked ?? ofEnvironment ?? 'en');
}

const refusals: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'cli.usage.unknown-option',
  'commander.unknownCommand': 'cli.usage.unknown-command',
  'commander.missingArgument': 'cli.usage.no-files',
  'commander.optionMissingArgument': 'cli.usage.no-value',
  'commander.missingMandatoryOptionValue': 'cli.usage.no-option',
};

/** The argument parser's refusal in our words; it quotes what it refuses. */
function refusalOf(error: CommanderError): Message {
  const what = /'([^']*)'/.exec(error.message)?.[1] ?? error.message;
  return { key: refusals[error.code] ?? 'cli.usage.other', args: { what } };
}
