import type { Message } from '../../trace/message.ts';
import type { ConnectionRecord } from './record.ts';

/** One value that a person is asked for when a connection is made. */
export interface ConnectionField {
  readonly id: string;
  /** What the value is and where it is found. */
  readonly prompt: Message;
  readonly secret: boolean;
  readonly placeholder: string;
  /** What stands in the field at first. */
  readonly value: string;
  /** Why a value is refused; undefined where it is fine. */
  readonly check: (value: string) => Message | undefined;
}

export type FieldValues = Readonly<Record<string, string>>;

/** How a connection of one provider is asked for. */
export interface ConnectionForm {
  readonly provider: ConnectionRecord['provider'];
  readonly title: Message;
  readonly fields: readonly ConnectionField[];
  readonly record: (values: FieldValues) => ConnectionRecord;
  readonly values: (record: ConnectionRecord) => FieldValues;
}

const nameField: ConnectionField = {
  id: 'name',
  prompt: { key: 'extension.connection.name' },
  secret: false,
  placeholder: 'Production',
  value: '',
  check: (value) => (value === '' ? { key: 'extension.connection.empty' } : undefined),
};

/** Alibaba Cloud CCC 2020-07-01: an instance, and an access key that may read its calls. */
export const alibaba2020Form: ConnectionForm = {
  provider: 'alibaba-ccc-2020',
  title: { key: 'extension.connection.alibaba-2020.title' },
  fields: [
    nameField,
    {
      id: 'instanceId',
      prompt: { key: 'extension.connection.alibaba-2020.instance' },
      secret: false,
      placeholder: 'ccc-example',
      value: '',
      check: word,
    },
    {
      id: 'accessKeyId',
      prompt: { key: 'extension.connection.alibaba-2020.key' },
      secret: false,
      placeholder: '',
      value: '',
      check: word,
    },
    {
      id: 'accessKeySecret',
      prompt: { key: 'extension.connection.alibaba-2020.secret' },
      secret: true,
      placeholder: '',
      value: '',
      check: word,
    },
    {
      id: 'endpoint',
      prompt: { key: 'extension.connection.alibaba-2020.endpoint' },
      secret: false,
      placeholder: 'https://ccc.cn-shanghai.aliyuncs.com',
      value: 'https://ccc.cn-shanghai.aliyuncs.com',
      check: checkEndpoint,
    },
  ],
  record: (values) => ({
    provider: 'alibaba-ccc-2020',
    endpoint: endpointOf(values['endpoint'] ?? ''),
    instanceId: values['instanceId'] ?? '',
    accessKeyId: values['accessKeyId'] ?? '',
    accessKeySecret: values['accessKeySecret'] ?? '',
  }),
  values: ({ endpoint, instanceId, accessKeyId, accessKeySecret }) => ({
    endpoint,
    instanceId,
    accessKeyId,
    accessKeySecret,
  }),
};

/** Every provider to which a connection can be made. */
export const connectionForms: readonly ConnectionForm[] = [alibaba2020Form];

function word(value: string): Message | undefined {
  if (value === '') return { key: 'extension.connection.empty' };
  return /\s/.test(value) ? { key: 'extension.connection.blank' } : undefined;
}

/** An address without a scheme is meant as https. */
function endpointOf(value: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`;
}

function checkEndpoint(value: string): Message | undefined {
  if (value === '') return { key: 'extension.connection.empty' };
  const address = endpointOf(value);
  if (!URL.canParse(address)) return { key: 'extension.connection.not-an-address' };
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return { key: 'extension.connection.not-an-address' };
  if (username !== '' || password !== '') return { key: 'extension.connection.login-in-address' };
  if (pathname !== '/' || search !== '' || hash !== '')
    return { key: 'extension.connection.path-in-address' };
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === 'http:' && !loopback ? { key: 'extension.connection.plain-http' } : undefined;
}
