import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderIn } from '../../src/trace/catalogue.ts';
import { completionsAt } from '../../src/trace/filter/complete.ts';
import { hintFor } from '../../src/trace/filter/hint.ts';
import { matchesOf, momentIn } from '../../src/trace/filter/match.ts';
import { parseFilter } from '../../src/trace/filter/parse.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { rowsOf } from '../../src/trace/view/rows.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { anyTrace } from './support/any-trace.ts';
import { filterOf, indexOf, rowsFor } from './support/filter.ts';
import { failedTrace } from './support/viewer.ts';

const trace = failedTrace();
const index = indexOf(trace);
const rows = [...rowsOf(index.analysis)];
const names = (text: string) => rowsFor(text, index).map((row) => rows[row]?.name);

/** As many steps and events as wanted, from those of the sample. */
function large(count: number): CallTrace {
  const steps = Array.from({ length: count }, (_, at) => {
    const step = trace.steps[at % trace.steps.length];
    if (step === undefined) throw new Error('the sample has no steps');
    const { leftAt } = step;
    return {
      ...step,
      id: `s${at}`,
      parent: 's0',
      enteredAt: step.enteredAt + at * 10,
      ...(leftAt === undefined ? {} : { leftAt: leftAt + at * 10 }),
    };
  });
  return { ...trace, steps, events: [] };
}

describe('what a filter accepts', () => {
  it('is told in the order of the list, which holds every step and event', () => {
    expect(index.count).toBe(rows.length);
    expect(rowsFor('', index)).toEqual(rows.map((_, row) => row));
    expect([...index.at]).toEqual(rows.map(({ at }) => at));
  });

  it('is found by every field', () => {
    expect(names('status:failed')).toEqual(['queryOrder', 'Reason: IVR exception']);
    expect(names('kind:http')).toEqual(['queryOrder']);
    expect(names('node:order* | kind:nothing')).toEqual([]);
    expect(names('exit:timeout')).toEqual(['Order number', 'Order number', 'General service']);
    expect(names('lane:agent')).toEqual(['Ringing', 'Hung up']);
    expect(names('agent:"Li Na"')).toEqual(names('agent:8012'));
    expect(names('queue:after')).toEqual(['Entered queue', 'Queue overflow']);
    expect(names('duration:>10s')).toEqual(['General service', 'Entered queue', 'Ringing', 'Entered queue']);
    expect(names('502')).toContain('queryOrder');
    expect(names('flow:"Order status" kind:http')).toEqual(['queryOrder']);
    expect(names('var:orderNo kind:http')).toEqual(['queryOrder']);
  });

  it('is the same in both languages', () => {
    const chinese = indexOf(trace, 'zh-cn');
    for (const text of ['kind:收号', 'kind:"collect digits"', 'kind:collect-digits', '类型：收号']) {
      expect(rowsFor(text, index), text).toEqual([4, 5, 6, 7]);
      expect(rowsFor(text, chinese), text).toEqual([4, 5, 6, 7]);
    }
  });

  it('takes a whole name for that name, a part for every name that has it', () => {
    expect(names('kind:"sub-flow"')).toEqual(['Order status']);
    expect(names('kind:sub-flo')).toHaveLength(3);
    expect(names('node:order')).toContain('Order number');
    expect(names('node:=order')).toEqual([]);
  });

  it('takes `after` with its moment and `before` without', () => {
    const moments = rows.map(({ at }) => at);
    const moment = moments[5] ?? 0;
    const written = new Date(moment).toISOString();
    const places = (holds: (at: number) => boolean) => moments.flatMap((at, row) => (holds(at) ? [row] : []));
    expect(rowsFor(`after:${written}`, index)).toEqual(places((at) => at >= moment));
    expect(rowsFor(`before:${written}`, index)).toEqual(places((at) => at < moment));
    expect(rowsFor(`after:${written}`, index)).toContain(5);
  });

  it('lies between two times, however they are told', () => {
    const between = rowsFor('after:0:30 before:1:00', index);
    expect(between.length).toBeGreaterThan(5);
    expect(rowsFor('after:30s before:60s', index)).toEqual(between);
    expect(rowsFor('after:14:02:41 before:14:03:11', index)).toEqual(between);
    expect(rowsFor('after:06:02:41 before:06:03:11', index, '+00:00')).toEqual(between);
    expect(rowsFor('after:2026-11-18T14:02:41+08:00 before:2026-11-18 14:03:11', index)).toEqual(between);
  });

  it('takes a time of day that is not in the call for time since its beginning where it takes that long', () => {
    const from = Date.parse('2026-11-18T14:00:00+08:00');
    const clock = (ms: number) => ({ kind: 'clock', ms }) as const;
    const hours = { from, to: from + 2 * 3_600_000 };
    expect(momentIn(clock(3_723_000), hours, '+08:00')).toBe(from + 3_723_000);
    const night = {
      from: Date.parse('2026-11-18T23:59:00+08:00'),
      to: Date.parse('2026-11-19T00:10:00+08:00'),
    };
    expect(momentIn(clock(5 * 60_000), night, '+08:00')).toBe(Date.parse('2026-11-19T00:05:00+08:00'));
  });

  it('looks into JSON that is the value of a variable', () => {
    const [first, ...others] = trace.steps;
    if (first === undefined) throw new Error('the sample has no steps');
    const body = JSON.stringify({ order: { id: 4711, note: 'a\nb', lines: [{ sku: 'X-1' }] } });
    const given = indexOf({ ...trace, steps: [{ ...first, variables: { body } }, ...others] });
    for (const text of [
      'var:order.id=4711',
      'var:id>4000',
      'var:body.order.lines.sku=x-1',
      'var:note~b',
      'x-1',
    ])
      expect(rowsFor(text, given), text).toEqual([1]);
    expect(rowsFor('var:order.id=47', given)).toEqual([]);
    expect(rowsFor('var:rder', given)).toEqual([]);
  });

  it('is never found by digits that are masked', () => {
    const number = trace.summary.caller;
    const hidden = '13812342315';
    const parsed = parseDocument(serialise(trace).replaceAll(number ?? '', hidden), 'masked');
    if (!parsed.ok) throw new Error('the sample is no document any more');
    const shown = parsed.trace;
    const bare = indexOf(shown, 'en', false);
    const masked = indexOf(shown, 'en', true);
    expect(rowsFor(hidden, bare).length).toBeGreaterThan(0);
    expect(rowsFor('1234', bare).length).toBeGreaterThan(0);
    expect(rowsFor('1234', masked)).toEqual([]);
    expect(rowsFor('138****2315', masked).length).toBeGreaterThan(0);
  });

  it('is, excluded, everything else', () => {
    const text = fc.constantFrom(
      'status:failed',
      'kind:collect',
      'exit:timeout',
      'lane:queue',
      'duration:>2s',
      'after:0:30',
      'before:14:03:00',
      'var:orderNo',
      'order',
      '"General service"',
      'agent:8012',
      'flow:order',
      'node:a,b',
    );
    fc.assert(
      fc.property(anyTrace, text, (any, term) => {
        const given = indexOf(any);
        const all = [...rowsFor(term, given), ...rowsFor(`!${term}`, given)].sort((a, b) => a - b);
        expect(all).toEqual(Array.from({ length: given.count }, (_, row) => row));
      }),
      { numRuns: 60 },
    );
  });

  it('of a large call is found at once', () => {
    const given = indexOf(large(20_000));
    const filter = filterOf('kind:http,collect !lane:queue duration:>1s after:0:10');
    matchesOf(filter, given, '+08:00');
    const begun = performance.now();
    const found = matchesOf(filter, given, '+08:00');
    expect(performance.now() - begun).toBeLessThan(150);
    expect(found.length).toBeGreaterThan(2000);
  });
});

describe('a hint', () => {
  const hint = (text: string) => {
    const message = hintFor(filterOf(text), text, index, '+08:00');
    return message === undefined ? undefined : renderIn('en')(message);
  };
  it('tells the term that nothing fulfils, and what could have been meant', () => {
    expect(hint('lane:ivr kind:htpt')).toContain('kind:htpt');
    expect(hint('exit:timeuot')).toBe('Nothing in this call matches exit:timeuot. Did you mean Timeout?');
    expect(hint('xyzzy')).toBe('Nothing in this call matches xyzzy.');
    expect(hint('lane:agent kind:http')).toBeUndefined();
  });
});

describe('completion', () => {
  const at = (marked: string, given = index) => {
    const caret = marked.indexOf('^');
    const text = marked.replace('^', '');
    const { from, to, suggestions } = completionsAt(text, caret, given);
    return {
      labels: suggestions.map(({ label }) => label),
      counts: Object.fromEntries(suggestions.map(({ label, count }) => [label, count])),
      first:
        suggestions[0] === undefined
          ? undefined
          : text.slice(0, from) + suggestions[0].insert + text.slice(to),
    };
  };

  it('offers every key with what it means, in the language of the viewer', () => {
    expect(at('^').labels).toHaveLength(12);
    expect(at('status:failed ^').labels).toHaveLength(12);
    expect(at('^', indexOf(trace, 'zh-cn')).labels[0]).toBe('状态:');
    expect(at('!du^ a').first).toBe('!duration: a');
  });

  it('offers values that occur, with how often, in place of what was written', () => {
    expect(at('kind:coll^').counts).toEqual({ 'Collect digits': 4 });
    expect(at('kind:Branch,coll^ a').first).toBe('kind:Branch,"Collect digits" a');
    expect(at('queue:"gen^').first).toBe('queue:"General service"');
    expect(at('lane:^').counts).toEqual({ customer: 1, ivr: 22, queue: 6, agent: 2 });
    expect(at('status:^').counts).toMatchObject({ failed: 2 });
    expect(at('exit:ti^').first).toBe('exit:Timeout');
    expect(at('coll^').labels).toContain('kind:"Collect digits"');
  });

  it('offers moments of problems, durations that are exceeded, variables and their values', () => {
    expect(at('after:^').labels).toContain('0:39');
    expect(rowsFor('after:0:39 status:failed', index)).toHaveLength(2);
    expect(at('duration:^').labels[0]).toBe('>1s');
    expect(at('var:ord^').labels).toContain('orderNo');
    const value = at('var:orderNo=^').first;
    expect(rowsFor(value ?? '', index).length).toBeGreaterThan(0);
  });

  it('counts what the filter then accepts', () => {
    for (const key of ['kind', 'node', 'exit', 'queue', 'agent', 'flow', 'lane', 'status'] as const)
      for (const { insert, count, label } of completionsAt(`${key}:`, key.length + 1, index).suggestions)
        expect(rowsFor(`${key}:${insert}`, index).length, `${key}:${label}`).toBe(count);
  });

  it('answers anywhere in anything, within the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.nat({ max: 24 }), (text, caret) => {
        const { from, to } = completionsAt(text, caret, index);
        expect(from).toBeLessThanOrEqual(to);
        expect(to).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('answers for any call', () => {
    fc.assert(
      fc.property(
        anyTrace,
        fc.constantFrom('', 'kind:', 'var:', 'var:a=', 'after:', 'duration:'),
        (any, text) => {
          const given = indexOf(any);
          for (const { insert } of completionsAt(text, text.length, given).suggestions)
            if (!insert.endsWith(':')) expect(parseFilter(text + insert).ok, text + insert).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
