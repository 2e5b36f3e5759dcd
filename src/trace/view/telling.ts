import { responseCodeOf } from '../findings/status.ts';
import { exitOf } from '../label.ts';
import type { CallEvent, IvrStep } from '../model.ts';

/** What a problem of a step speaks of: the exit that was taken, where it is no good one, and what the service answered. */
export function tellingOfStep(step: IvrStep): readonly string[] {
  const response = responseCodeOf(step);
  const exit = exitOf(step) === 'success' ? undefined : step.exit?.code;
  return [exit, response === undefined || response < 400 ? undefined : String(response)].filter(
    (code) => code !== undefined,
  );
}

/** The same of an event: its name and the reason. */
export function tellingOfEvent({ name, reason }: CallEvent): readonly string[] {
  return reason === undefined ? [name.code] : [name.code, reason.code];
}

/** Numbers that short stand for anything: a flag, a count, a type. */
const common = /^-?\d{1,2}$/;

/**
 * The lines of indented JSON (from 0) whose value is one of the codes, or JSON text that has a member with it; and the
 * line of the member of the record that everything was read from, where there is one.
 */
export function tellingLines(text: string, codes: readonly string[], member?: string): readonly number[] {
  const wanted = new Set(codes.filter((code) => !common.test(code)));
  const own = member === undefined ? undefined : `  ${JSON.stringify(member)}: `;
  return text.split('\n').flatMap((line, at) => {
    if (own !== undefined && line.startsWith(own)) return [at];
    const value = valueOn(line);
    return value !== undefined && (wanted.has(value) || membersOf(value).some((one) => wanted.has(one)))
      ? [at]
      : [];
  });
}

/** No code stands in a longer line. */
const longestLine = 100_000;

/** The string or number of a member that stands on one line. */
function valueOn(line: string): string | undefined {
  if (line.length > longestLine) return undefined;
  const [, written] = /^\s*"(?:[^"\\]|\\.)*": ("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*),?$/.exec(line) ?? [];
  if (written === undefined) return undefined;
  const value: unknown = JSON.parse(written);
  return String(value);
}

/** The strings and numbers of the members of JSON text; none of any other text. */
function membersOf(value: string): readonly string[] {
  if (!value.startsWith('{')) return [];
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? Object.values(parsed).map(String) : [];
  } catch {
    return [];
  }
}
