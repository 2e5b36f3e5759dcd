/**
 * Of a path as somebody typed it, the name of the file. Documents are handed on: of where a response was read from they
 * say no more.
 */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
