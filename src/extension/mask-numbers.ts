import { findContactIds } from '../providers/contact-id.ts';
import { fieldKind } from '../trace/mask-fields.ts';
import { maskNumbersIn } from '../trace/mask-number.ts';
import { maskPairs } from '../trace/mask-pairs.ts';

const address =
  /(?<![\p{L}\p{N}._%+-])([\p{L}\p{N}_%+])[\p{L}\p{N}._%+-]*(?:@|%40)(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?![A-Za-z0-9])/gu;

/**
 * A line of the log without what is about people: phone numbers as in every masked view, and everything else that could
 * be one (seven to fifteen digits that stand alone, with blanks or dashes between them or not); e-mail addresses; values
 * of fields that name people, as errors of providers quote them. Contact IDs, times of the log and request ids with
 * letters in them stay readable.
 */
export function maskNumbers(line: string): string {
  // Contact IDs have no person in them, and a log without them is of no use.
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of findContactIds(line, { bareDigits: false })) {
    parts.push(maskPart(line.slice(from, start)), line.slice(start, end));
    from = end;
  }
  return parts.join('') + maskPart(line.slice(from));
}

function maskPart(line: string): string {
  const named = maskPairs(line, (value, field) => maskField(value, field));
  const addressed = named.replace(address, (_, first: string) => `${first}**@***`);
  return maskNumbersIn(addressed).replace(/(?<![\w-])\+?\d(?:[ -]?\d){6,}(?![\w-])/g, (number) => {
    const digits = number.replace(/\D/g, '');
    // Longer ones are ids: no phone number has more.
    if (digits.length > 15 && digits === number) return number;
    return `${digits.slice(0, 3)}****${digits.slice(-Math.min(4, digits.length - 5))}`;
  });
}

function maskField(value: string, field: string): string {
  switch (fieldKind(field)) {
    case 'name':
      return `${String.fromCodePoint(value.codePointAt(0) ?? 42)}**`;
    case 'hidden':
      return '***';
    case 'number':
      return maskNumbersIn(value, { field: true });
    case 'id':
      return value.replace(/^(.)[^@]*@/su, '$1**@');
    case 'email':
    case 'design':
    case undefined:
      return value;
  }
}
