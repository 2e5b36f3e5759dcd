import { describe, expect, test } from 'vitest';
import { agoText, callRow, onSeveralDays, searchText, summaryLine } from '../../src/extension/calls/row.ts';
import type { ListedCall } from '../../src/extension/calls/source.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { outcomes } from '../../src/trace/document/schema.ts';

/** A call of which little is known. */
const bare: ListedCall = {
  contactId: 'job-109634426711902315',
  zone: '+08:00',
  hint: {},
  summary: { direction: 'inbound', outcome: 'failed', agents: [], queues: [] },
};
const call: ListedCall = {
  ...bare,
  summary: {
    ...bare.summary,
    caller: '138****2315',
    callee: '4000000000',
    startedAt: Date.UTC(2026, 10, 18, 6, 2, 11),
    endedAt: Date.UTC(2026, 10, 18, 6, 4, 59),
    disposition: { code: 'IVRException', meaning: 'ivr-exception' },
    agents: [{ id: '8012', name: 'Li Na' }, { id: '8013' }],
  },
};
const with_ = (summary: Partial<ListedCall['summary']>): ListedCall => ({
  ...call,
  summary: { ...call.summary, ...summary },
});

describe('a call in the side bar', () => {
  const render = renderIn('en');

  test('says who, when in the zone of the provider, how it ended and how long it took', () => {
    const row = callRow(call, render, false);
    expect(row.label).toBe('← 138****2315');
    expect(row.description).toBe('14:02 · IVR exception · 2 m 48 s');
    expect(row.icon).toEqual({ id: 'error', colour: 'editorError.foreground' });
    expect(row.spoken).toContain('Inbound');
    expect(row.spoken).toContain('IVR exception');
  });

  test('says the day where calls of several days are listed', () => {
    expect(callRow(call, render, true).description).toMatch(/^2026-11-18 14:02 · /);
    const later = with_({ startedAt: Date.UTC(2026, 10, 18, 16, 1) });
    expect(onSeveralDays([call, later])).toBe(true);
    expect(onSeveralDays([call, with_({ startedAt: Date.UTC(2026, 10, 18, 15, 59) })])).toBe(false);
  });

  test('names the other party: the called one of an outbound call', () => {
    expect(callRow(with_({ direction: 'outbound' }), render, false).label).toBe('→ 4000000000');
    expect(callRow(bare, render, false).label).toBe('← no number');
  });

  test('shows an unknown disposition as it came, and our outcome where there is none', () => {
    expect(callRow(with_({ disposition: { code: 'Brandneu' } }), render, false).description).toContain(
      'Brandneu',
    );
    expect(callRow(bare, render, false).description).toBe('Failed');
  });

  test('has an icon for every outcome, and colour only where something is wrong or goes on', () => {
    const coloured = outcomes.filter(
      (outcome) => callRow(with_({ outcome }), render, false).icon.colour !== undefined,
    );
    expect(coloured).toEqual(['abandoned', 'rejected', 'failed', 'in-progress']);
  });

  test('its card has every fact that is known and none that is not', () => {
    const facts = new Map(callRow(call, render, false).facts);
    expect(facts.get('Agents')).toBe('Li Na, 8013');
    expect(facts.get('Contact ID')).toBe('job-109634426711902315');
    expect(facts.get('Started')).toBe('2026-11-18 14:02:11 UTC+8');
    expect(facts.has('Queues')).toBe(false);
    expect(facts.has('Hung up by')).toBe(false);
  });

  test('is said in Chinese too', () => {
    const row = callRow(call, renderIn('zh-cn'), false);
    expect(row.description).toMatch(/^14:02 · [\u4e00-\u9fffIVR ]+ · /);
    expect(row.facts.map(([label]) => label)).toContain('通话 ID');
  });

  test('is found by everything that its card says', () => {
    const text = searchText(with_({ queues: [{ id: 'skg-1', name: 'Billing' }] }), render);
    for (const word of ['li na', 'billing', 'ivr exception', '4000000000', 'job-109634426711902315']) {
      expect(text).toContain(word);
    }
  });

  test('its summary to copy masks the numbers of people', () => {
    expect(summaryLine(with_({ caller: '13800002315' }), render)).toBe(
      '2026-11-18 14:02:11 UTC+8 · Inbound · 138****2315 → 4000000000 · IVR exception · 2 m 48 s · job-109634426711902315',
    );
    expect(summaryLine(bare, render)).toBe('Inbound · ? → ? · Failed · job-109634426711902315');
  });

  test('says how old it is in the coarsest unit', () => {
    const ago = (ms: number) => agoText(0, ms, render);
    expect([30_000, 60_000, 59 * 60_000, 3_600_000, 47 * 3_600_000, -5].map(ago)).toEqual([
      'less than a minute',
      '1 minute',
      '59 minutes',
      '1 hour',
      '1 day',
      'less than a minute',
    ]);
  });
});
