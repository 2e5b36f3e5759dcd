import {
  createAlibabaClient,
  type AlibabaScheme,
  type CallOptions,
  type OperationResult,
} from '../alibaba-client.ts';
import type { AlibabaCredentials, Parameters } from '../alibaba-signing.ts';
import type { LiveEnvironment } from '../live.ts';

export type { CallOptions, OperationResult } from '../alibaba-client.ts';

/** Most rows of a page that the interface gives. */
export const pageSize = 100;

export interface ClientOptions extends AlibabaCredentials, LiveEnvironment {
  /** Host, `ccc.cn-shanghai.aliyuncs.com`, or address with scheme. */
  readonly endpoint: string;
  readonly instanceId: string;
  /** V3 unless it is said otherwise. */
  readonly scheme?: AlibabaScheme;
}

export interface PageRequest {
  /** From 1. */
  readonly number: number;
  /** 1 to 100. */
  readonly size: number;
}

/** Operations of Alibaba Cloud CCC 2020-07-01 on one instance. All throw CallTraceError. */
export interface Client {
  readonly instanceId: string;
  /** Host and port, for logs and messages. */
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
  readonly listInstancesOfUser: (page: PageRequest, options?: CallOptions) => Promise<OperationResult>;
  /** A list of calls; `filter` holds the operation's own parameters. */
  readonly listCalls: (
    operation: 'ListCallDetailRecordsV2' | 'ListCallDetailRecords',
    filter: Parameters,
    page: PageRequest,
    options?: CallOptions,
  ) => Promise<OperationResult>;
  readonly getRecording: (
    operation: 'GetMonoRecording' | 'GetVoicemailRecording' | 'GetMultiChannelRecording',
    contactId: string,
    options?: CallOptions,
  ) => Promise<OperationResult>;
}

/**
 * A client for one instance.
 *
 * @throws CallTraceError when the endpoint is not a usable address, or a credential has characters that none has.
 */
export function createClient(options: ClientOptions): Client {
  const { scheme = 'v3' } = options;
  const { host, instanceId, call } = createAlibabaClient(
    { ...options, scheme },
    { version: '2020-07-01', format: 'json' },
    options,
  );
  const paging = ({ number, size }: PageRequest) => ({ PageNumber: String(number), PageSize: String(size) });
  const ofInstance = { InstanceId: instanceId };
  return {
    instanceId,
    host,
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
    listInstancesOfUser: (page, callOptions) => call('ListInstancesOfUser', paging(page), callOptions),
    listCalls: (operation, filter, page, callOptions) =>
      call(operation, { ...ofInstance, ...filter, ...paging(page) }, callOptions),
    getRecording: (operation, contactId, callOptions) =>
      call(operation, { ...ofInstance, ContactId: contactId }, callOptions),
  };
}
