import { anything, either, number, object, oneOf, optional, text, type Shape } from './shapes.ts';

/** A message that needs no answer. */
export interface EventType<T> {
  readonly name: string;
  readonly payload: Shape<T>;
}

/** A message that is answered, with a result or with an error. */
export interface RequestType<P, R> {
  readonly name: string;
  readonly payload: Shape<P>;
  readonly result: Shape<R>;
}

/** An error that the other side answered with, in words for a person. */
export interface RemoteProblem {
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
}

export type RequestFailure = 'answered' | 'timed-out' | 'invalid-answer' | 'disposed' | 'not-sent';

/** A request without a result. */
export class RequestError extends Error {
  readonly reason: RequestFailure;
  /** What the other side said; only where it answered. */
  readonly problem: RemoteProblem | undefined;

  constructor(reason: RequestFailure, message: string, problem?: RemoteProblem) {
    super(message);
    this.name = 'RequestError';
    this.reason = reason;
    this.problem = problem;
  }
}

export interface MessengerOptions {
  /**
   * Hands a message to the other side. Where it throws, rejects or resolves to false (as `Webview.postMessage` does
   * when nobody is there), a request fails and an event is reported.
   */
  readonly post: (message: unknown) => unknown;
  /** Told of messages that are unknown or of a wrong shape, and of handlers that throw. Nothing is thrown for them. */
  readonly report: (what: string) => void;
  /** An error of a handler in words for a person, without anything secret. */
  readonly describe: (error: unknown) => RemoteProblem;
  /** ms after which a request without an answer fails. */
  readonly timeoutMs?: number;
}

/** One end of the line between extension host and webview. Both ends are this. */
export interface Messenger {
  /** Handles an event; a second handler for the same event replaces the first. */
  on<T>(event: EventType<T>, handle: (payload: T) => void): void;
  /** Answers a request; what is thrown goes back as an error. */
  answer<P, R>(request: RequestType<P, R>, handle: (payload: P) => R | Promise<R>): void;
  /** Sends the result of the other side's first request, which is known to be this one, before it has come. */
  answerFirst<P, R>(request: RequestType<P, R>, result: R): void;
  /** Does nothing after `dispose`. */
  send<T>(event: EventType<T>, payload: T): void;
  /** Rejects with RequestError. */
  request<P, R>(request: RequestType<P, R>, payload: P): Promise<R>;
  /** Takes what came from the other side. */
  receive(message: unknown): void;
  /** Ends it: everything pending is rejected, what comes later is ignored. */
  dispose(): void;
}

// What a request, an event or its result carries is checked by its own shape.
const envelope = either(
  either(
    object({ type: oneOf(['event']), name: text, payload: anything }),
    object({ type: oneOf(['request']), id: number, name: text, payload: anything }),
  ),
  either(
    object({ type: oneOf(['result']), id: number, result: anything }),
    object({
      type: oneOf(['error']),
      id: number,
      problem: object({ text, line: optional(number), column: optional(number) }),
    }),
  ),
);

interface Pending {
  readonly name: string;
  readonly settle: (result: unknown) => void;
  readonly reject: (error: RequestError) => void;
}

const defaultTimeoutMs = 30_000;
/** Of the first request that one end makes. */
const firstId = 1;

export function createMessenger({
  post,
  report,
  describe,
  timeoutMs = defaultTimeoutMs,
}: MessengerOptions): Messenger {
  const events = new Map<string, (payload: unknown) => void>();
  const answers = new Map<string, (payload: unknown) => Promise<unknown>>();
  const pending = new Map<number, Pending>();
  let lastId = firstId - 1;
  let disposed = false;

  /** Posts without throwing; tells when it failed. */
  function deliver(message: unknown, failed: (why: string) => void): void {
    Promise.resolve()
      .then(() => post(message))
      .then((posted) => {
        if (posted === false && !disposed) failed('nobody is there');
      })
      .catch((error: unknown) => failed(wordsOf(error)));
  }

  async function reply(id: number, name: string, payload: unknown): Promise<void> {
    const answer = answers.get(name);
    let message: unknown;
    try {
      if (answer === undefined) throw new TypeError(`Nothing answers the request “${name}”.`);
      message = { type: 'result', id, result: await answer(payload) };
    } catch (error) {
      report(`The request “${name}” failed: ${wordsOf(error)}`);
      message = { type: 'error', id, problem: describe(error) };
    }
    if (!disposed) deliver(message, (why) => report(`The answer to “${name}” could not be sent: ${why}`));
  }

  function settle(id: number, act: (waiting: Pending) => void): void {
    const waiting = pending.get(id);
    // An answer after the time-out comes to nobody.
    if (waiting !== undefined) act(waiting);
  }

  return {
    on(event, handle) {
      events.set(event.name, (payload) => {
        if (event.payload.check(payload)) handle(payload);
        else report(`The event “${event.name}” arrived in a wrong shape.`);
      });
    },

    answer(request, handle) {
      answers.set(request.name, async (payload) => {
        if (!request.payload.check(payload))
          throw new TypeError(`“${request.name}” arrived in a wrong shape.`);
        return handle(payload);
      });
    },

    answerFirst({ name }, result) {
      if (disposed) return;
      deliver({ type: 'result', id: firstId, result }, (why) =>
        report(`The answer to “${name}” could not be sent: ${why}`),
      );
    },

    send(event, payload) {
      if (disposed) return;
      deliver({ type: 'event', name: event.name, payload }, (why) =>
        report(`The event “${event.name}” could not be sent: ${why}`),
      );
    },

    request({ name, result: expected }, payload) {
      return new Promise((resolve, reject) => {
        if (disposed) {
          reject(new RequestError('disposed', `“${name}” was asked after the end.`));
          return;
        }
        const id = ++lastId;
        const timer = setTimeout(() => {
          fail(new RequestError('timed-out', `“${name}” was not answered within ${timeoutMs} ms.`));
        }, timeoutMs);
        const forget = (): void => {
          clearTimeout(timer);
          pending.delete(id);
        };
        const fail = (error: RequestError): void => {
          forget();
          reject(error);
        };
        pending.set(id, {
          name,
          settle(result) {
            forget();
            if (expected.check(result)) resolve(result);
            else
              reject(new RequestError('invalid-answer', `The answer to “${name}” arrived in a wrong shape.`));
          },
          reject: fail,
        });
        deliver({ type: 'request', id, name, payload }, (why) =>
          fail(new RequestError('not-sent', `“${name}” could not be sent: ${why}`)),
        );
      });
    },

    receive(message) {
      if (disposed) return;
      if (!envelope.check(message)) {
        report('A message arrived that is none of ours.');
        return;
      }
      switch (message.type) {
        case 'event': {
          const handle = events.get(message.name);
          if (handle === undefined) {
            report(`The event “${message.name}” is not known.`);
            return;
          }
          try {
            handle(message.payload);
          } catch (error) {
            report(`Handling the event “${message.name}” failed: ${wordsOf(error)}`);
          }
          return;
        }
        case 'request':
          void reply(message.id, message.name, message.payload);
          return;
        case 'result':
          settle(message.id, (waiting) => waiting.settle(message.result));
          return;
        case 'error':
          settle(message.id, (waiting) =>
            waiting.reject(new RequestError('answered', message.problem.text, message.problem)),
          );
          return;
      }
    },

    dispose() {
      disposed = true;
      for (const waiting of [...pending.values()]) {
        waiting.reject(new RequestError('disposed', `“${waiting.name}” was not answered before the end.`));
      }
      events.clear();
      answers.clear();
    },
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
