import { certificatesIn } from '../../http/certificate.ts';
import type { Trust } from '../../http/trust.ts';
import { brandOf, endpointOf } from './forms.ts';
import type { AlibabaKey, ConnectionProvider, ConnectionRecord } from './record.ts';
import type { Values } from './steps.ts';

/*
 * From answers to what is stored, and back.
 */

/**
 * @param values checked answers, as `settled` gives them
 * @throws CallTraceError where an accepted certificate cannot be read
 */
export function recordOf(provider: ConnectionProvider, values: Values): ConnectionRecord {
  const of = (id: string) => values[id] ?? '';
  const reach = {
    endpoint: of('endpoint') === '' ? endpointOf(of('brand')) : of('endpoint'),
    trust: trustOf(values),
    allowPlainHttp: of('allowPlainHttp') === 'yes',
  };
  const scheme = of('scheme') === 'rpc-sha1' ? 'rpc-sha1' : 'v3';
  switch (provider) {
    case 'alibaba-ccc-2020':
      return { provider, ...reach, instanceId: of('instanceId'), key: keyOf(values), scheme };
    case 'alibaba-ccc-2017':
      return {
        provider,
        ...reach,
        instanceId: of('instanceId'),
        key: keyOf(values),
        scheme,
        format: of('format') === 'xml' ? 'xml' : 'json',
      };
    case 'huawei-aicc':
      return {
        provider,
        ...reach,
        ccId: Number(of('ccId')),
        vdn: Number(of('vdn')),
        accessKey: of('accessKey'),
        secretKey: of('secretKey'),
        timestamp: of('timestamp') === 'seconds' ? 'seconds' : 'milliseconds',
        ...(of('signedHost') === '' ? {} : { signedHost: of('signedHost') }),
      };
    case 'laaffic':
      return { provider, ...reach, apiKey: of('apiKey'), apiSecret: of('apiSecret'), zone: of('zone') };
  }
}

/** The answers from which a record is made again. */
export function valuesOf(record: ConnectionRecord): Values {
  const { endpoint, trust, allowPlainHttp } = record;
  const reach: Values = {
    endpoint,
    trust: trust.kind,
    ...(trust.kind === 'ca' ? { caPem: trust.pem } : {}),
    ...(trust.kind === 'pin' ? { pinPem: trust.pem } : {}),
    ...(allowPlainHttp ? { allowPlainHttp: 'yes' } : {}),
  };
  switch (record.provider) {
    case 'alibaba-ccc-2020':
      return { ...reach, instanceId: record.instanceId, scheme: record.scheme, ...keyValues(record.key) };
    case 'alibaba-ccc-2017': {
      const { instanceId, scheme, format, key } = record;
      return { ...reach, instanceId, scheme, format, ...keyValues(key) };
    }
    case 'huawei-aicc': {
      const { ccId, vdn, accessKey, secretKey, timestamp, signedHost = '' } = record;
      return { ...reach, ccId: String(ccId), vdn: String(vdn), accessKey, secretKey, timestamp, signedHost };
    }
    case 'laaffic': {
      const { apiKey, apiSecret, zone } = record;
      return { ...reach, brand: brandOf(endpoint), apiKey, apiSecret, zone };
    }
  }
}

function trustOf(values: Values): Trust {
  const { trust, caPem = '', pinPem = '' } = values;
  if (trust === 'ca' && caPem !== '') return { kind: 'ca', pem: caPem };
  if (trust === 'pin' && pinPem !== '') {
    const [{ sha256, pem }] = certificatesIn(pinPem);
    return { kind: 'pin', sha256, pem };
  }
  return { kind: 'system' };
}

function keyOf(values: Values): AlibabaKey {
  const of = (id: string) => values[id] ?? '';
  switch (of('keyKind')) {
    case 'cli-profile':
      return { kind: 'cli-profile', profile: of('profile') };
    case 'environment':
      return {
        kind: 'environment',
        accessKeyId: of('idVariable'),
        accessKeySecret: of('secretVariable'),
        ...(of('tokenVariable') === '' ? {} : { securityToken: of('tokenVariable') }),
      };
    default:
      return {
        kind: 'stored',
        accessKeyId: of('accessKeyId'),
        accessKeySecret: of('accessKeySecret'),
        ...(of('securityToken') === '' ? {} : { securityToken: of('securityToken') }),
        ...(of('expiresAt') === '' ? {} : { expiresAt: Date.parse(of('expiresAt')) }),
      };
  }
}

function keyValues(key: AlibabaKey): Values {
  switch (key.kind) {
    case 'cli-profile':
      return { keyKind: key.kind, profile: key.profile };
    case 'environment':
      return {
        keyKind: key.kind,
        idVariable: key.accessKeyId,
        secretVariable: key.accessKeySecret,
        tokenVariable: key.securityToken ?? '',
      };
    case 'stored': {
      const { accessKeyId, accessKeySecret, securityToken = '', expiresAt } = key;
      return {
        keyKind: key.kind,
        accessKeyId,
        accessKeySecret,
        securityToken,
        expiresAt: expiresAt === undefined ? '' : new Date(expiresAt).toISOString(),
      };
    }
  }
}
