import * as vscode from 'vscode';
import type { FetchedResponse } from '../../providers/live.ts';
import type { CallTrace } from '../../trace/model.ts';
import type { RawResponse } from '../../trace/source/response.ts';
import { ProblemError } from '../../trace/problem.ts';
import { lazily } from '../lazily.ts';
import type { Texts } from '../texts.ts';
import type { Sample } from './sample-index.ts';
import { usualZone, type CallSource } from './source.ts';

export const sampleAddress = { provider: 'sample', instance: 'samples' } as const;

/** A sample with the call that its responses tell of. */
export interface SampleCall {
  readonly sample: Sample;
  readonly trace: CallTrace;
  /** What it was read from, byte for byte. */
  readonly responses: readonly FetchedResponse[];
}

export interface Samples {
  readonly source: CallSource;
  readonly calls: () => Promise<readonly SampleCall[]>;
}

/** The calls that ship with the extension, in the order of their index: read from raw responses, once, when they are first asked for. */
export async function createSamples(extensionUri: vscode.Uri, texts: Texts): Promise<Samples> {
  const folder = vscode.Uri.joinPath(extensionUri, 'media', 'samples');
  const render = await texts.render();
  const calls = lazily(() => readSamples(folder));
  return {
    calls,
    source: {
      id: sampleAddress.provider,
      kind: 'samples',
      ...sampleAddress,
      instanceName: sampleAddress.instance,
      formerly: [],
      inLookUps: true,
      name: render({ key: 'extension.samples.name' }),
      description: render({ key: 'extension.samples.description' }),
      zone: usualZone,
      list: () => ({
        next: async () => {
          const rows = (await calls())
            .toSorted((one, other) => startOf(other.trace) - startOf(one.trace))
            .map(({ sample, trace: { contactId, summary, zone } }) => ({
              contactId,
              summary,
              zone,
              hint: summary.startedAt === undefined ? {} : { startedAt: summary.startedAt },
              note: sample.title[texts.language],
            }));
          return { calls: rows, more: false, total: rows.length };
        },
      }),
      fetch: async (contactId) => {
        const found = (await calls()).find(({ trace }) => trace.contactId === contactId);
        return found && { trace: found.trace, responses: found.responses };
      },
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
      return traces.map((trace) => ({ sample, trace, responses: fetched(trace, responses) }));
    }),
  );
  return found.flat();
}

/** The responses with what the trace says about each. A sample was fetched when its call was over. */
function fetched(trace: CallTrace, responses: readonly RawResponse[]): readonly FetchedResponse[] {
  const usual = trace.summary.endedAt ?? startOf(trace);
  return responses.flatMap((response) => {
    const source = trace.sources.find(({ name }) => name === response.name);
    if (source === undefined) return [];
    const { operation, requestId, fetchedAt = usual } = source;
    return [{ ...response, operation, fetchedAt, ...(requestId === undefined ? {} : { requestId }) }];
  });
}

const startOf = ({ summary }: CallTrace) => summary.startedAt ?? 0;
