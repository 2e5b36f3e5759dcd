import filterEn from '../l10n/en/filter.json';
import unitsEn from '../l10n/en/units.json';
import viewerEn from '../l10n/en/viewer.json';
import filterZh from '../l10n/zh-cn/filter.json';
import unitsZh from '../l10n/zh-cn/units.json';
import viewerZh from '../l10n/zh-cn/viewer.json';
import {
  createRender,
  type Catalogue,
  type Language,
  type MessageArgs,
  type Render,
} from '../src/trace/message.ts';

/** Keys of the viewer's own texts; everything of the call arrives in words. */
export type StringKey = keyof typeof viewerEn | keyof typeof filterEn;

export interface Strings {
  (key: StringKey, args?: MessageArgs): string;
  readonly language: Language;
  /** For functions of the core that put durations into words. */
  readonly render: Render;
}

const catalogues = {
  en: { ...viewerEn, ...filterEn, ...unitsEn },
  'zh-cn': { ...viewerZh, ...filterZh, ...unitsZh },
} satisfies Record<Language, Catalogue>;

export function stringsIn(language: Language): Strings {
  const render = createRender(catalogues[language], language);
  const strings = (key: StringKey, args?: MessageArgs): string =>
    render(args === undefined ? { key } : { key, args });
  return Object.assign(strings, { language, render });
}
