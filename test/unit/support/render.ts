import labelsEn from '../../../l10n/en/labels.json';
import unitsEn from '../../../l10n/en/units.json';
import findingsEn from '../../../l10n/en/findings.json';
import viewEn from '../../../l10n/en/view.json';
import labelsZh from '../../../l10n/zh-cn/labels.json';
import unitsZh from '../../../l10n/zh-cn/units.json';
import findingsZh from '../../../l10n/zh-cn/findings.json';
import viewZh from '../../../l10n/zh-cn/view.json';
import { createRender } from '../../../src/trace/message.ts';

/** Renders of the words that every provider shares. */
export const inEnglish = createRender({ ...labelsEn, ...unitsEn, ...findingsEn, ...viewEn }, 'en');
export const inChinese = createRender({ ...labelsZh, ...unitsZh, ...findingsZh, ...viewZh }, 'zh-cn');
