import type { Texts } from '../texts.ts';
import { showInputBox } from '../window/quick-input.ts';

/**
 * Asks on which day a call was. Noon of that day in UTC, epoch ms, so that every zone has the same day or the one
 * beside it; undefined: given up.
 */
export async function askDay(contactId: string, names: string, texts: Texts): Promise<number | undefined> {
  const render = await texts.render();
  const answer = await showInputBox({
    title: render({ key: 'look-up.day.title', args: { contactId, names } }),
    prompt: render({ key: 'look-up.day.prompt' }),
    placeHolder: 'YYYY-MM-DD',
    value: new Date().toISOString().slice(0, 10),
    ignoreFocusOut: true,
    validateInput: (value) =>
      noonOf(value) === undefined ? render({ key: 'look-up.day.invalid' }) : undefined,
  });
  return answer === undefined ? undefined : noonOf(answer);
}

/** `YYYY-MM-DD` as noon of that day in UTC, epoch ms; undefined for a day that no calendar has. */
export function noonOf(day: string): number | undefined {
  const text = day.trim();
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T12:00:00Z`) : Number.NaN;
  // 31 February would be read as a day of March.
  return Number.isNaN(noon) || new Date(noon).toISOString().slice(0, 10) !== text ? undefined : noon;
}
