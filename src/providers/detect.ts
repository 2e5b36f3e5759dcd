import type { Problem } from '../trace/problem.ts';
import type { ParsedResponse } from '../trace/source/response.ts';
import { rowsIn } from './framed.ts';
import type { Detection, FramedRows, ProviderReader } from './provider.ts';
import { shapeOf } from './shape.ts';

export type Detected =
  | {
      readonly ok: true;
      readonly reader: ProviderReader;
      readonly detection: Detection;
      /** Set where the response is rows without a frame. */
      readonly framed?: FramedRows;
    }
  /** `known`: it is a provider's, but holds no call. */
  | { readonly ok: false; readonly known: boolean; readonly problem: Problem };

/** Says which provider, operation and version a response is, or why it is none. */
export function detect(response: ParsedResponse, readers: readonly ProviderReader[]): Detected {
  let refusal: Problem | undefined;
  for (const reader of readers) {
    const result = reader.detect(response);
    switch (result.kind) {
      case 'response':
        return { ok: true, reader, detection: result.detection };
      case 'error-answer':
        refusal ??= result.problem;
        break;
      case 'none':
        break;
    }
  }
  const rows = refusal === undefined ? framedRows(response, readers) : undefined;
  if (rows !== undefined) return rows;
  return {
    ok: false,
    known: refusal !== undefined,
    problem: refusal ?? {
      message: { key: 'read.unknown-response', args: { name: response.name, shape: shapeOf(response) } },
    },
  };
}

function framedRows({ value }: ParsedResponse, readers: readonly ProviderReader[]): Detected | undefined {
  const { items } = rowsIn(value);
  for (const reader of readers) {
    const framed = reader.frameRows?.(items);
    if (framed !== undefined) return { ok: true, reader, detection: framed.detection, framed };
  }
  return undefined;
}
