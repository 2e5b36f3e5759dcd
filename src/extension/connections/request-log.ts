import { CallTraceError } from '../../http/errors.ts';
import type { AttemptReport, Send } from '../../http/types.ts';
import type { LiveEnvironment } from '../../providers/live.ts';

/**
 * An environment that writes one line per request, its repeats counted in: operation, host, duration, status, the
 * provider's request id, attempts. Nothing of what was sent, and of an answer only its status.
 */
export function loggedEnvironment(send: Send, log: (line: string) => void): LiveEnvironment {
  // Told within the call that reports the attempt, so it belongs to the request that is reporting.
  let told = '';
  const logged: Send = async (request, options) => {
    const host = URL.canParse(request.url) ? new URL(request.url).host : '';
    const started = performance.now();
    let operation = 'request';
    let attempts = 0;
    const write = (facts: readonly (string | undefined)[]) => {
      const line = [
        `${operation} at ${host}`,
        `${Math.round(performance.now() - started)} ms`,
        ...facts,
        attempts === 1 ? '1 attempt' : `${attempts} attempts`,
      ];
      log(line.filter((fact) => fact !== undefined).join(', '));
    };
    try {
      const reply = await send(request, {
        ...options,
        onAttempt: (report: AttemptReport) => {
          attempts = report.attempt;
          told = '';
          options?.onAttempt?.(report);
          if (told !== '') operation = told;
        },
      });
      write([`status ${reply.status}`, requestId(reply.headers['x-acs-request-id'])]);
      return reply;
    } catch (error) {
      if (error instanceof CallTraceError) {
        write([
          error.status === undefined ? undefined : `status ${error.status}`,
          error.code === undefined ? error.kind : `${error.kind} ${error.code}`,
          requestId(error.requestId),
        ]);
      }
      throw error;
    }
  };
  return {
    send: logged,
    onAttempt: (operation) => {
      told = operation;
    },
  };
}

const requestId = (id: string | undefined) =>
  id !== undefined && /^[\w-]{1,64}$/u.test(id) ? `request ${id}` : undefined;
