import { readFileSync } from 'node:fs';
import { readResponses } from '../../../src/providers/read.ts';
import { renderIn } from '../../../src/trace/catalogue.ts';
import type { Language } from '../../../src/trace/message.ts';
import type { CallTrace } from '../../../src/trace/model.ts';
import { openView } from '../../../src/trace/view/opened.ts';
import { packView, type PackedView } from '../../../src/trace/view/packed.ts';
import type { DrawnView, TraceView } from '../../../src/trace/view/types.ts';
import { traceView } from '../../../src/trace/view/view.ts';

const files = [
  'GetCallDetailRecord.json',
  'ListIvrTrackingDetails.1.json',
  'ListIvrTrackingDetails.2.json',
  'GetContactFlow.main.json',
  'GetContactFlow.order-status.json',
];

/** The call whose order query fails: six problems, a sub-flow, a loop, a queue and an agent. */
export function failedTrace(): CallTrace {
  const folder = new URL('../../../media/samples/http-node-fails/', import.meta.url);
  const [trace] = readResponses(
    files.map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) })),
  ).traces;
  if (trace === undefined) throw new Error('the sample holds no call');
  return trace;
}

/** What the viewer draws of it. */
export function sampleView(language: Language = 'en'): TraceView {
  return traceView(failedTrace(), { language, render: renderIn(language) });
}

/** The same as it crosses to the webview. */
export const samplePacked = (language: Language = 'en'): PackedView => packView(sampleView(language));

/** The same as the webview has it. */
export const sampleDrawn = (language: Language = 'en'): DrawnView => openView(samplePacked(language));
