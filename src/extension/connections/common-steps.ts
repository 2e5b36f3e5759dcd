import type { Message } from '../../trace/message.ts';
import { address, addressOf, empty, isOpenAddress, plainName, type FormStep, type Values } from './steps.ts';

/** Steps that every provider's connection has. */

const anything = (): undefined => undefined;
const needed = (value: string): Message | undefined => (value === '' ? empty : undefined);
const isHttps = (values: Values): boolean => !addressOf(values['endpoint'] ?? '').startsWith('http://');

/** @param path whether the interface may stand below a path of the address */
export function endpointStep(
  prompt: string,
  {
    start,
    placeholder,
    path,
  }: { readonly start: string; readonly placeholder: string; readonly path: boolean },
): FormStep {
  return {
    kind: 'text',
    id: 'endpoint',
    label: { key: 'connection.label.endpoint' },
    prompt: { key: prompt },
    secret: false,
    placeholder,
    start: () => start,
    tidy: addressOf,
    check: address(path),
  };
}

export const plainHttpStep: FormStep = {
  kind: 'choice',
  id: 'allowPlainHttp',
  label: { key: 'connection.label.plain-http' },
  prompt: { key: 'connection.prompt.plain-http' },
  when: (values) => isOpenAddress(values['endpoint'] ?? ''),
  start: () => '',
  check: (value) => (value === 'yes' ? undefined : { key: 'extension.connection.plain-http' }),
  choices: [
    {
      value: 'no',
      label: { key: 'connection.plain-http.no' },
      also: (values) => ({
        ...values,
        allowPlainHttp: '',
        endpoint: (values['endpoint'] ?? '').replace(/^http:/iu, 'https:'),
      }),
    },
    {
      value: 'yes',
      label: { key: 'connection.plain-http.yes' },
      detail: { key: 'connection.plain-http.yes.detail' },
    },
  ],
};

export const nameStep = (suggestion: (values: Values) => string): FormStep => ({
  kind: 'text',
  id: 'name',
  label: { key: 'connection.label.name' },
  prompt: { key: 'extension.connection.name' },
  secret: false,
  placeholder: 'Production',
  start: suggestion,
  check: plainName,
});

/** Steps at the end of every form. */
export const lastSteps: readonly FormStep[] = [
  advancedChoice('inLookUps', 'in-look-ups', ['yes', 'no']),
  {
    kind: 'choice',
    id: 'trust',
    label: { key: 'connection.label.trust' },
    prompt: { key: 'connection.prompt.trust' },
    advanced: true,
    when: isHttps,
    start: () => 'system',
    check: anything,
    choices: [
      {
        value: 'system',
        label: { key: 'connection.trust.system' },
        detail: { key: 'connection.trust.system.detail' },
      },
      { value: 'ca', label: { key: 'connection.trust.ca' }, detail: { key: 'connection.trust.ca.detail' } },
      {
        value: 'pin',
        label: { key: 'connection.trust.pin' },
        detail: { key: 'connection.trust.pin.detail' },
      },
    ],
  },
  {
    kind: 'authority-file',
    id: 'caPem',
    label: { key: 'connection.label.ca' },
    prompt: { key: 'connection.prompt.ca' },
    advanced: true,
    when: (values) => isHttps(values) && values['trust'] === 'ca',
    start: () => '',
    check: needed,
  },
  {
    kind: 'certificate',
    id: 'pinPem',
    label: { key: 'connection.label.pin' },
    prompt: { key: 'connection.prompt.pin' },
    advanced: true,
    when: (values) => isHttps(values) && values['trust'] === 'pin',
    start: () => '',
    check: needed,
  },
];

/** A choice that is made only by somebody who looks for it. */
export function advancedChoice(id: string, key: string, values: readonly [string, ...string[]]): FormStep {
  return {
    kind: 'choice',
    id,
    label: { key: `connection.label.${key}` },
    prompt: { key: `connection.prompt.${key}` },
    advanced: true,
    start: () => values[0],
    check: anything,
    choices: values.map((value) => ({
      value,
      label: { key: `connection.${key}.${value}` },
      detail: { key: `connection.${key}.${value}.detail` },
    })),
  };
}
