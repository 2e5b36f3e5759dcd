import { nodeKinds } from '../model.ts';

/*
 * Words of a view that are told by their place in these lists where there are many of them.
 */

export const severities = ['none', 'warning', 'error'] as const;

export const segmentKinds = [
  'node',
  'sub-flow',
  'connected',
  'talking',
  'waiting',
  'ringing',
  'after-call',
  'held',
  'unknown',
] as const;

export const iconNames = [
  ...nodeKinds,
  'call-inbound',
  'call-outbound',
  'call-internal',
  'customer',
  'ivr',
  'queue',
  'agent',
  'system',
  'device',
  'gap',
  'unknown',
] as const;

/** How bad something is. */
export type Severity = (typeof severities)[number];

/** Icons by what they stand for; the webview maps them to drawings. */
export type IconName = (typeof iconNames)[number];

export type SegmentKind = (typeof segmentKinds)[number];
