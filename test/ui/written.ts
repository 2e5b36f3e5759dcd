import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Driver } from './driver.ts';

/** Something that was written down, and where. */
export interface Place {
  readonly where: string;
  readonly text: string;
}

/** Every file beneath a folder, as bytes that are looked at as text. */
export async function filesIn(folder: string): Promise<readonly Place[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return { where: path, text: (await readFile(path)).toString('latin1') };
      }),
  );
}

/** What the browser keeps of the page, and what stands in it. */
export async function browserOf({ page }: Pick<Driver, 'page'>): Promise<readonly Place[]> {
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const stores = await Promise.all(
      databases.map(
        ({ name }) =>
          new Promise<string>((resolve) => {
            const opening = indexedDB.open(name ?? '');
            opening.onerror = () => resolve('');
            opening.onsuccess = () => {
              const database = opening.result;
              const names = [...database.objectStoreNames];
              if (names.length === 0) {
                resolve('');
                return;
              }
              const texts: string[] = [];
              const reading = database.transaction(names);
              for (const store of names) {
                const cursor = reading.objectStore(store).openCursor();
                cursor.onsuccess = () => {
                  const { result } = cursor;
                  if (result === null) return;
                  const value: unknown = result.value;
                  texts.push(
                    value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value),
                  );
                  result.continue();
                };
              }
              reading.oncomplete = () => resolve(texts.join('\n'));
            };
          }),
      ),
    );
    return {
      localStorage: JSON.stringify(Object.entries(localStorage)),
      sessionStorage: JSON.stringify(Object.entries(sessionStorage)),
      databases: stores.join('\n'),
      page: document.documentElement.outerHTML,
    };
  });
  return Object.entries(kept).map(([where, text]) => ({ where, text }));
}

/** A word as it may be written down; of a signature also what its digits stand for. */
export function formsOf(word: string): readonly string[] {
  const bytes = /^(?:[0-9a-f]{2})+$/iu.test(word)
    ? Buffer.from(word, 'hex')
    : /^[\w+/]{27}=$/u.test(word)
      ? Buffer.from(word, 'base64')
      : undefined;
  return [
    word,
    encodeURIComponent(word),
    ...[Buffer.from(word), ...(bytes === undefined ? [] : [bytes])].flatMap((one) => [
      one.toString('base64').replace(/=+$/u, ''),
      one.toString('hex'),
    ]),
  ];
}

/** The places that hold a word in any of its forms. */
export const holding = (places: readonly Place[], word: string): readonly string[] => {
  const forms = formsOf(word);
  return places.filter(({ text }) => forms.some((form) => text.includes(form))).map(({ where }) => where);
};
