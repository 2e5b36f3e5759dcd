import type { Coded, Direction } from '../../trace/model.ts';
import { textOf, type RawRecord } from '../../trace/source/record.ts';

/**
 * The code tables of CC-CMS, as its pages on device, media, call types and reasons print them. Higher numbers exist;
 * what is not in a table is shown as it came.
 */
type CodeTable = Readonly<Record<string, string>>;

/** A field's code with its meaning; undefined where the field is absent or empty. Zero is a code like others. */
export function codedOf(raw: RawRecord, table: CodeTable, ...names: readonly string[]): Coded | undefined {
  const code = textOf(raw, ...names);
  return code === undefined ? undefined : coded(code, table);
}

/** A code with its meaning, where the table knows it. */
export function coded(code: string, table: CodeTable): Coded {
  const meaning = Object.hasOwn(table, code) ? table[code] : undefined;
  return meaning === undefined ? { code } : { code, meaning };
}

/** What a device is to the trace; `device`: any other, which only routes. */
export type DeviceKind = 'queue' | 'agent' | 'ivr' | 'call' | 'conference' | 'device';

/** deviceType 5 joins two users inside the platform, as after a transfer out. */
export const deviceKinds: Readonly<Record<string, DeviceKind>> = {
  1: 'queue',
  2: 'agent',
  3: 'ivr',
  5: 'call',
  7: 'device',
  8: 'device',
  10: 'device',
  11: 'device',
  14: 'device',
  15: 'conference',
};

/** Media type. */
export const mediaTypes: CodeTable = {
  1: 'text-chat',
  2: 'click-to-dial',
  3: 'escorted-browsing',
  4: 'callback-request',
  5: 'voice',
  6: 'email',
  7: 'fax',
  8: 'ip-video',
  9: 'whiteboard',
  10: 'application-sharing',
  11: 'file-transfer',
  12: 'isdn-video-2b-d',
  13: 'isdn-video-6b-d',
  14: 'ops-call',
  15: 'predictive-outbound',
  16: 'preview-outbound',
  17: 'message',
  18: 'video-click-to-dial',
  19: 'video',
  20: 'non-real-time',
  21: 'desktop-sharing',
  22: 'queued-caller-number',
  23: 'classic-types-end',
  50: 'email-chat',
  51: 'web-chat',
  52: 'sms-chat',
  53: 'social-chat',
  54: 'fax-chat',
  55: 'h5-video',
};

/** Submedia type of media type 53, as the pages printed it until November 2025. */
export const earlierSubMediaTypes: CodeTable = {
  1: 'social-web',
  2: 'social-whatsapp',
  3: 'social-line',
  4: 'social-wechat',
  5: 'social-messenger',
  6: 'social-twitter',
  7: 'social-5g-message',
  8: 'social-email',
  9: 'social-sms',
};

/**
 * The same for a later call: from November 2025 on the pages give 7 to 9 another meaning and add 10, but a response
 * does not tell the version of its call centre. A number with two meanings names both.
 */
export const laterSubMediaTypes: CodeTable = {
  1: 'social-web',
  2: 'social-whatsapp',
  3: 'social-line',
  4: 'social-wechat',
  5: 'social-messenger',
  6: 'social-twitter',
  7: 'social-5g-message-or-email',
  8: 'social-email-or-sms',
  9: 'social-sms-or-telegram',
  10: 'social-instagram',
};

/** Call type of the CMS queries. (Other services of the family number theirs differently.) */
export const callTypes: CodeTable = {
  0: 'normal-inbound',
  1: 'special-inbound',
  2: 'vms-get',
  3: 'vms-delete',
  4: 'vms-page',
  5: 'long-distance-inbound',
  6: 'internal-call',
  7: 'normal-outbound',
  8: 'agent-outbound',
  9: 'pri-outbound',
  10: 'ivr-outbound',
  11: 'phone-agent-outbound',
  12: 'ivr-pri-outbound',
  13: 'network-inbound',
  14: 'network-outbound',
  15: 'network-inspection-inbound',
  16: 'network-inspection-outbound',
  17: 'network-internal-inbound',
  18: 'network-internal-outbound',
  20: 'auxiliary-call',
  21: 'international-operator-inbound',
  22: 'deferred-call',
  23: 'international-operator-outbound',
  30: 'isdn-video-inbound',
  31: 'isdn-video-outbound',
  32: 'virtual-video-2b-d-inbound',
  33: 'virtual-video-6b-d-inbound',
  34: 'virtual-video-2b-d-outbound',
  35: 'virtual-video-6b-d-outbound',
  40: 'scheduled-outbound',
  41: 'pre-occupied-outbound',
  42: 'pre-connected-outbound',
  43: 'predictive-outbound',
  44: 'preview-outbound',
  45: 'callback-request',
};

/** The direction that a call type implies; a callback request (45) implies none. */
export const directionOfCallType: Readonly<Record<string, Direction>> = {
  0: 'inbound',
  1: 'inbound',
  2: 'outbound',
  3: 'outbound',
  4: 'outbound',
  5: 'inbound',
  6: 'internal',
  7: 'outbound',
  8: 'outbound',
  9: 'outbound',
  10: 'outbound',
  11: 'outbound',
  12: 'outbound',
  13: 'inbound',
  14: 'outbound',
  15: 'inbound',
  16: 'outbound',
  17: 'inbound',
  18: 'outbound',
  20: 'outbound',
  21: 'inbound',
  22: 'outbound',
  23: 'outbound',
  30: 'inbound',
  31: 'outbound',
  32: 'inbound',
  33: 'inbound',
  34: 'outbound',
  35: 'outbound',
  40: 'outbound',
  41: 'outbound',
  42: 'outbound',
  43: 'outbound',
  44: 'outbound',
};

/** Why a call entered or left a device. */
export const reasons: CodeTable = {
  0: 'normal-access',
  1: 'overflow-transfer',
  2: 'timeout-transfer',
  3: 'no-agent-on-duty',
  4: 'queuing-cancelled-transfer',
  5: 'agent-does-not-answer',
  6: 'suspended-call-resumed',
  7: 'held-call-connected',
  8: 'three-party-help',
  9: 'held-call-retrieved',
  10: 'three-party-call',
  11: 'help-requester-released',
  12: 'intercepted',
  13: 'picked-up-by-another',
  14: 'called-analysis-missing',
  15: 'user-released',
  16: 'agent-released',
  17: 'transferred-out',
  18: 'put-on-hold',
  19: 'internal-processing-error',
  20: 'called-party-busy',
  22: 'phone-switched-off',
  23: 'phone-out-of-service-area',
  24: 'number-does-not-exist',
  25: 'acd-without-resources',
  26: 'user-does-not-answer',
  27: 'called-party-rejects',
  28: 'success-transfer-to-queue',
  29: 'three-party-to-queue',
  30: 'success-transfer-to-queue-timeout',
  31: 'three-party-to-queue-timeout',
  34: 'network-call-failed-queued',
  35: 'network-call-back-to-origin',
  36: 'queued-call-rerouted',
  37: 'cdn-by-inbound-route',
  38: 'cdn-by-consultation',
  39: 'cdn-route-returned',
  40: 'cdn-routing-timeout',
  41: 'consultation-cancelled',
  42: 'pgr-after-cdn-timeout',
  43: 'pgr-by-cdn-route',
  44: 'pgr-by-inbound-route',
  45: 'pgr-by-consultation',
  46: 'agent-unreachable-rerouted',
  47: 'queued-in-several-queues',
  48: 'answered-from-secondary-queue',
  49: 'agent-rejects-withdrawn',
  50: 'agent-rejects',
  51: 'user-joins-conference',
  52: 'conference-ended',
  53: 'removed-from-conference',
  54: 'connection-rate-below-threshold',
  88: 'user-released-after-answer',
  89: 'user-released-before-answer',
};

/** Release cause; it counts only in the last record of a call. Pages print further ranges. */
export const releaseCauses: CodeTable = {
  0: 'normal',
  1: 'resources-full',
  2: 'agent-polling-timeout',
  3: 'abnormal',
  4: 'number-does-not-exist',
  5: 'mailbox-full',
  6: 'mailbox-not-allowed',
  7: 'connection-failed',
  8: 'called-party-no-answer',
  9: 'called-party-rejects',
  10: 'out-of-service-area',
  11: 'line-busy',
  12: 'ccs-disconnected',
  13: 'vms-fatal-error',
  14: 'abnormal-resource-operation',
  47: 'called-party-busy',
  48: 'phone-switched-off',
  49: 'user-released-before-answer',
  50: 'insufficient-balance',
  59: 'parameter-error',
  60: 'prompt-or-script-missing',
  61: 'operation-conflict',
  62: 'service-type-unsupported',
  63: 'internal-fault',
  80: 'queuing-cancelled',
  251: 'vsp-billing-fault-1',
  252: 'vsp-billing-fault-2',
  253: 'vsp-billing-fault-3',
  254: 'vsp-billing-fault-4',
  256: 'ivr-normal',
  257: 'insufficient-resources',
  258: 'general-timeout',
  263: 'ivr-connection-failed',
  338: 'ivr-flow-not-found',
  339: 'ivr-control-blocks-exhausted',
  340: 'ivr-wrong-script-type',
  342: 'ivr-wrong-conference-name',
  343: 'internal-wait-timeout-343',
  344: 'internal-wait-timeout-344',
  345: 'internal-wait-timeout-345',
  346: 'off-hook-wait-timeout',
  347: 'internal-wait-timeout-347',
  348: 'script-failed',
  349: 'internal-wait-timeout-349',
  350: 'service-module-answer-timeout',
  351: 'internal-wait-timeout-351',
  352: 'internal-wait-timeout-352',
  353: 'transfer-script-timeout',
  354: 'cti-handshake-timeout',
  356: 'ivr-outbound-timeout',
  357: 'ivr-join-failed',
  359: 'maximum-duration-exceeded',
};

/** The leave reasons that say who ended the call. */
export const hungUpBy: CodeTable = {
  15: 'customer',
  88: 'customer',
  89: 'customer',
  16: 'agent',
};
