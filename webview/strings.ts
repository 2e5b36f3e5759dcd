import type filterTexts from '../l10n/en/filter.json';
import type viewerTexts from '../l10n/en/viewer.json';
import {
  createRender,
  type Catalogue,
  type Language,
  type MessageArgs,
  type Render,
} from '../src/trace/message.ts';

/** Keys of the viewer's own texts; everything of the call arrives in words. */
export type StringKey = keyof typeof viewerTexts | keyof typeof filterTexts;

export interface Strings {
  (key: StringKey, args?: MessageArgs): string;
  readonly language: Language;
  /** For functions of the core that put durations into words. */
  readonly render: Render;
}

export function stringsIn(catalogue: Catalogue, language: Language): Strings {
  const render = createRender(catalogue, language);
  const strings = (key: StringKey, args?: MessageArgs): string =>
    render(args === undefined ? { key } : { key, args });
  return Object.assign(strings, { language, render });
}
