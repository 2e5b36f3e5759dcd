/**
 * Hides the middle of everything that could be a person's number: seven digits and more, with blanks or dashes
 * between them or not. Times of the log and request ids with letters in them stay readable.
 */
export function maskNumbers(text: string): string {
  return text.replace(/(?<![\w-])\+?\d(?:[ -]?\d){6,}(?![\w-])/g, (number) => {
    const digits = number.replace(/\D/g, '');
    return `${digits.slice(0, 3)}****${digits.slice(-Math.min(4, digits.length - 5))}`;
  });
}
