import httpEn from '../../l10n/en/http.json';
import readEn from '../../l10n/en/read.json';
import labelsAlibabaEn from '../../l10n/en/labels-alibaba.json';
import labelsHuaweiEn from '../../l10n/en/labels-huawei.json';
import labelsLaafficEn from '../../l10n/en/labels-laaffic.json';
import labelsEn from '../../l10n/en/labels.json';
import findingsEn from '../../l10n/en/findings.json';
import viewEn from '../../l10n/en/view.json';
import filterEn from '../../l10n/en/filter-language.json';
import unitsEn from '../../l10n/en/units.json';
import extensionEn from '../../l10n/en/extension.json';
import cliEn from '../../l10n/en/cli.json';
import documentEn from '../../l10n/en/document.json';
import connectionsEn from '../../l10n/en/connections.json';
import callsEn from '../../l10n/en/calls.json';
import tracesEn from '../../l10n/en/traces.json';
import lookUpEn from '../../l10n/en/look-up.json';
import exportEn from '../../l10n/en/export.json';
import textEn from '../../l10n/en/text.json';
import requestsAlibabaEn from '../../l10n/en/requests-alibaba.json';
import requestsHuaweiEn from '../../l10n/en/requests-huawei.json';
import requestsLaafficEn from '../../l10n/en/requests-laaffic.json';
import httpZh from '../../l10n/zh-cn/http.json';
import readZh from '../../l10n/zh-cn/read.json';
import labelsAlibabaZh from '../../l10n/zh-cn/labels-alibaba.json';
import labelsHuaweiZh from '../../l10n/zh-cn/labels-huawei.json';
import labelsLaafficZh from '../../l10n/zh-cn/labels-laaffic.json';
import labelsZh from '../../l10n/zh-cn/labels.json';
import findingsZh from '../../l10n/zh-cn/findings.json';
import viewZh from '../../l10n/zh-cn/view.json';
import filterZh from '../../l10n/zh-cn/filter-language.json';
import unitsZh from '../../l10n/zh-cn/units.json';
import extensionZh from '../../l10n/zh-cn/extension.json';
import cliZh from '../../l10n/zh-cn/cli.json';
import documentZh from '../../l10n/zh-cn/document.json';
import connectionsZh from '../../l10n/zh-cn/connections.json';
import callsZh from '../../l10n/zh-cn/calls.json';
import tracesZh from '../../l10n/zh-cn/traces.json';
import lookUpZh from '../../l10n/zh-cn/look-up.json';
import exportZh from '../../l10n/zh-cn/export.json';
import textZh from '../../l10n/zh-cn/text.json';
import requestsAlibabaZh from '../../l10n/zh-cn/requests-alibaba.json';
import requestsHuaweiZh from '../../l10n/zh-cn/requests-huawei.json';
import requestsLaafficZh from '../../l10n/zh-cn/requests-laaffic.json';
import { createRender, type Catalogue, type Language, type Render } from './message.ts';

/** Every message of the core, the command line and the extension host; the webview has its own area, `viewer`, beside `units`. */
const catalogues = {
  en: {
    ...httpEn,
    ...readEn,
    ...labelsAlibabaEn,
    ...labelsHuaweiEn,
    ...labelsLaafficEn,
    ...labelsEn,
    ...findingsEn,
    ...viewEn,
    ...filterEn,
    ...unitsEn,
    ...extensionEn,
    ...cliEn,
    ...documentEn,
    ...connectionsEn,
    ...callsEn,
    ...tracesEn,
    ...lookUpEn,
    ...exportEn,
    ...textEn,
    ...requestsAlibabaEn,
    ...requestsHuaweiEn,
    ...requestsLaafficEn,
  },
  'zh-cn': {
    ...httpZh,
    ...readZh,
    ...labelsAlibabaZh,
    ...labelsHuaweiZh,
    ...labelsLaafficZh,
    ...labelsZh,
    ...findingsZh,
    ...viewZh,
    ...filterZh,
    ...unitsZh,
    ...extensionZh,
    ...cliZh,
    ...documentZh,
    ...connectionsZh,
    ...callsZh,
    ...tracesZh,
    ...lookUpZh,
    ...exportZh,
    ...textZh,
    ...requestsAlibabaZh,
    ...requestsHuaweiZh,
    ...requestsLaafficZh,
  },
} satisfies Record<Language, Catalogue>;

/** Renders messages in a language. */
export function renderIn(language: Language): Render {
  return createRender(catalogues[language], language);
}
