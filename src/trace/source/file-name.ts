/**
 * Of a path as somebody typed it, the name of the file. Documents are handed on: of where a response was read from they
 * say no more. The place of a row within an answer, a JSON pointer behind `#`, stays.
 */
export function fileNameOf(path: string): string {
  const pointer = /#(?:\/[A-Za-z]+)+\/\d+$/u.exec(path)?.[0] ?? '';
  const file = path.slice(0, path.length - pointer.length);
  return `${file.split(/[\\/]/).findLast((part) => part !== '') ?? file}${pointer}`;
}
