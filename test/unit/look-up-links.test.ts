import { describe, expect, it } from 'vitest';
import { callLinkText, parseCallLink } from '../../src/extension/look-up/call-link.ts';
import { renderIn } from '../../src/trace/catalogue.ts';

const read = (query: string, path = '/open', fragment = '') => parseCallLink({ path, query, fragment });
const good = 'provider=alibaba-ccc-2020&instance=ccc-test&contactId=job-1';

describe('a link to a call', () => {
  it.each([
    [good, { provider: 'alibaba-ccc-2020', instance: 'ccc-test', contactId: 'job-1' }],
    [
      'contactId=1678978542-92&instance=1-2&provider=huawei-aicc',
      { provider: 'huawei-aicc', instance: '1-2', contactId: '1678978542-92' },
    ],
    [
      'provider=laaffic&instance=api.laaffic.com:8443&contactId=23112023432602510',
      { provider: 'laaffic', instance: 'api.laaffic.com:8443', contactId: '23112023432602510' },
    ],
    [
      'provider=sample&instance=samples&contactId=job-1',
      { provider: 'sample', instance: 'samples', contactId: 'job-1' },
    ],
  ])('%s', (query, link) => {
    expect(read(query)).toEqual({ ok: true, link });
  });

  it.each([
    ['nothing', '', 'missing-parameter'],
    ['a missing contact ID', 'provider=laaffic&instance=a', 'missing-parameter'],
    ['an empty value', 'provider=&instance=a&contactId=1', 'missing-parameter'],
    ['an endpoint', `${good}&endpoint=https://evil.example`, 'unknown-parameter'],
    ['a key', `${good}&accessKeySecret=x`, 'unknown-parameter'],
    ['a parameter of other spelling', good.replace('contactId', 'ContactId'), 'unknown-parameter'],
    ['an inherited name', `${good}&__proto__=x`, 'unknown-parameter'],
    ['an empty parameter', `${good}&`, 'unknown-parameter'],
    ['a repeated parameter', `${good}&contactId=job-2`, 'repeated-parameter'],
    ['a repeated instance', `instance=other&${good}`, 'repeated-parameter'],
    ['a path in the instance', good.replace('ccc-test', 'ccc/../test'), 'bad-value'],
    ['an encoded sign', good.replace('job-1', 'job%2D1'), 'bad-value'],
    ['a blank', good.replace('job-1', 'job 1'), 'bad-value'],
    ['a line break', good.replace('job-1', 'job-1\n'), 'bad-value'],
    ['another equals sign', good.replace('job-1', 'job=1'), 'bad-value'],
    ['a script', good.replace('job-1', '<img>'), 'bad-value'],
    ['a long contact ID', good.replace('job-1', '1'.repeat(129)), 'bad-value'],
    ['letters of another script', good.replace('ccc-test', 'ссс-test'), 'bad-value'],
    ['a long query', `${good}&${'x'.repeat(1000)}`, 'too-long'],
    ['an unknown provider', good.replace('alibaba-ccc-2020', 'other'), 'unknown-provider'],
    ['files', good.replace('alibaba-ccc-2020', 'inspected'), 'unknown-provider'],
  ])('with %s is refused', (_, query, reason) => {
    const reading = read(query);
    if (reading.ok) throw new Error('It was taken.');
    expect(reading.message.key).toBe(`look-up.uri.${reason}`);
    for (const language of ['en', 'zh-cn'] as const) {
      const text = renderIn(language)(reading.message);
      expect(text).not.toContain('look-up.uri');
      expect(text).not.toMatch(/[<>{}]/u);
      expect(text.length).toBeLessThan(200);
    }
  });

  it('is refused for another path, or with a part behind #', () => {
    expect(read(good, '/openAll').ok).toBe(false);
    expect(read(good, '').ok).toBe(false);
    expect(read(good, '/open', 'x').ok).toBe(false);
  });

  it('says what it refuses only in plain characters', () => {
    const reading = read(`${good}&${encodeURIComponent('<b>')}${'y'.repeat(90)}=1`);
    if (reading.ok) throw new Error('It was taken.');
    expect(reading.message.args?.['name']).toMatch(/^[\w.:?-]{1,40}$/u);
  });

  it('is written as it is read', () => {
    const link = { provider: 'laaffic', instance: 'api.laaffic.com:8443', contactId: '23112023432602510' };
    const text = callLinkText('vscode', 'call-trace-inspector.call-trace-inspector', link) ?? '';
    const url = new URL(text);
    expect(text).toBe(
      'vscode://call-trace-inspector.call-trace-inspector/open?provider=laaffic&instance=api.laaffic.com%3A8443&contactId=23112023432602510',
    );
    expect(read(decodeURIComponent(url.search.slice(1)))).toEqual({ ok: true, link });
  });

  it.each([
    { provider: 'inspected', instance: 'files', contactId: 'job-1' },
    { provider: 'laaffic', instance: 'a/b', contactId: 'job-1' },
    { provider: 'laaffic', instance: 'a', contactId: 'job 1' },
    { provider: 'laaffic', instance: 'a', contactId: '' },
  ])('is not written for %j', (link) => {
    expect(callLinkText('vscode', 'a.b', link)).toBeUndefined();
  });
});
