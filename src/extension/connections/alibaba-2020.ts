import { send } from '../../http/send.ts';
import type { AttemptReport } from '../../http/types.ts';
import { createClient } from '../../providers/alibaba-ccc-2020/client.ts';
import { fetchCallSources } from '../../providers/alibaba-ccc-2020/fetch-call.ts';
import type { CallTrace, Gap } from '../../trace/model.ts';
import { ProblemError } from '../../trace/problem.ts';
import type { FetchContext } from '../calls/source.ts';
import type { TraceReader } from '../reader/reader.ts';
import type { ConnectionRecord } from './record.ts';

/** What a connection needs of its surroundings. */
export interface LiveTools {
  readonly reader: TraceReader;
  readonly log: { readonly info: (line: string) => void };
}

/** Fetches one call and reads it; parts that failed are gaps of the trace. */
export async function fetchAlibaba2020(
  record: ConnectionRecord,
  contactId: string,
  { signal, onProgress }: FetchContext,
  { reader, log }: LiveTools,
): Promise<CallTrace | undefined> {
  const client = createClient({
    endpoint: record.endpoint,
    instanceId: record.instanceId,
    accessKeyId: record.accessKeyId,
    accessKeySecret: record.accessKeySecret,
    send,
    onAttempt: (operation, report) => log.info(attemptLine(client.host, operation, report)),
  });
  const { responses, failures } = await fetchCallSources(client, contactId, {
    signal,
    onProgress: (progress) =>
      onProgress({
        key: 'extension.progress.requests',
        args: { done: progress.done, total: progress.total },
      }),
  });
  const { traces, problems } = await reader.responses(responses, signal);
  const trace = traces.find((one) => one.contactId === contactId) ?? traces[0];
  const [problem] = problems;
  if (trace === undefined) {
    if (problem !== undefined) throw new ProblemError(problem.problem);
    return undefined;
  }
  const gaps: readonly Gap[] = [
    ...failures.map(({ error }) => gapOf(error.text)),
    ...problems.map((one) => gapOf(one.problem.message)),
  ];
  return { ...trace, instance: trace.instance ?? record.instanceId, gaps: [...trace.gaps, ...gaps] };
}

function gapOf({ key, args }: { readonly key: string; readonly args?: Gap['args'] }): Gap {
  return { kind: 'not-answered', message: key, ...(args === undefined ? {} : { args }) };
}

function attemptLine(host: string, operation: string, report: AttemptReport): string {
  const { attempt, durationMs, status, error, retryInMs } = report;
  return [
    `${operation} at ${host}`,
    `attempt ${attempt}`,
    `${Math.round(durationMs)} ms`,
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(error === undefined ? [] : [error.message]),
    ...(retryInMs === undefined ? [] : [`again in ${retryInMs} ms`]),
  ].join(', ');
}
