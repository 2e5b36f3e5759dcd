import { describe, expect, it } from 'vitest';
import { toHost, toWebview } from '../../src/protocol/messages.ts';
import { object, shapeOf, text } from '../../src/protocol/shapes.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import { packView } from '../../src/trace/view/packed.ts';
import type { RowView } from '../../src/trace/view/types.ts';
import { failedTrace, samplePacked, sampleView } from './support/viewer.ts';

/** As it arrives on the other side. */
function sent(value: unknown): unknown {
  return structuredClone(value);
}

/** Every copy of a value in which one leaf is of a wrong kind, with the place of it. */
function* spoiled(
  value: unknown,
  place = '',
): Generator<{ readonly place: string; readonly value: unknown }> {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    // Two of a kind are enough: the first and the last.
    for (const at of new Set([0, items.length - 1].filter((index) => index in items))) {
      for (const inner of spoiled(items[at], `${place}/${at}`)) {
        yield {
          place: inner.place,
          value: items.map((other, index) => (index === at ? inner.value : other)),
        };
      }
    }
    yield { place, value: 'no list' };
  } else if (ArrayBuffer.isView(value)) {
    yield { place, value: [] };
    yield { place, value: new Float32Array(value.byteLength) };
  } else if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value);
    for (const [name, member] of members) {
      for (const inner of spoiled(member, `${place}/${name}`)) {
        yield { place: inner.place, value: Object.fromEntries([...members, [name, inner.value]]) };
      }
    }
    yield { place, value: [] };
  } else {
    yield { place, value: typeof value === 'string' ? 7 : 'no number' };
  }
}

const isRow = (row: Partial<RowView>): row is RowView => 'severity' in row && 'name' in row;

const trace = failedTrace();
const options = { language: 'en' as const, render: renderIn('en') };

describe('messages', () => {
  it.each(['en', 'zh-cn'] as const)('carry a drawing as the core makes it (%s)', (language) => {
    expect(toWebview.show.payload.check(sent({ view: samplePacked(language) }))).toBe(true);
  });

  it('refuse a drawing in which anything is of a wrong kind', () => {
    const good = sent({
      view: samplePacked(),
      stale: { text: 'a comma is missing', line: 3 },
      notices: [{ text: 'large', actions: [{ id: 'retry', label: 'Try Again' }] }],
    });
    const bad = [...spoiled(good)];
    expect(bad.length).toBeGreaterThan(150);
    expect(bad.filter(({ value }) => toWebview.show.payload.check(value)).map(({ place }) => place)).toEqual(
      [],
    );
  });

  it('carry the details of every step and event and of the call', () => {
    for (const item of [undefined, ...trace.steps.map(({ id }) => id), ...trace.events.map(({ id }) => id)]) {
      expect(toHost.details.result.check(sent(detailsOf(trace, options)(item))), item ?? 'the call').toBe(
        true,
      );
    }
  });

  it('refuse details in which anything is of a wrong kind, however deep in the variables', () => {
    const failed = trace.steps.find(({ nodeName }) => nodeName === 'queryOrder');
    const good = sent(detailsOf(trace, options)(failed?.id));
    const bad = [...spoiled(good)];
    expect(bad.some(({ place }) => place.includes('/children/0/'))).toBe(true);
    expect(bad.filter(({ value }) => toHost.details.result.check(value)).map(({ place }) => place)).toEqual(
      [],
    );
  });

  it('carry what a viewer starts with: a drawing or a problem', () => {
    const start = { settings: { times: 'elapsed' } };
    const { check } = toHost.ready.result;
    expect(check(sent({ ...start, content: { view: samplePacked() } }))).toBe(true);
    expect(
      check(sent({ ...start, content: { problem: { text: 'no', line: 1 } }, viewState: { zoom: 1 } })),
    ).toBe(true);
    expect(check(sent({ ...start, content: {} }))).toBe(false);
    const content = { view: samplePacked() };
    expect(check(sent({ ...start, content, details: { item: 's1' } }))).toBe(false);
    expect(
      check(sent({ ...start, settings: { times: 'never' }, content: { problem: { text: 'no' } } })),
    ).toBe(false);
    expect(check(sent({ ...start, content: { problem: { text: 'no' } }, viewState: { tab: 'chart' } }))).toBe(
      false,
    );
  });

  it('check a drawing of a hundred thousand events in a moment', () => {
    const view = sampleView();
    const rows = Array.from({ length: 100_000 }, (_, at) => ({
      ...view.rows[at % view.rows.length],
      item: `s${at}`,
    }));
    const good = packView({ ...view, rows: rows.filter(isRow) });
    expect(good.rows.count).toBe(100_000);
    expect(toWebview.show.payload.check({ view: good })).toBe(true);
  });

  it('refuse columns that do not belong together, or name what is not there', () => {
    const { check } = toWebview.show.payload;
    const good = samplePacked();
    const { rows, timeline, graph } = good;
    const short = (column: Uint32Array) => column.slice(1);
    const far = (column: Uint32Array) => column.map((place, at) => (at === 0 ? 1_000_000 : place));
    expect(check({ view: { ...good, rows: { ...rows, name: short(rows.name) } } })).toBe(false);
    expect(check({ view: { ...good, rows: { ...rows, name: far(rows.name) } } })).toBe(false);
    expect(check({ view: { ...good, rows: { ...rows, count: rows.count + 1 } } })).toBe(false);
    expect(check({ view: { ...good, rows: { ...rows, lane: rows.lane.fill(200) } } })).toBe(false);
    const segments = { ...timeline.segments, item: timeline.segments.item.map(() => -2) };
    expect(check({ view: { ...good, timeline: { ...timeline, segments } } })).toBe(false);
    const nodes = graph.nodes.map((node) => ({ ...node, items: { first: 0, count: 1_000_000 } }));
    expect(check({ view: { ...good, graph: { ...graph, nodes } } })).toBe(false);
  });

  it('have shapes that are those of their types', () => {
    interface Named {
      readonly name: string;
    }
    const named = shapeOf<Named>();
    expect(named(object({ name: text })).check({ name: 'x' })).toBe(true);
    // @ts-expect-error a field is missing
    named(object({}));
    // @ts-expect-error a field too many
    named(object({ name: text, age: text }));
  });
});
