import { randomUUID } from 'node:crypto';
import { requestAddress } from '../../http/address.ts';
import { CallTraceError } from '../../http/errors.ts';
import { addressRefused } from '../../http/failures.ts';
import { createLimit } from '../../http/limit.ts';
import type { AttemptReport, HttpReply, Send, SendOptions } from '../../http/types.ts';
import type { RawResponse } from '../../trace/source/response.ts';
import { readAnswer, type Answer, type Envelope } from '../alibaba-answer.ts';
import { errorOfAnswer, isClockRefusal } from '../alibaba-errors.ts';
import type { AlibabaCredentials, Parameters } from '../alibaba-signing.ts';
import { signOperation } from './sign.ts';

/** Most rows of a page that the interface gives. */
export const pageSize = 100;

/** Requests of one client that run at the same time; the interface's rate limits are not published. */
const mostAtOnce = 2;

export interface ClientOptions extends AlibabaCredentials {
  /** Host, `ccc.cn-shanghai.aliyuncs.com`, or address with scheme. */
  readonly endpoint: string;
  readonly instanceId: string;
  readonly send: Send;
  /** Epoch ms; `Date.now` unless a test needs another clock. */
  readonly now?: () => number;
  /** A new word for each request; a random UUID unless a test needs to know it. */
  readonly nonce?: () => string;
  /** Limits, retries, permission for plain http, and transport of all requests. */
  readonly http?: Pick<SendOptions, 'timeOuts' | 'retry' | 'maxBytes' | 'allowPlainHttp' | 'transport'>;
  /** One call per attempt, for the log. */
  readonly onAttempt?: (operation: string, report: AttemptReport) => void;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** One reply: its exact bytes, and its frame. */
export interface OperationResult {
  readonly response: FetchedResponse;
  readonly envelope: Envelope;
}

/** A raw response whose operation and time are known, as it is for every fetched one. */
export type FetchedResponse = RawResponse & Required<Pick<RawResponse, 'operation' | 'fetchedAt'>>;

/** Rows from `number` · `size`; pages count from 1. */
export interface PageRequest {
  readonly number: number;
  /** 1 to 100. */
  readonly size: number;
}

/** Epoch ms. */
export interface TimeWindow {
  readonly startTime: number;
  readonly endTime: number;
}

/** The operations of Alibaba Cloud CCC 2020-07-01 that the product uses. Each throws CallTraceError. */
export interface Client {
  readonly instanceId: string;
  readonly host: string;
  readonly getCallDetailRecord: (contactId: string, options?: CallOptions) => Promise<OperationResult>;
  readonly listIvrTrackingDetails: (
    contactId: string,
    pageNumber: number,
    options?: CallOptions,
  ) => Promise<OperationResult>;
  /** The draft id names unpublished edits; the documentation calls it mandatory. */
  readonly getContactFlow: (
    flowId: string,
    draftId: string | undefined,
    options?: CallOptions,
  ) => Promise<OperationResult>;
  readonly listContactFlows: (
    page: PageRequest,
    searchPattern: string | undefined,
    options?: CallOptions,
  ) => Promise<OperationResult>;
  readonly listInstances: (page: PageRequest, options?: CallOptions) => Promise<OperationResult>;
  readonly listCallDetailRecordsV2: (
    window: TimeWindow,
    page: PageRequest,
    options?: CallOptions,
  ) => Promise<OperationResult>;
}

/**
 * A client for one instance. At most two of its requests run at once; a correction of the clock is kept for the
 * requests that follow.
 *
 * @throws CallTraceError when the endpoint is not a usable address, or a credential has characters that none has.
 */
export function createClient(options: ClientOptions): Client {
  const endpoint = endpointAddress(options.endpoint, options.http?.allowPlainHttp ?? false);
  const { accessKeyId, accessKeySecret, securityToken, instanceId } = options;
  const credentials = { accessKeyId, accessKeySecret, securityToken };
  checkCredentials(credentials, endpoint.host);
  const secrets = [accessKeySecret, securityToken ?? ''].filter((secret) => secret !== '');
  const now = options.now ?? Date.now;
  const nonce = options.nonce ?? randomUUID;
  const limit = createLimit(mostAtOnce);
  let clockOffsetMs = 0;

  const call = (action: string, parameters: Parameters, { signal }: CallOptions = {}) =>
    limit(async () => {
      const asked = {
        host: endpoint.host,
        operation: action,
        instanceId,
        contactId: parameters['ContactId'],
        secrets,
      };
      const read = lastRead((bytes) => readAnswer(bytes, action));
      const reply = await options.send(
        {
          method: 'POST',
          url: endpoint.href,
          headers: { 'user-agent': 'call-trace-inspector' },
          sign: (attempt) =>
            signOperation({
              endpoint,
              action,
              parameters,
              credentials,
              epochMs: now() + attempt.clockOffsetMs,
              nonce: nonce(),
            }),
        },
        {
          ...options.http,
          signal,
          judge: (candidate) => errorOfAnswer(read(candidate), candidate, asked),
          clock: {
            isRefusal: (candidate) => isClockRefusal(read(candidate)),
            offsetMs: clockOffsetMs,
            now,
            onCorrected: (offsetMs) => {
              clockOffsetMs = offsetMs;
            },
          },
          onAttempt: (report) => options.onAttempt?.(action, report),
        },
      );
      const answer = read(reply);
      if (answer.kind !== 'envelope') throw new TypeError('A reply without a frame was judged good.');
      const { envelope } = answer;
      const response: FetchedResponse = {
        name: action,
        operation: action,
        bytes: reply.bytes,
        fetchedAt: now() + clockOffsetMs,
        ...(envelope.requestId === undefined ? {} : { requestId: envelope.requestId }),
      };
      return { response, envelope };
    }, signal);

  const paging = ({ number, size }: PageRequest) => ({ PageNumber: String(number), PageSize: String(size) });
  const ofInstance = { InstanceId: instanceId };

  return {
    instanceId,
    host: endpoint.host,
    getCallDetailRecord: (contactId, callOptions) =>
      call('GetCallDetailRecord', { ...ofInstance, ContactId: contactId }, callOptions),
    listIvrTrackingDetails: (contactId, number, callOptions) =>
      call(
        'ListIvrTrackingDetails',
        { ...ofInstance, ContactId: contactId, ...paging({ number, size: pageSize }) },
        callOptions,
      ),
    getContactFlow: (flowId, draftId, callOptions) =>
      call(
        'GetContactFlow',
        { ...ofInstance, ContactFlowId: flowId, ...(draftId === undefined ? {} : { DraftId: draftId }) },
        callOptions,
      ),
    listContactFlows: (page, searchPattern, callOptions) =>
      call(
        'ListContactFlows',
        {
          ...ofInstance,
          ...paging(page),
          ...(searchPattern === undefined ? {} : { SearchPattern: searchPattern }),
        },
        callOptions,
      ),
    listInstances: (page, callOptions) => call('ListInstances', paging(page), callOptions),
    listCallDetailRecordsV2: (window, page, callOptions) =>
      call(
        'ListCallDetailRecordsV2',
        {
          ...ofInstance,
          ...paging(page),
          StartTime: String(window.startTime),
          EndTime: String(window.endTime),
          MediaType: 'AUDIO',
        },
        callOptions,
      ),
  };
}

/** Blanks, line ends and full-width characters come from pasting; they would fail later, and less clearly. */
function checkCredentials(credentials: AlibabaCredentials, host: string): void {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const given = [accessKeyId, accessKeySecret, ...(securityToken === undefined ? [] : [securityToken])];
  if (given.every((text) => /^[\x21-\x7e]+$/.test(text))) return;
  throw new CallTraceError({
    kind: 'credentials',
    text: { key: 'error.credentials.characters', args: { host } },
    action: 'edit-connection',
    retries: 0,
  });
}

function endpointAddress(endpoint: string, allowPlainHttp: boolean): URL {
  const trimmed = endpoint.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = requestAddress(address, allowPlainHttp);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw addressRefused();
  return url;
}

/** Reads each reply once, however often it is looked at. */
function lastRead(read: (bytes: Uint8Array) => Answer): (reply: HttpReply) => Answer {
  let last: { readonly bytes: Uint8Array; readonly answer: Answer } | undefined;
  return ({ bytes }) => {
    if (last?.bytes !== bytes) last = { bytes, answer: read(bytes) };
    return last.answer;
  };
}
