import { readCertificate, type ServerCertificate } from '../../http/certificate.ts';
import type { Render } from '../../trace/message.ts';
import type { Texts } from '../texts.ts';
import { patiently } from '../traces/patience.ts';
import { addressOf } from './steps.ts';
import { askModally } from '../window/messages.ts';

/**
 * Shows the certificate of a server and asks whether it is to be accepted from now on, whatever else is not. Nothing is
 * sent to the server. PEM; undefined: not accepted.
 *
 * @throws CallTraceError when there is no certificate to read
 */
export async function acceptCertificate(endpoint: string, texts: Texts): Promise<string | undefined> {
  const address = addressOf(endpoint);
  const certificate = await patiently({ key: 'connection.certificate.reading' }, texts, ({ signal }) =>
    readCertificate(address, { signal }),
  );
  const render = await texts.render();
  const accept = render({ key: 'connection.certificate.accept' });
  const answer = await askModally(
    'warning',
    render({ key: 'connection.certificate.question', args: { host: new URL(address).host } }),
    { detail: describe(certificate, render), answers: [accept] },
  );
  return answer === accept ? certificate.pem : undefined;
}

function describe(certificate: ServerCertificate, render: Render): string {
  const { subject, issuer, names, validFrom, validTo, sha256, selfSigned } = certificate;
  const day = (time: number) => (Number.isNaN(time) ? '?' : new Date(time).toISOString().slice(0, 10));
  const facts: readonly (readonly [string, string])[] = [
    ['subject', subject === '' ? '–' : subject],
    ...(names.length === 0 ? [] : [['names', names.slice(0, 12).join(', ')] as const]),
    ['issuer', selfSigned ? render({ key: 'connection.certificate.self-signed' }) : issuer],
    ['valid', `${day(validFrom)} – ${day(validTo)}`],
    ['sha256', sha256],
  ];
  return [
    ...facts.map(([key, value]) => render({ key: `connection.certificate.${key}`, args: { value } })),
    '',
    render({ key: 'connection.certificate.compare' }),
  ].join('\n');
}
