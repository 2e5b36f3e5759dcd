import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fetchCallSources } from '../../src/providers/alibaba-ccc-2020/fetch-call.ts';
import index from '../../media/samples/index.json';
import { clientOf, simulate, text } from './alibaba-2020-setup.ts';

/* The sample calls, served by the simulator: what is fetched is what lies in the sample's folder. */

const samples = new URL('../../media/samples/', import.meta.url);
const slugs = index.filter(({ provider }) => provider === 'alibaba-ccc-2020').map(({ slug }) => slug);

function filesOf(slug: string, prefix: string) {
  const folder = new URL(`${slug}/`, samples);
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
}

const count = (texts: readonly string[], pattern: RegExp) => texts.join('').match(pattern)?.length ?? 0;

describe('sample calls over the wire', () => {
  it('are several', () => expect(slugs.length).toBeGreaterThanOrEqual(4));

  it.each(slugs)('%s comes back whole', async (slug) => {
    const [detail = ''] = filesOf(slug, 'GetCallDetailRecord');
    const contactId = /"ContactId":\s*"([^"]+)"/.exec(detail)?.[1] ?? '';
    const instanceId = /"InstanceId":\s*"([^"]+)"/.exec(detail)?.[1] ?? '';
    const simulator = await simulate({ samples: fileURLToPath(samples) });
    const { responses, failures } = await fetchCallSources(clientOf(simulator, { instanceId }), contactId);
    const of = (operation: string) =>
      responses.filter((response) => response.operation === operation).map(({ bytes }) => text(bytes));
    expect(of('GetCallDetailRecord')).toEqual([detail]);
    const node = /"NodeType":/g;
    expect(count(of('ListIvrTrackingDetails'), node)).toBe(
      count(filesOf(slug, 'ListIvrTrackingDetails'), node),
    );
    const flow = /"Definition":/g;
    const flows = filesOf(slug, 'GetContactFlow').length;
    expect(count(of('ListContactFlows'), flow)).toBeGreaterThanOrEqual(flows);
    if (flows > 0) expect(failures).toEqual([]);
  });
});
