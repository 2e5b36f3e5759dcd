import { renderIn } from '../../src/trace/catalogue.ts';
import type { Language } from '../../src/trace/message.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import type { DetailsView } from '../../src/trace/view/details-types.ts';
import { readResponses } from '../../src/providers/read.ts';
import type { RawResponse } from '../../src/trace/source/response.ts';

/** One call as the extension host has it before it makes anything of it for the viewer. */
export interface Sample {
  readonly trace: CallTrace;
  readonly language: Language;
  /** By step or event; of the call, by the empty text. Made here: what reads raw records needs Node. */
  readonly details: Readonly<Record<string, DetailsView>>;
}

/** Reads the responses of one call as the extension does. Throws where they are not one call. */
export function sampleOf(responses: readonly RawResponse[], language: Language): Sample {
  const { traces, problems } = readResponses(responses);
  const [trace] = traces;
  if (trace === undefined) throw new Error(problems.map(({ problem }) => problem.message.key).join(', '));
  const details = detailsOf(trace, { language, render: renderIn(language), mask: true });
  const items = [undefined, ...[...trace.steps, ...trace.events].map(({ id }) => id)];
  return {
    trace,
    language,
    details: Object.fromEntries(items.map((item) => [item ?? '', details(item)])),
  };
}
