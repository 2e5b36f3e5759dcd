import { languageOf, type Catalogue } from '../src/trace/message.ts';
import { stringsIn, type Strings } from './strings.ts';

/** The texts that the page came with, in its language. */
export function stringsOfPage(): Strings {
  const texts: unknown = JSON.parse(document.getElementById('texts')?.textContent ?? '{}');
  return stringsIn(isCatalogue(texts) ? texts : {}, languageOf(document.documentElement.lang));
}

/** The build writes the texts: what is there is what `createRender` takes. */
const isCatalogue = (value: unknown): value is Catalogue => typeof value === 'object' && value !== null;
