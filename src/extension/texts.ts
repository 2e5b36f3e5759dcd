import type { Language, Render } from '../trace/message.ts';
import { lazily } from './lazily.ts';

/** Renders messages in the language of the editor; the catalogue is loaded when the first one is. */
export interface Texts {
  readonly language: Language;
  readonly render: () => Promise<Render>;
}

export function createTexts(language: Language): Texts {
  return {
    language,
    render: lazily(async () => (await import('../trace/catalogue.ts')).renderIn(language)),
  };
}
