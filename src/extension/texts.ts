import type { Language, Render } from '../trace/message.ts';

/** Renders messages in the language of the editor; the catalogue is loaded when the first one is. */
export interface Texts {
  readonly language: Language;
  readonly render: () => Promise<Render>;
}

export function createTexts(language: Language): Texts {
  let loading: Promise<Render> | undefined;
  return {
    language,
    render: () => (loading ??= import('../trace/catalogue.ts').then(({ renderIn }) => renderIn(language))),
  };
}
