import { parentPort } from 'node:worker_threads';
import { ProblemError } from '../trace/problem.ts';
import type { ThreadReply, ThreadRequest } from './reader/thread.ts';
import { openText, type OpenedText } from './reader/text-work.ts';
import { maskedCopy, openDocument, readCalls, type OpenedDocument } from './reader/work.ts';

/*
 * The thread in which large documents are read. It keeps the last one that was valid, so that questions
 * about it need not send it again.
 */

let document: OpenedDocument | undefined;
let text: OpenedText | undefined;

parentPort?.on('message', (request: ThreadRequest) => {
  request.port.postMessage(replyTo(request));
});

function replyTo(request: ThreadRequest): ThreadReply<ThreadRequest['kind']> {
  try {
    return { ok: true, result: answer(request) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return error instanceof ProblemError
      ? { ok: false, problem: error.problem, reason }
      : { ok: false, reason };
  }
}

function answer(request: ThreadRequest): Extract<ThreadReply<ThreadRequest['kind']>, { ok: true }>['result'] {
  switch (request.kind) {
    case 'open': {
      const read = openDocument(request.argument);
      if (read.reading.ok) document = read;
      return read.reading;
    }
    case 'exported':
      return opened().exported(request.argument.format, request.argument.choice);
    case 'openText':
      text = openText(request.argument);
      return text !== undefined;
    case 'outline':
      return text?.outline() ?? [];
    case 'meaningAt':
      return text?.meaningAt(request.argument);
    case 'forget':
      document = undefined;
      text = undefined;
      return undefined;
    case 'responses':
      return readCalls(request.argument.responses, request.argument.options);
    case 'masked':
      return maskedCopy(request.argument);
    case 'details':
      return opened().details(request.argument);
    case 'variableChanges':
      return opened().variableChanges(request.argument);
    case 'placeOf':
      return opened().placeOf(request.argument.item, request.argument.place);
    case 'itemAt':
      return opened().itemAt(request.argument);
    case 'asText':
      return opened().asText();
    case 'filter':
      return opened().filter(request.argument);
    case 'complete':
      return opened().complete(request.argument);
  }
}

function opened(): OpenedDocument {
  if (document === undefined) throw new Error('No document has been opened in this thread.');
  return document;
}
