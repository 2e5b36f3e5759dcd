import { inflate } from '../http/inflate.ts';
import { parseDocument } from '../trace/document/parse.ts';
import { renderIn } from '../trace/catalogue.ts';
import type { Language, Message } from '../trace/message.ts';
import { exported } from '../trace/export/export.ts';
import { ProblemError, type Problem } from '../trace/problem.ts';
import { decodeText } from '../trace/source/decode.ts';
import { unpacked } from '../trace/source/gzip.ts';
import { placesIn } from '../trace/source/places.ts';
import { defaultReadLimits, type RawResponse } from '../trace/source/response.ts';
import { sequenceIn } from '../trace/source/sequence.ts';
import { textOfTrace } from '../trace/text/render.ts';
import { readResponses, type Reading } from '../providers/read.ts';
import { oneLine, visible, visibleJson } from '../trace/visible.ts';
import { chosen, oneCallOnly, outputsOf } from './output.ts';
import type { ConvertPlan, ExportPlan, Plan, ShowPlan, ValidatePlan } from './plan.ts';

/** 0: all went well. 1: something could not be read or written. 2: the command was not understood. */
export type Status = 0 | 1 | 2;

/** The world around the command line, so that a test can stand in for it. Failures are thrown as ProblemError. */
export interface World {
  /** The bytes of a file or, for `-`, of standard input; at most one more than the limit. */
  readonly readBytes: (file: string, maxBytes: number) => Promise<Uint8Array>;
  readonly writeFile: (file: string, parts: Iterable<string>, force: boolean) => Promise<void>;
  readonly makeFolder: (folder: string) => Promise<void>;
  /** Writes to standard output; false when nobody reads it any more. */
  readonly print: (text: string) => Promise<boolean>;
  /** Writes to standard error. */
  readonly complain: (text: string) => void;
}

/** Does what a command line asks for. */
export async function run(plan: Plan, world: World): Promise<Status> {
  switch (plan.command) {
    case 'print':
      await world.print(plan.text);
      return 0;
    case 'refuse':
      world.complain(visible(plan.text));
      return 2;
    case 'convert':
      return convert(plan, plan.language, world);
    case 'show':
      return show(plan, plan.language, world);
    case 'export':
      return exportCall(plan, plan.language, world);
    case 'validate':
      return validate(plan, plan.language, world);
  }
}

async function convert(plan: ConvertPlan, language: Language, world: World): Promise<Status> {
  const complaints = complaintsTo(world, language);
  const { traces } = await readAll(plan, language, world, complaints);
  const calls = chosen(traces, plan.contact);
  if (!calls.ok) return complaints.refuse(calls.status, calls.message);
  const outputs = outputsOf(calls.value, plan);
  if (!outputs.ok) return complaints.refuse(outputs.status, outputs.message);
  try {
    if (plan.to.kind === 'folder') await world.makeFolder(plan.to.path);
    for (const { file, parts } of outputs.value) {
      if (file === undefined) await printAll(parts, world);
      else await complaints.attempt(file, () => world.writeFile(file, parts, plan.force));
    }
  } catch (error) {
    complaints.tell(plan.to.kind === 'output' ? '' : plan.to.path, error);
  }
  return complaints.status();
}

/** Prints until nobody reads any more. */
async function printAll(parts: Iterable<string>, world: World): Promise<void> {
  for (const part of parts) {
    if (!(await world.print(visibleJson(part)))) return;
  }
}

async function show(plan: ShowPlan, language: Language, world: World): Promise<Status> {
  const complaints = complaintsTo(world, language);
  const { traces } = await readAll(plan, language, world, complaints);
  const calls = chosen(traces, plan.contact);
  if (!calls.ok) return complaints.refuse(calls.status, calls.message);
  const render = renderIn(language);
  for (const [index, trace] of calls.value.entries()) {
    const text = visible(textOfTrace(trace, render, { language }));
    if (!(await world.print(index === 0 ? text : `\n${'─'.repeat(72)}\n\n${text}`))) break;
  }
  return complaints.status();
}

async function exportCall(plan: ExportPlan, language: Language, world: World): Promise<Status> {
  const complaints = complaintsTo(world, language);
  const { traces } = await readAll(plan, language, world, complaints);
  const calls = chosen(traces, plan.contact);
  if (!calls.ok) return complaints.refuse(calls.status, calls.message);
  const [trace, ...others] = calls.value;
  if (trace === undefined) return complaints.status();
  if (others.length > 0) return complaints.refuse(2, oneCallOnly(calls.value));
  const { format, unmasked, theme, times, design, narrowWaits, to } = plan;
  const text = exported(trace, format, {
    language,
    render: renderIn(language),
    unmasked,
    palette: theme,
    times,
    compress: narrowWaits,
    ...(design === undefined ? {} : { design }),
  });
  if (to.kind === 'file') {
    await complaints.attempt(to.path, () => world.writeFile(to.path, [text], plan.force));
  } else await world.print(text);
  return complaints.status();
}

async function validate(plan: ValidatePlan, language: Language, world: World): Promise<Status> {
  const complaints = complaintsTo(world, language);
  const render = renderIn(language);
  for (const file of plan.files) {
    const name = nameOf(file, language);
    const more = await complaints.attempt(name, async () => {
      const bytes = await world.readBytes(file, defaultReadLimits.maxBytes);
      for (const document of documentsIn(bytes, name)) {
        const goOn = await complaints.attempt(document.name, () => {
          const { text, problem } = document;
          const reading = problem === undefined ? parseDocument(text, name) : { ok: false as const, problem };
          if (!reading.ok) throw new ProblemError(inTerminal(reading.problem, name));
          const message = { key: 'cli.valid', args: { name: document.name, id: reading.trace.contactId } };
          return world.print(`${sentenceOf(render(message))}\n`);
        });
        if (goOn === false) return false;
      }
      return true;
    });
    if (more === false) break;
  }
  return complaints.status();
}

interface FoundDocument {
  /** Of a document that is not all of its file with the line. */
  readonly name: string;
  readonly text: string;
  readonly problem?: Problem;
}

/** The documents of a file: all of it, or as many as it has, such as the lines that `convert --jsonl` writes. */
function documentsIn(bytes: Uint8Array, name: string): readonly FoundDocument[] {
  const plain = unpacked(bytes, name, defaultReadLimits, inflate);
  const text = decodeText(plain, name, defaultReadLimits);
  const lines = isJson(text) ? undefined : sequenceIn(text);
  if (lines === undefined) return [{ name, text }];
  const placeOf = placesIn(text);
  const named = (offset: number) => `${name}:${placeOf(offset).line}`;
  const broken = (offset: number): Problem => ({
    message: { key: 'read.line-invalid', args: { name, line: placeOf(offset).line } },
  });
  return [
    ...lines.values.map(({ from, to }) => ({ name: named(from), text: text.slice(from, to), from })),
    ...lines.broken.map((from) => ({ name: named(from), text: '', problem: broken(from), from })),
  ].sort((a, b) => a.from - b.from);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The same problem, where its advice is one for the editor. */
function inTerminal(problem: Problem, name: string): Problem {
  const { key } = problem.message;
  return key === 'document.not-a-trace'
    ? { message: { key: 'cli.not-a-document', args: { name } } }
    : problem;
}

/** Reads all files as what belongs together. What cannot be read is told; the rest comes out. */
async function readAll(
  plan: ConvertPlan | ShowPlan | ExportPlan,
  language: Language,
  world: World,
  complaints: Complaints,
): Promise<Reading> {
  const responses: RawResponse[] = [];
  for (const file of plan.files) {
    const name = nameOf(file, language);
    await complaints.attempt(name, async () => {
      responses.push({ name, bytes: await world.readBytes(file, defaultReadLimits.maxBytes) });
    });
  }
  const reading = readResponses(responses, {
    inflate,
    ...(plan.zone === undefined ? {} : { zone: plan.zone }),
  });
  for (const { name, problem } of reading.problems) complaints.tell(name, new ProblemError(problem));
  return reading;
}

function nameOf(file: string, language: Language): string {
  return file === '-' ? renderIn(language)({ key: 'cli.standard-input' }) : file;
}

interface Complaints {
  /** Tells an error about something in one line. */
  readonly tell: (name: string, error: unknown) => void;
  /** Does something; an error is told, and undefined comes back. */
  readonly attempt: <T>(name: string, action: () => Promise<T>) => Promise<T | undefined>;
  /** Tells why nothing more is done, and gives the status of it. */
  readonly refuse: (status: 1 | 2, message: Message) => Status;
  /** 1 when anything was told. */
  readonly status: () => Status;
}

function complaintsTo(world: World, language: Language): Complaints {
  const render = renderIn(language);
  let told = false;
  const complain = (message: Message, name = '') => {
    told = true;
    const sentence = sentenceOf(render(message));
    world.complain(
      sentence.includes(sentenceOf(name)) ? `${sentence}\n` : `${sentenceOf(name)}: ${sentence}\n`,
    );
  };
  const tell = (name: string, error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    complain(error.problem.message, name);
  };
  return {
    tell,
    attempt: async (name, action) => {
      try {
        return await action();
      } catch (error) {
        tell(name, error);
        return undefined;
      }
    },
    refuse: (status, message) => {
      complain(message);
      return status;
    },
    status: () => (told ? 1 : 0),
  };
}

/** A sentence in one line; names and texts of others in it may hold anything. */
function sentenceOf(text: string): string {
  return visible(oneLine(text));
}
