import * as vscode from 'vscode';
import type { CallTrace } from '../../trace/model.ts';
import type { RawResponse } from '../../trace/source/response.ts';
import { ProblemError } from '../../trace/problem.ts';
import type { Texts } from '../texts.ts';
import type { Sample } from './sample-index.ts';
import type { CallSource } from './source.ts';

export const sampleAddress = { provider: 'sample', instance: 'samples' } as const;

/** A sample with the call that its responses tell of. */
export interface SampleCall {
  readonly sample: Sample;
  readonly trace: CallTrace;
}

export interface Samples {
  readonly source: CallSource;
  readonly calls: () => Promise<readonly SampleCall[]>;
}

/** The calls that ship with the extension, in the order of their index: read from raw responses, once, when they are first asked for. */
export async function createSamples(extensionUri: vscode.Uri, texts: Texts): Promise<Samples> {
  const folder = vscode.Uri.joinPath(extensionUri, 'media', 'samples');
  const render = await texts.render();
  let reading: Promise<readonly SampleCall[]> | undefined;
  const calls = () =>
    (reading ??= readSamples(folder).catch((error: unknown) => {
      reading = undefined;
      throw error;
    }));
  return {
    calls,
    source: {
      id: sampleAddress.provider,
      kind: 'samples',
      ...sampleAddress,
      name: render({ key: 'extension.samples.name' }),
      description: render({ key: 'extension.samples.description' }),
      calls: async () =>
        (await calls())
          .toSorted((one, other) => startOf(other.trace) - startOf(one.trace))
          .map(({ sample, trace: { contactId, summary, zone } }) => ({
            contactId,
            summary,
            zone,
            note: sample.title[texts.language],
          })),
      trace: async (contactId) => (await calls()).find(({ trace }) => trace.contactId === contactId)?.trace,
    },
  };
}

async function readSamples(folder: vscode.Uri): Promise<readonly SampleCall[]> {
  const [{ parseSampleIndex }, { readResponses }] = await Promise.all([
    import('./sample-index.ts'),
    import('../../providers/read.ts'),
  ]);
  const read = async (...path: readonly string[]) =>
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, ...path));
  const samples = parseSampleIndex(new TextDecoder().decode(await read('index.json')));
  const found = await Promise.all(
    samples.map(async (sample) => {
      const responses = await Promise.all(
        sample.files.map(async (name): Promise<RawResponse> => ({
          name,
          bytes: await read(sample.slug, name),
        })),
      );
      const { traces, problems } = readResponses(responses);
      const [problem] = problems;
      if (problem !== undefined) throw new ProblemError(problem.problem);
      return traces.map((trace) => ({ sample, trace }));
    }),
  );
  return found.flat();
}

const startOf = ({ summary }: CallTrace) => summary.startedAt ?? 0;
