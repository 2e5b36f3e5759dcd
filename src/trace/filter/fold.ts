/** Text as it is compared: without difference between capitals and small letters, full and half width. */
export function fold(text: string): string {
  // Plain Latin text, the usual, has no forms to unite.
  return (isPlain(text) ? text : text.normalize('NFKC')).toLowerCase();
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
