/** No drawing has room for more characters than that in one text. */
export const mostDrawn = 200;

/**
 * A text for a drawing: no longer than a drawing has room for, so that what measures, breaks and fits it has little to
 * do whatever the document holds. The whole text stands in the document, the list and the inspector.
 */
export function cutText(text: string, most = mostDrawn): string {
  if (text.length <= most) return text;
  // Not between the halves of a character.
  const last = text.charCodeAt(most - 2);
  const half = last >= 0xd800 && last < 0xdc00;
  return `${text.slice(0, half ? most - 2 : most - 1)}…`;
}
