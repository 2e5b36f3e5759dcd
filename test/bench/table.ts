import { statSync } from 'node:fs';
import { inRoot } from '../../scripts/paths.mjs';
import { firstClicked, groupOf } from './click.ts';
import type { Measure } from './measure.ts';
import { peerName } from './peers.ts';

/** A figure that the viewer is to reach. */
interface Goal {
  readonly what: string;
  readonly ours: number | undefined;
  readonly floor?: number | undefined;
  readonly peer?: number | undefined;
  readonly unit: string;
  /** What must be reached, in words. */
  readonly reach: string;
  /** Not more than this; undefined: it cannot be told without what it is compared with. */
  readonly most: number | undefined;
}

const times = (factor: number, value: number | undefined): number | undefined =>
  value === undefined ? undefined : factor * value;

/** The goals of the viewer, filled with what was measured, as a table in Markdown. Goals of parts that did not run are left out. */
export function goalTable(measures: readonly Measure[]): string {
  const value = (group: string, name: string) =>
    measures.find((measure) => measure.group === group && measure.name === name)?.value;
  const rows = [...viewerGoals(value), ...clickGoals(value), ...layoutGoals(value), scriptGoal()].filter(
    ({ ours }) => ours !== undefined,
  );
  const cells = rows.map(({ what, ours, floor, peer, unit, reach, most }) => [
    what,
    figure(ours, unit),
    figure(floor, unit),
    figure(peer, unit),
    reach,
    most === undefined ? '' : figure(most, unit),
    most === undefined || ours === undefined
      ? 'not known'
      : ours <= most
        ? 'met'
        : `missed (${figure(ours / most, '×')})`,
  ]);
  const head = ['measure', 'ours', 'floor', 'peer', 'to reach', 'that is', ''];
  return [head, ['---', '--:', '--:', '--:', '---', '--:', '---'], ...cells]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

type Value = (group: string, name: string) => number | undefined;

function viewerGoals(value: Value): readonly Goal[] {
  const of = (events: number) => (name: string) =>
    value(`viewer, ${events.toLocaleString('en-US')} events`, name);
  const paint = ([events, factor]: readonly [number, number]): Goal => {
    const speedscope = of(events)('speedscope: first paint');
    return {
      what: `first paint, ${events.toLocaleString('en-US')} events`,
      ours: of(events)('ours: first paint'),
      floor: of(events)('floor: first paint'),
      peer: speedscope,
      unit: 'ms',
      reach: `${factor} × ${peerName('speedscope')}`,
      most: times(factor, speedscope),
    };
  };
  const large = of(100_000);
  const nodes = [1000, 10_000, 100_000].flatMap((events) => {
    const [timeline, list] = [of(events)('ours: timeline nodes'), of(events)('ours: list nodes')];
    return timeline === undefined || list === undefined ? [] : [timeline + list];
  });
  const frames = (what: string, name: string, allowed: number, reach: string): Goal => {
    const floor = large(`floor: frames, ${name}`);
    return {
      what: `frames while zooming 100,000, ${what}`,
      ours: large(`ours: frames, ${name}`),
      floor,
      peer: large(`speedscope: frames, ${name}`),
      unit: 'ms',
      reach,
      most: floor === undefined ? undefined : floor + allowed,
    };
  };
  return [
    ...(
      [
        [1000, 0.5],
        [10_000, 0.35],
        [100_000, 0.2],
      ] as const
    ).map(paint),
    frames('95th percentile', '95th percentile', 1, "the floor's + 1 ms"),
    frames('worst', 'worst', 2 * (1000 / 60), "the floor's + two frames"),
    {
      what: 'webview heap after load, 100,000',
      ours: large('ours: heap'),
      floor: large('floor: heap'),
      peer: large('speedscope: heap'),
      unit: 'MB',
      reach: '45 MB',
      most: 45,
    },
    {
      what: 'DOM nodes of timeline and list, most of any size',
      ours: nodes.length === 0 ? undefined : Math.max(...nodes),
      unit: '',
      reach: '1,000',
      most: 1000,
    },
  ];
}

function clickGoals(value: Value): readonly Goal[] {
  const goal = ([call, more]: readonly [string, number | undefined]): Goal => {
    const empty = value(groupOf(call), 'empty editor');
    return {
      what: `click, ${call}`,
      ours: value(groupOf(call), 'ours'),
      floor: empty,
      unit: 'ms',
      reach: more === undefined ? 'reported' : `the floor's + ${more} ms`,
      most: more === undefined ? Infinity : empty === undefined ? undefined : empty + more,
    };
  };
  return (
    [
      ['sample call', 60],
      ['1,000 events', 120],
      ['10,000 events', 250],
      [firstClicked, undefined],
    ] as const
  ).map(goal);
}

function layoutGoals(value: Value): readonly Goal[] {
  const timed = ([size, most]: readonly [number, number | undefined]): Goal => {
    const group = `layout of ${size.toLocaleString('en-US')} nodes`;
    return {
      what: `flow layout, ${size.toLocaleString('en-US')} nodes`,
      ours: value(group, 'ours'),
      peer: value(group, 'dagre'),
      unit: 'ms',
      reach: most === undefined ? 'reported' : `${most} ms`,
      most: most ?? Infinity,
    };
  };
  const groups = [
    'layout of 300 nodes',
    'layout of 1,000 nodes',
    'layout of the samples',
    'layout of the samples over their designed flows',
  ];
  const crossings = groups.map((group): Goal => {
    const dagre = value(group, 'dagre: crossings');
    return {
      what: `crossings, ${group}`,
      ours: value(group, 'ours: crossings'),
      peer: dagre,
      unit: '',
      reach: `1.1 × ${peerName('@dagrejs/dagre')}`,
      most: times(1.1, dagre),
    };
  });
  return [
    ...(
      [
        [300, 25],
        [1000, 150],
        [3000, undefined],
      ] as const
    ).map(timed),
    ...crossings,
  ];
}

function scriptGoal(): Goal {
  const bytes = statSync(inRoot('dist', 'webview.js')).size;
  return { what: 'webview script, minified', ours: bytes / 1000, unit: 'KB', reach: '300 KB', most: 300 };
}

function figure(value: number | undefined, unit: string): string {
  if (value === undefined) return '–';
  if (value === Infinity) return '';
  const digits = value < 100 && !Number.isInteger(value) ? 1 : 0;
  const text = value.toLocaleString('en-US', { maximumFractionDigits: digits });
  return unit === '' ? text : `${text} ${unit}`;
}
