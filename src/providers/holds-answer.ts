import { ProblemError } from '../trace/problem.ts';
import { defaultReadLimits } from '../trace/source/response.ts';
import { unpack } from '../trace/source/unpack.ts';
import { isDocument, menders, recognise } from './read.ts';

/** Longer texts are not looked at: it must not be felt when a file is opened. */
export const longestLookedAt = 1024 * 1024;

/** A name that stands in every answer that can be read: most texts are done with after looking for these. */
const telling =
  /\b(?:RequestId|ContactId|acid|resultCode|callId|callSessionId|NodeId|NodeName|IvrTrackingDetails?|eventType)\b/i;

/** Whether a text holds an answer from which calls can be read, whatever is around it; documents of traces are none. */
export function holdsAnswer(text: string): boolean {
  if (text.length > longestLookedAt || !telling.test(text)) return false;
  const bytes = new TextEncoder().encode(text);
  try {
    const { parts } = unpack(
      { name: '', bytes },
      { limits: { ...defaultReadLimits, maxBytes: bytes.length }, menders, recognise, nextId: () => '' },
    );
    return parts.some((part) => !isDocument(part) && recognise(part) === 'answer');
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}
