import xml2js from 'xml2js';
import { describe, expect, test } from 'vitest';
import { exported, exportFormats, type ExportOptions } from '../../src/trace/export/export.ts';
import { csvOf } from '../../src/trace/export/csv.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { makeTrace } from './support/make-trace.ts';
import { inChinese, inEnglish } from './support/render.ts';
import { readSample } from './support/sample-graph.ts';
import { gapTrace, sampleTrace } from './support/sample-trace.ts';

const english = { language: 'en', render: inEnglish } as const satisfies ExportOptions;
const chinese = { language: 'zh-cn', render: inChinese } as const satisfies ExportOptions;

/** A call whose names mean something in every format. */
const hostile = (): CallTrace =>
  makeTrace({
    summary: { caller: '=HYPERLINK("https://evil.example","x")', callee: '4008123456' },
    steps: [
      { node: '<script>alert(1)</script>', kind: 'play', from: 0, to: 1, exit: 'success' },
      { node: 'a"]; click n1 "javascript:alert(1)"', kind: 'branch', from: 1, to: 2, exit: 'success' },
      { node: '@SUM(A1)|pipe`tick`\nnew line', kind: 'hang-up', from: 2, to: 3, exit: 'success' },
      { node: '\u0000\uFFFF]]>&amp;', kind: 'play', from: 3, to: 4 },
    ],
  });

describe.each(exportFormats)('%s', (format) => {
  test.each([
    ['English', english],
    ['Chinese', chinese],
  ] as const)('of a whole call in %s', (_, options) => {
    expect(exported(sampleTrace(), format, options)).toMatchSnapshot();
  });

  test('is masked unless it is asked otherwise', () => {
    expect(exported(sampleTrace(), format, english)).not.toContain('13812342315');
  });

  test('of a call without steps says so or stays whole', () => {
    expect(exported(gapTrace(), format, english)).toMatch(/\n$/);
  });
});

test('an unmasked summary has the numbers', () => {
  const text = exported(sampleTrace(), 'csv', { ...english, unmasked: true });
  expect(text).toContain('13812342315');
});

describe('texts from outside', () => {
  test('run no formula and stay in their cell', () => {
    const csv = csvOf(traceView(hostile(), english));
    expect(csv).toContain(`"'@SUM(A1)|pipe\`tick\`\nnew line"`);
    expect(csv).toContain('"a""]; click n1 ""javascript:alert(1)"""');
  });

  test('are no HTML, no table border and no code in Markdown', () => {
    const text = exported(hostile(), 'markdown', english);
    expect(text).not.toMatch(/(?<!\\)<script/);
    expect(text).toContain('\\<script\\>');
    expect(text).toContain('\\|pipe\\`tick\\` new line');
  });

  test.each([
    'http://evil.example',
    'see_https://evil.example',
    '1https://evil.example',
    'FTP://evil.example',
    'www.evil.example',
    '_WWW.evil.example',
    'a.b@evil.example',
    'mailto:a-b_c+d@evil.example',
    'ask @someone',
  ])('are no links in Markdown: %s', (name) => {
    const steps = [{ node: name, kind: 'play', from: 0, to: 1 }] as const;
    const text = exported(makeTrace({ steps }), 'markdown', { ...english, unmasked: true });
    const [table = ''] = text.split('```mermaid');
    expect(table).not.toMatch(/\w:\/\/|www\.|[\w.+-]@|@\w/i);
    expect(table.replaceAll('\u200B', '').replaceAll('\\', '')).toContain(name);
  });

  test('end no label and add no statement in Mermaid', () => {
    for (const format of ['mermaid-flowchart', 'mermaid-sequence'] as const) {
      const text = exported(hostile(), format, english);
      expect(text).not.toMatch(/"\]; click|<script|javascript:alert\(1\)"/);
      for (const line of text.split('\n')) expect(line.split('"').length % 2).toBe(1);
    }
  });

  test.each(['flow-svg', 'timeline-svg'] as const)(
    'keep %s well-formed and without scripts',
    async (format) => {
      const text = exported(hostile(), format, { ...english, palette: 'dark' });
      expect(text).not.toMatch(/<script/);
      await expect(xml2js.parseStringPromise(text)).resolves.toHaveProperty('svg');
    },
  );

  test.each(['flow-svg', 'timeline-svg'] as const)(
    'bring no character into %s that XML does not have',
    (format) => {
      const trace = makeTrace({
        steps: [{ node: 'bad\u0001name\uD800', kind: 'play', from: 0, to: 1, exit: 'success' }],
        events: [{ lane: 'queue', name: 'enqueued', at: 2, party: { id: '1', name: 'bad\u0002\uFFFE' } }],
      });
      const text = exported(trace, format, english);
      expect(text).toContain('badname');
      expect(text).toMatch(/^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u);
    },
  );
});

test('a long call is cut, and what is left out is said', () => {
  const steps = Array.from({ length: 900 }, (_, index) => ({
    node: `Node ${index % 7}`,
    kind: 'play' as const,
    from: index,
    to: index + 1,
  }));
  const trace = makeTrace({ steps });
  expect(exported(trace, 'mermaid-sequence', english)).toContain('500 more are left out');
  expect(exported(trace, 'markdown', english)).toContain('840 more are left out');
});

test('the timeline can be drawn in part, and in the time of day', () => {
  const view = traceView(sampleTrace(), english);
  const text = exported(sampleTrace(), 'timeline-svg', { ...english, times: 'zone', width: 600 });
  expect(text).toContain('14:0');
  expect(text).toContain('width="600"');
  expect(view.timeline.rows.length).toBeGreaterThan(3);
});

describe('pictures of what is shown', () => {
  const size = (svg: string) => {
    const [, box = ''] = /viewBox="([^"]*)"/.exec(svg) ?? [];
    const [x = 0, y = 0, width = 0, height = 0] = box.split(' ').map(Number);
    return { x, y, width, height };
  };
  const theme = {
    back: '#010203',
    text: '#a1a2a3',
    dim: '#b1b2b3',
    line: '#c1c2c3',
    fill: '#d1d2d3',
    strong: '#e1e2e3',
    error: '#f1f2f3',
    errorFill: '#112233',
    warning: '#445566',
    warningFill: '#778899',
  };

  test.each(['flow-svg', 'timeline-svg'] as const)('%s takes the colours of the theme', (format) => {
    const text = exported(sampleTrace(), format, { ...english, palette: theme });
    const used = new Set([...text.matchAll(/#[0-9a-f]{6}/g)].map(([colour]) => colour));
    expect(used).toContain(theme.back);
    for (const colour of used) expect(Object.values(theme)).toContain(colour);
  });

  test('the flow is cut to the nodes in sight, and draws nothing far from them', () => {
    const { nodes } = traceView(sampleTrace(), english).graph;
    const [first, second] = nodes.map(({ id }) => id);
    const whole = exported(sampleTrace(), 'flow-svg', english);
    const part = exported(sampleTrace(), 'flow-svg', { ...english, nodes: [first ?? '', second ?? ''] });
    expect(size(part).height).toBeLessThan(size(whole).height / 2);
    expect(size(part).width).toBeLessThanOrEqual(size(whole).width);
    expect(part).toContain('Welcome prompt');
    expect(part).not.toContain('General service');
  });

  test('nodes that are not in the flow cut nothing', () => {
    const whole = exported(sampleTrace(), 'flow-svg', english);
    expect(exported(sampleTrace(), 'flow-svg', { ...english, nodes: ['no such node'] })).toBe(whole);
    expect(exported(sampleTrace(), 'flow-svg', { ...english, nodes: [] })).toBe(whole);
  });

  test('folded sub-flows are one node', () => {
    const [box] = traceView(sampleTrace(), english).graph.boxes;
    const text = exported(sampleTrace(), 'flow-svg', { ...english, folded: [box?.id ?? ''] });
    expect(exported(sampleTrace(), 'flow-svg', english)).toContain('Build request');
    expect(text).not.toContain('Build request');
    expect(text).toContain(box?.name);
  });

  test('visits are drawn one by one where they are in the viewer', () => {
    const node = traceView(sampleTrace(), english).graph.nodes.find(({ visits }) => visits.length > 1);
    const count = (options: Partial<ExportOptions>) =>
      exported(sampleTrace(), 'flow-svg', { ...english, ...options }).split(`${node?.name}<`).length - 1;
    expect(count({})).toBe(1);
    expect(count({ expanded: [node?.id ?? ''] })).toBe(node?.visits.length);
  });

  test('the designed flow is drawn too, where it is laid out or where its designer put it', () => {
    const trace = readSample('http-node-fails');
    const draw = (options: Partial<ExportOptions>) => exported(trace, 'flow-svg', { ...english, ...options });
    const [path, over, placed] = [draw({}), draw({ design: 'over' }), draw({ design: 'placed' })];
    expect(path).not.toContain('English menu');
    for (const drawing of [over, placed]) {
      expect(drawing).toContain('English menu');
      expect(drawing).toContain('not taken');
      expect(drawing).toContain('stroke-opacity');
    }
    expect(size(placed)).not.toEqual(size(over));
  });

  test("a node that today's design does not have says so", () => {
    const trace = readSample('http-node-fails');
    const gone = traceView(trace, english).graph.nodes.find(({ name }) => name === 'Welcome prompt');
    const outdated = {
      ...trace,
      flows: trace.flows.map((one) => ({
        ...one,
        nodes: one.nodes.filter(({ name }) => name !== gone?.name),
      })),
    };
    expect(exported(outdated, 'flow-svg', { ...english, design: 'over' })).toContain('not in today');
  });

  test('bars tell how long the call was in each node', () => {
    const bars = (heat: boolean) =>
      exported(sampleTrace(), 'flow-svg', { ...english, heat }).split('height="3"').length - 1;
    const { nodes } = traceView(sampleTrace(), english).graph;
    const timed = nodes.filter(({ durationMs, shape }) => durationMs > 0 && shape !== 'pill');
    expect(bars(false)).toBe(0);
    expect(bars(true)).toBe(timed.length * 2);
  });

  test('long waits are drawn narrow, and how long they are is told', () => {
    const draw = (compress: boolean) =>
      exported(readSample('transfer-two-agents'), 'timeline-svg', { ...english, width: 700, compress });
    expect(draw(false)).not.toContain('text-anchor="middle"');
    expect(draw(true)).toMatch(/text-anchor="middle">[^<]* m [^<]* s</);
    expect(draw(true)).toContain('width="700"');
  });

  test('the timeline is cut to what is in sight', () => {
    const { from } = traceView(sampleTrace(), english).timeline;
    const range = { from: from + 38_000, to: from + 43_000 };
    const text = exported(sampleTrace(), 'timeline-svg', { ...english, range });
    expect(text).toContain('queryOrder');
    expect(text).not.toContain('Welcome prompt');
    expect(text).toMatch(/>0:4[0-3]\.0</);
    expect(text).not.toMatch(/>[1-9]:\d\d</);
  });

  test('times are told in the zone that the viewer tells them in', () => {
    const choice = { times: 'zone', zone: '+00:00' } as const;
    expect(exported(sampleTrace(), 'timeline-svg', { ...english, ...choice })).toContain('06:0');
  });
});
