import { advancedChoice, endpointStep, nameStep, plainHttpStep, lastSteps } from './common-steps.ts';
import type { Credential } from './credential.ts';
import type { ConnectionProvider } from './record.ts';
import {
  endOfToken,
  optional,
  variable,
  wholeNumber,
  word,
  zone,
  type ConnectionForm,
  type FormStep,
  type Values,
} from './steps.ts';

interface TextStep {
  readonly id: string;
  /** Of `connection.label.…` and `connection.prompt.…`. */
  readonly key: string;
  readonly secret?: boolean;
  readonly placeholder?: string;
  readonly start?: string;
  readonly check?: Extract<FormStep, { kind: 'text' }>['check'];
  readonly when?: (values: Values) => boolean;
  readonly advanced?: boolean;
  readonly paste?: (credential: Credential) => Values;
}

const text = (step: TextStep): FormStep => ({
  kind: 'text',
  id: step.id,
  label: { key: `connection.label.${step.key}` },
  prompt: { key: `connection.prompt.${step.key}` },
  secret: step.secret ?? false,
  placeholder: step.placeholder ?? '',
  start: () => step.start ?? '',
  check: step.check ?? word,
  advanced: step.advanced ?? false,
  ...(step.when === undefined ? {} : { when: step.when }),
  ...(step.paste === undefined ? {} : { paste: step.paste }),
});

const keyIs = (kind: string) => (values: Values) => (values['keyKind'] ?? 'stored') === kind;
/** Ids of temporary keys begin so. */
const isTemporary = (values: Values) =>
  keyIs('stored')(values) &&
  ((values['accessKeyId'] ?? '').startsWith('STS.') || (values['securityToken'] ?? '') !== '');

const alibabaKeySteps: readonly FormStep[] = [
  {
    kind: 'choice',
    id: 'keyKind',
    label: { key: 'connection.label.key-kind' },
    prompt: { key: 'connection.prompt.key-kind' },
    start: () => 'stored',
    check: () => undefined,
    choices: ['stored', 'cli-profile', 'environment'].map((value) => ({
      value,
      label: { key: `connection.key-kind.${value}` },
      detail: { key: `connection.key-kind.${value}.detail` },
    })),
  },
  text({
    id: 'accessKeyId',
    key: 'access-key-id',
    placeholder: 'LTAI…',
    when: keyIs('stored'),
    paste: ({ id, secret, token, expiresAt }) => ({
      accessKeyId: id,
      accessKeySecret: secret,
      securityToken: token ?? '',
      expiresAt: expiresAt === undefined ? '' : new Date(expiresAt).toISOString(),
    }),
  }),
  text({ id: 'accessKeySecret', key: 'access-key-secret', secret: true, when: keyIs('stored') }),
  text({ id: 'securityToken', key: 'security-token', secret: true, when: isTemporary }),
  text({
    id: 'expiresAt',
    key: 'expires-at',
    placeholder: '2026-01-31T12:00:00Z',
    check: endOfToken,
    when: isTemporary,
  }),
  {
    kind: 'offer',
    id: 'profile',
    offer: 'profiles',
    label: { key: 'connection.label.profile' },
    prompt: { key: 'connection.prompt.profile' },
    placeholder: 'default',
    when: keyIs('cli-profile'),
    start: () => '',
    check: word,
  },
  text({
    id: 'idVariable',
    key: 'id-variable',
    start: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    check: variable,
    when: keyIs('environment'),
  }),
  text({
    id: 'secretVariable',
    key: 'secret-variable',
    start: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    check: variable,
    when: keyIs('environment'),
  }),
  text({
    id: 'tokenVariable',
    key: 'token-variable',
    placeholder: 'ALIBABA_CLOUD_SECURITY_TOKEN',
    check: optional(variable),
    when: keyIs('environment'),
  }),
];

const alibabaEndpoint = 'https://ccc.cn-shanghai.aliyuncs.com';

/** It stands in the paths of documents. */
const instanceId: Extract<FormStep, { kind: 'text' }>['check'] = (value) =>
  word(value) ?? (/[/\\?#%]/u.test(value) ? { key: 'connection.bad-instance' } : undefined);

const alibabaSteps = (instance: FormStep): readonly FormStep[] => [
  ...alibabaKeySteps,
  endpointStep('connection.prompt.alibaba-endpoint', {
    start: alibabaEndpoint,
    placeholder: alibabaEndpoint,
    path: false,
  }),
  plainHttpStep,
  instance,
  nameStep((values) => values['instanceId'] ?? ''),
];

export const alibaba2020Form: ConnectionForm = {
  provider: 'alibaba-ccc-2020',
  steps: [
    ...alibabaSteps({
      kind: 'offer',
      id: 'instanceId',
      offer: 'instances',
      label: { key: 'connection.label.instance-2020' },
      prompt: { key: 'connection.prompt.instance-2020' },
      placeholder: 'ccc-example',
      start: () => '',
      check: instanceId,
    }),
    advancedChoice('scheme', 'scheme', ['v3', 'rpc-sha1']),
    ...lastSteps,
  ],
};

export const alibaba2017Form: ConnectionForm = {
  provider: 'alibaba-ccc-2017',
  steps: [
    ...alibabaSteps(
      text({
        id: 'instanceId',
        key: 'instance-2017',
        placeholder: 'dd33c5e0-53d0-4f2c-9f5b-000000000000',
        check: instanceId,
      }),
    ),
    advancedChoice('scheme', 'scheme', ['rpc-sha1', 'v3']),
    advancedChoice('format', 'format', ['json', 'xml']),
    ...lastSteps,
  ],
};

export const huaweiForm: ConnectionForm = {
  provider: 'huawei-aicc',
  steps: [
    endpointStep('connection.prompt.huawei-endpoint', {
      start: '',
      placeholder: 'https://192.0.2.10:28443',
      path: false,
    }),
    plainHttpStep,
    text({ id: 'ccId', key: 'cc-id', placeholder: '1', check: wholeNumber(1, 65_535) }),
    text({ id: 'vdn', key: 'vdn', placeholder: '1', check: wholeNumber(1, 5000) }),
    text({
      id: 'accessKey',
      key: 'huawei-access-key',
      paste: ({ id, secret }) => ({ accessKey: id, secretKey: secret }),
    }),
    text({ id: 'secretKey', key: 'huawei-secret-key', secret: true }),
    nameStep(({ ccId = '', vdn = '' }) => `AICC ${ccId}-${vdn}`),
    advancedChoice('timestamp', 'timestamp', ['milliseconds', 'seconds']),
    text({
      id: 'signedHost',
      key: 'signed-host',
      placeholder: 'aicc.example.com:28443',
      check: optional((value) =>
        /^[A-Za-z0-9._:[\]-]{1,255}$/u.test(value) ? undefined : { key: 'connection.not-a-host' },
      ),
      advanced: true,
    }),
    ...lastSteps,
  ],
};

const brands = {
  laaffic: 'https://api.laaffic.com/v3',
  onbuka: 'https://api.onbuka.com/v3',
  itniotech: 'https://api.itniotech.com',
} as const;

/** The brand of an address; one that is none's was typed. */
export function brandOf(endpoint: string): string {
  return Object.entries(brands).find(([, known]) => known === endpoint)?.[0] ?? 'other';
}

/** The address of the brand whose host this is. */
export function endpointAt(host: string): string | undefined {
  return Object.values(brands).find((endpoint) => new URL(endpoint).host === host);
}

/** The address of a brand. */
export function endpointOf(brand: string): string {
  return Object.entries(brands).find(([known]) => known === brand)?.[1] ?? '';
}

export const laafficForm: ConnectionForm = {
  provider: 'laaffic',
  steps: [
    {
      kind: 'choice',
      id: 'brand',
      label: { key: 'connection.label.brand' },
      prompt: { key: 'connection.prompt.brand' },
      start: () => 'laaffic',
      check: () => undefined,
      choices: [
        ...Object.entries(brands).map(([value, endpoint]) => ({
          value,
          label: { key: `connection.brand.${value}` },
          detail: { key: 'connection.brand.detail', args: { endpoint } },
          also: (values: Values) => ({ ...values, endpoint }),
        })),
        {
          value: 'other',
          label: { key: 'connection.brand.other' },
          detail: { key: 'connection.brand.other.detail' },
        },
      ],
    },
    {
      ...endpointStep('connection.prompt.laaffic-endpoint', {
        start: brands.laaffic,
        placeholder: brands.laaffic,
        path: true,
      }),
      when: (values) => values['brand'] === 'other',
    },
    plainHttpStep,
    text({ id: 'apiKey', key: 'api-key', paste: ({ id, secret }) => ({ apiKey: id, apiSecret: secret }) }),
    text({ id: 'apiSecret', key: 'api-secret', secret: true }),
    text({ id: 'zone', key: 'zone', start: '+08:00', placeholder: '+08:00', check: zone }),
    nameStep(({ brand = 'laaffic', endpoint = '' }) =>
      brand === 'other' && URL.canParse(endpoint) ? new URL(endpoint).hostname : brand.toUpperCase(),
    ),
    ...lastSteps,
  ],
};

const forms: Readonly<Record<ConnectionProvider, ConnectionForm>> = {
  'alibaba-ccc-2020': alibaba2020Form,
  'alibaba-ccc-2017': alibaba2017Form,
  'huawei-aicc': huaweiForm,
  laaffic: laafficForm,
};

export const formOf = (provider: ConnectionProvider): ConnectionForm => forms[provider];

export const connectionForms: readonly ConnectionForm[] = Object.values(forms);
