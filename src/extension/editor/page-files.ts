import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../../trace/message.ts';

/** What stands in the viewer's page, as the build writes it. */
export interface PageFiles {
  readonly script: string;
  readonly style: string;
  /** The texts of the page in its language: JSON. */
  readonly texts: string;
}

/**
 * Reads what stands in the viewer's page when it is asked for first, and keeps it: every viewer of a window has the same.
 * What failed is tried again.
 *
 * @param dist path of the folder that the build fills
 */
export function createPageFiles(dist: string, language: Language): () => Promise<PageFiles> {
  let files: Promise<PageFiles> | undefined;
  const text = (name: string) => readFile(join(dist, name), 'utf8');
  const read = async (): Promise<PageFiles> => {
    const [script, style, texts] = await Promise.all([
      text('webview.js'),
      text('webview.css'),
      text(`viewer-texts.${language}.json`),
    ]);
    return { script, style, texts };
  };
  return async () => {
    files ??= read();
    try {
      return await files;
    } catch (error) {
      files = undefined;
      throw error;
    }
  };
}
