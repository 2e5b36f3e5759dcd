import { menders, readResponses, type Reading, type ReadingOptions } from '../../providers/read.ts';
import type { ProblemView } from '../../protocol/messages.ts';
import { inflate } from '../../http/inflate.ts';
import { renderIn } from '../../trace/catalogue.ts';
import { parseDocument } from '../../trace/document/parse.ts';
import { serialise } from '../../trace/document/serialise.ts';
import { maskForSharing } from '../../trace/mask-sources.ts';
import type { Language } from '../../trace/message.ts';
import type { CallTrace, Source } from '../../trace/model.ts';
import { exported, type ExportChoice, type ExportFormat } from '../../trace/export/export.ts';
import { pointerTo } from '../../trace/pointer.ts';
import { ProblemError, type Problem } from '../../trace/problem.ts';
import { decodeText } from '../../trace/source/decode.ts';
import { sourceValue } from '../../trace/source/parse.ts';
import type { RawResponse, ReadLimits } from '../../trace/source/response.ts';
import { positionsIn, type Positions } from '../../trace/text/positions.ts';
import { textOfTrace } from '../../trace/text/render.ts';
import { detailsOf } from '../../trace/view/details.ts';
import { changesOf, type VariableChanges, type VariableQuestion } from '../../trace/view/history.ts';
import { packView, type PackedView } from '../../trace/view/packed.ts';
import type { DetailsView } from '../../trace/view/details-types.ts';
import { analyse } from '../../trace/view/analysis.ts';
import { viewOf } from '../../trace/view/view.ts';
import { filteringOf, type Filtering } from './filtering.ts';

/*
 * Everything that takes time when a trace is read and drawn. It runs in the extension host for small documents and in
 * a thread of its own for large ones, so nothing here knows of the editor.
 */

/** A canonical document as it stands in a file or an editor. */
export interface DocumentInput {
  /** What a message about it calls it. */
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly language: Language;
  readonly limits: ReadLimits;
  /** Whether phone numbers are masked in everything that is drawn. */
  readonly mask?: boolean;
}

export type DocumentReading =
  | { readonly ok: true; readonly view: PackedView; readonly contactId: string }
  | { readonly ok: false; readonly problem: ProblemView };

/** 1-based. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** One document that was read, for further questions. */
export interface OpenedDocument extends Filtering {
  readonly reading: DocumentReading;
  readonly details: (item: string | undefined) => DetailsView;
  readonly variableChanges: (question: VariableQuestion) => VariableChanges;
  /** Where a step or event stands in the text, or the raw record that it was read from. */
  readonly placeOf: (item: string | undefined, place: 'item' | 'source') => TextPlace;
  /** The step or event around an offset of the text. */
  readonly itemAt: (offset: number) => string | undefined;
  /** The trace as plain text, for reading aloud. */
  readonly asText: () => string;
  readonly exported: (format: ExportFormat, choice: ExportChoice) => string;
}

export function openDocument({
  name,
  content,
  language,
  limits,
  mask = false,
}: DocumentInput): OpenedDocument {
  const render = renderIn(language);
  let text: string;
  try {
    // Text from an editor is measured like a file only where it could be too large.
    const known = typeof content === 'string' && content.length <= limits.maxBytes;
    text = known ? content : decodeText(bytesOf(content), name, limits);
  } catch (error) {
    if (error instanceof ProblemError) return refused(error.problem);
    throw error;
  }
  const parsed = parseDocument(text, name);
  return parsed.ok ? opened(parsed.trace) : refused(parsed.problem);

  function refused(problem: Problem): OpenedDocument {
    const { line, column } = problem;
    const words: ProblemView = {
      text: render(problem.message),
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    };
    const none = (): never => {
      throw new ProblemError(problem);
    };
    return {
      reading: { ok: false, problem: words },
      details: none,
      variableChanges: none,
      placeOf: none,
      itemAt: () => undefined,
      asText: none,
      exported: none,
      filter: none,
      complete: none,
    };
  }

  function opened(trace: CallTrace): OpenedDocument {
    const options = { language, render, mask, readSource: (source: Source) => sourceValue(source, menders) };
    const analysis = analyse(trace, options);
    const positions = positionsIn(text);
    return {
      reading: { ok: true, view: packView(viewOf(analysis)), contactId: trace.contactId },
      details: detailsOf(trace, options, analysis),
      variableChanges: changesOf(trace, options),
      placeOf: (item, place) => positions.placeOf(positions.offsetOf(pointerIn(trace, item, place))),
      itemAt: (offset) => itemAt(trace, positions, offset),
      asText: () => textOfTrace(trace, render, { language, mask }),
      exported: (format, choice) => exported(trace, format, { ...choice, language, render }),
      ...filteringOf(analysis),
    };
  }
}

const bytesOf = (content: Uint8Array | string) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

function pointerIn(trace: CallTrace, item: string | undefined, place: 'item' | 'source'): string {
  const step = trace.steps.findIndex(({ id }) => id === item);
  const event = trace.events.findIndex(({ id }) => id === item);
  if (place === 'source') {
    const ref = trace.steps[step]?.source ?? trace.events[event]?.source;
    const at = trace.sources.findIndex(({ id }) => id === ref?.source);
    const source = trace.sources[at];
    if (source === undefined) return '/sources';
    return source.body === undefined
      ? pointerTo('/sources', at, 'text')
      : `${pointerTo('/sources', at, 'body')}${ref?.pointer ?? ''}`;
  }
  if (step >= 0) return pointerTo('/steps', step);
  return event >= 0 ? pointerTo('/events', event) : '';
}

function itemAt(trace: CallTrace, { entryAt }: Positions, offset: number): string | undefined {
  const entry = entryAt(offset);
  if (entry === undefined) return undefined;
  if (entry.member === 'steps') return trace.steps[entry.index]?.id;
  return entry.member === 'events' ? trace.events[entry.index]?.id : undefined;
}

/** A document as bytes of the masked copy of it. Throws ProblemError where it is not valid. */
export function maskedCopy({ name, content, limits }: MaskInput): Uint8Array {
  const text =
    typeof content === 'string' && content.length <= limits.maxBytes
      ? content
      : decodeText(bytesOf(content), name, limits);
  const parsed = parseDocument(text, name);
  if (!parsed.ok) throw new ProblemError(parsed.problem);
  return new TextEncoder().encode(serialise(maskForSharing(parsed.trace, menders)));
}

export type MaskInput = Pick<DocumentInput, 'name' | 'content' | 'limits'>;

export function readCalls(responses: readonly RawResponse[], options: ReadingOptions): Reading {
  return readResponses(responses, { ...options, inflate });
}
