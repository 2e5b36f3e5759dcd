import type { Message } from './message.ts';

/**
 * What is wrong with something that was read: a sentence that names it and says what to do, and the place, as far as
 * it is known.
 */
export interface Problem {
  readonly message: Message;
  /** JSON pointer to the offending value. */
  readonly pointer?: string;
  /** Where in the text, 0-based UTF-16 offset. */
  readonly offset?: number;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 units. */
  readonly column?: number;
}

/** Thrown where reading cannot go on; caught at the edge of reading and turned into a `Problem`. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message.key);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** 1-based line and column of a 0-based offset; CRLF, CR and LF each end a line. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  const end = Math.min(offset, text.length);
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) {
      line += 1;
      start = at + 1;
    }
  }
  return { line, column: end - start + 1 };
}
