import { viewerTexts } from '../../../scripts/viewer-texts.mjs';
import { languages, type Catalogue, type Language } from '../../../src/trace/message.ts';
import { stringsIn, type Strings } from '../../../webview/strings.ts';

const isCatalogue = (value: unknown): value is Catalogue => typeof value === 'object' && value !== null;

const catalogues = new Map(
  await Promise.all(
    languages.map(async (language) => {
      const texts: unknown = JSON.parse(await viewerTexts(language));
      if (!isCatalogue(texts)) throw new Error('The texts of the viewer are no object.');
      return [language, texts] as const;
    }),
  ),
);

/** The viewer's texts as its build writes them. */
export function viewerStrings(language: Language): Strings {
  return stringsIn(catalogues.get(language) ?? {}, language);
}
