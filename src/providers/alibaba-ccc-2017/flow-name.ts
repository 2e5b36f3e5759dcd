import { formatIso, parsePlainTime, type Zone } from '../../trace/time.ts';

/** What the path in FlowName tells. */
export interface FlowName {
  readonly flowId: string;
  readonly tenantId?: string;
  readonly instance?: string;
  /** When the version of the flow that ran was published, ISO 8601 with offset, whole seconds. */
  readonly version?: string;
}

const fileName =
  /^(?<instance>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(?<flow>.+?)(?:_(?<published>\d{14}))?$/i;

/**
 * Decodes the FlowName of ListIvrTrackingDetail:
 * `flow/<tenant>/<instance>_<flow>/<instance>_<flow>_<yyyyMMddHHmmss>/<the same>.flow`. The instance is a UUID; the id of
 * the flow may hold an underscore itself. Shorter forms (`flow/<tenant>/<id>`) fall back to their last segment.
 */
export function decodeFlowName(path: string, zone: Zone): FlowName | undefined {
  const segments = path
    .trim()
    .split('/')
    .filter((segment) => segment !== '');
  const last = segments.at(-1)?.replace(/\.flow$/i, '');
  if (last === undefined || last === '') return undefined;
  const tenantId = segments[0]?.toLowerCase() === 'flow' && segments.length > 2 ? segments[1] : undefined;
  const tenant = tenantId === undefined ? {} : { tenantId };
  const parts = fileName.exec(last)?.groups;
  const [instance, flowId] = [parts?.['instance'], parts?.['flow']];
  if (instance === undefined || flowId === undefined) return { flowId: last, ...tenant };
  const version = publishedAt(parts?.['published'], zone);
  return { flowId, instance, ...tenant, ...(version === undefined ? {} : { version }) };
}

/** Publishing times are in the zone of the other plain times. */
function publishedAt(digits: string | undefined, zone: Zone): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits ?? '');
  if (match === null) return digits;
  const [, year, month, day, hour, minute, second] = match.map(String);
  const time = parsePlainTime(`${year}-${month}-${day} ${hour}:${minute}:${second}`, zone);
  return time === undefined ? digits : formatIso(time, zone).replace('.000', '');
}
