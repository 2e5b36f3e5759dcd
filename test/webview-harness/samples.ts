import { renderIn } from '../../src/trace/catalogue.ts';
import type { Language } from '../../src/trace/message.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import type { DetailsView } from '../../src/trace/view/details-types.ts';
import type { TraceView } from '../../src/trace/view/types.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { readResponses } from '../../src/providers/read.ts';
import type { RawResponse } from '../../src/trace/source/response.ts';

/** One call as the extension host would give it to the viewer. */
export interface Sample {
  readonly view: TraceView;
  /** By step or event; of the call, by the empty text. */
  readonly details: Readonly<Record<string, DetailsView>>;
}

/** Reads the responses of one call as the extension does. Throws where they are not one call. */
export function sampleOf(responses: readonly RawResponse[], language: Language): Sample {
  const { traces, problems } = readResponses(responses);
  const [trace] = traces;
  if (trace === undefined) throw new Error(problems.map(({ problem }) => problem.message.key).join(', '));
  const options = { language, render: renderIn(language), mask: true };
  const view = traceView(trace, options);
  const details = detailsOf(trace, options);
  const items = [undefined, ...view.rows.map(({ item }) => item)];
  return {
    view,
    details: Object.fromEntries(items.map((item) => [item ?? '', details(item)])),
  };
}
