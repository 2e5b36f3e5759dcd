import { alibabaCcc2017Reader } from './alibaba-ccc-2017/reader.ts';
import { alibabaCcc2020Reader } from './alibaba-ccc-2020/reader.ts';
import { huaweiAiccReader } from './huawei-aicc/reader.ts';
import { laafficReader } from './laaffic/reader.ts';
import type { ProviderReader } from './provider.ts';

/** Every provider whose responses can be read, in the order in which they are asked. */
export const providerReaders: readonly ProviderReader[] = [
  alibabaCcc2020Reader,
  alibabaCcc2017Reader,
  huaweiAiccReader,
  laafficReader,
];
