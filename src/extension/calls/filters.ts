import type { CallFilter, FilterField, FilterOffer, TimeRange } from '../../providers/live.ts';
import { wordOf } from '../../trace/label.ts';
import type { Message, Render } from '../../trace/message.ts';
import { formatIso, parseIso, zoneName, type Zone } from '../../trace/time.ts';
import { sorts, usualChoice, type ListChoice, type Sort } from './list.ts';

const day = 24 * 60;

/** The ranges that are offered beside one's own; `yesterday` is worked out when it is chosen. */
export const rangeOffers = ['last-30-minutes', 'today', 'yesterday', 'last-7-days', 'between'] as const;
export type RangeOffer = (typeof rangeOffers)[number];

/**
 * A chosen range, except for one's own.
 * @param now epoch ms
 * @param zone in which days begin
 */
export function rangeOf(offer: Exclude<RangeOffer, 'between'>, now: number, zone: Zone): TimeRange {
  switch (offer) {
    case 'last-30-minutes':
      return { kind: 'last', minutes: 30 };
    case 'today':
      return { kind: 'today' };
    case 'yesterday': {
      const midnight = parseIso(`${formatIso(now, zone).slice(0, 10)}T00:00:00.000${zone}`) ?? now;
      return { kind: 'between', from: midnight - day * 60_000, to: midnight - 1 };
    }
    case 'last-7-days':
      return { kind: 'last', minutes: 7 * day };
  }
}

/** A moment that somebody typed, `2026-11-18 14:02` with optional seconds, or a day; epoch ms. */
export function parseMoment(text: string, zone: Zone, end: boolean): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::(\d{2}))?)?$/.exec(text.trim());
  const [, date, time, seconds] = match ?? [];
  if (date === undefined) return undefined;
  const clock = time ?? (end ? '23:59' : '00:00');
  return parseIso(`${date}T${clock}:${seconds ?? (end ? '59' : '00')}.${end ? '999' : '000'}${zone}`);
}

/** What is wrong with one end of a range; undefined where it is fine. Times are epoch ms. */
export function momentProblem(
  text: string,
  zone: Zone,
  end: boolean,
  limits: { readonly now: number; readonly from?: number; readonly reachMs?: number },
): Message | undefined {
  const moment = parseMoment(text, zone, end);
  if (moment === undefined) return { key: 'calls.range.not-a-time', args: { zone: zoneName(zone) } };
  if (limits.from !== undefined && moment <= limits.from) return { key: 'calls.range.before-start' };
  if (!end && moment > limits.now) return { key: 'calls.range.future' };
  if (limits.reachMs !== undefined && moment < limits.now - limits.reachMs) {
    return { key: 'calls.range.too-old', args: { days: Math.floor(limits.reachMs / (day * 60_000)) } };
  }
  return undefined;
}

/** A moment as it is typed, to the minute. */
export function momentText(epochMs: number, zone: Zone): string {
  return formatIso(epochMs, zone).slice(0, 16).replace('T', ' ');
}

/** A range in words: `last 30 minutes`, `today`, `2026-11-18 00:00 – 2026-11-18 23:59 UTC+8`. */
export function rangeText(range: TimeRange, zone: Zone, render: Render): string {
  switch (range.kind) {
    case 'today':
      return render({ key: 'calls.range.today' });
    case 'last':
      return range.minutes % day === 0
        ? render({ key: 'calls.range.last-days', args: { days: range.minutes / day } })
        : render({ key: 'calls.range.last-minutes', args: { minutes: range.minutes } });
    case 'between':
      return `${momentText(range.from, zone)} – ${momentText(range.to, zone)} ${zoneName(zone)}`;
  }
}

/** A disposition's code in words. */
export function dispositionWord(code: string, offer: FilterOffer, render: Render): string {
  return wordOf(render, 'disposition', offer.dispositions.find((one) => one.code === code) ?? { code });
}

/** The filter in force, part by part: `today`, `Inbound`, `Queue timeout`. */
export function filterWords(
  filter: CallFilter,
  offer: FilterOffer,
  zone: Zone,
  render: Render,
): readonly string[] {
  const { number, direction, disposition, agent, queue } = filter;
  const named = (field: FilterField, value: string | undefined) =>
    value === undefined
      ? []
      : [render({ key: 'calls.filter.named', args: { name: fieldWord(field, render), value } })];
  return [
    rangeText(filter.range, zone, render),
    ...named('number', number),
    ...(direction === undefined ? [] : [render({ key: `direction.${direction}` })]),
    ...(disposition === undefined ? [] : [dispositionWord(disposition, offer, render)]),
    ...named('agent', agent),
    ...named('queue', queue),
  ];
}

export function fieldWord(field: FilterField | 'range', render: Render): string {
  return render({ key: `calls.field.${field}` });
}

/** The filter with one field set, or without it; undefined where it then asks for what is listed anyway. */
export function withField(
  filter: CallFilter,
  field: FilterField,
  value: string | undefined,
  offer: FilterOffer,
): CallFilter | undefined {
  const rest = without(filter, field);
  const trimmed = value?.trim() ?? '';
  if (trimmed === '') return unlessUsual(rest, offer);
  if (field !== 'direction') return { ...rest, [field]: trimmed };
  return trimmed === 'inbound' || trimmed === 'outbound'
    ? { ...rest, direction: trimmed }
    : unlessUsual(rest, offer);
}

function without(filter: CallFilter, field: FilterField): CallFilter {
  const { range, number, direction, disposition, agent, queue } = filter;
  return {
    range,
    ...(number === undefined || field === 'number' ? {} : { number }),
    ...(direction === undefined || field === 'direction' ? {} : { direction }),
    ...(disposition === undefined || field === 'disposition' ? {} : { disposition }),
    ...(agent === undefined || field === 'agent' ? {} : { agent }),
    ...(queue === undefined || field === 'queue' ? {} : { queue }),
  };
}

export function withRange(filter: CallFilter, range: TimeRange, offer: FilterOffer): CallFilter | undefined {
  return unlessUsual({ ...filter, range }, offer);
}

function unlessUsual(filter: CallFilter, offer: FilterOffer): CallFilter | undefined {
  const usual = JSON.stringify(filter.range) === JSON.stringify(offer.range);
  return usual && Object.keys(filter).length === 1 ? undefined : filter;
}

/** What was stored of a list, as far as this provider offers it. Anything else is the usual choice. */
export function parseChoice(value: unknown, offer: FilterOffer | undefined): ListChoice {
  const fields = fieldsOf(value);
  const sort: Sort = sorts.find((one) => one === fields['sort']) ?? usualChoice.sort;
  const stored = fieldsOf(fields['filter']);
  const range = parseRange(fieldsOf(stored['range']));
  if (offer === undefined || range === undefined) return { sort };
  let filter: CallFilter = { range };
  for (const field of offer.fields) {
    const text = stored[field];
    if (typeof text !== 'string' || text.length > 200) continue;
    if (field === 'disposition' && !offer.dispositions.some(({ code }) => code === text)) continue;
    filter = withField(filter, field, text, offer) ?? filter;
  }
  const kept = unlessUsual(filter, offer);
  return kept === undefined ? { sort } : { sort, filter: kept };
}

function parseRange({ kind, minutes, from, to }: Readonly<Record<string, unknown>>): TimeRange | undefined {
  if (kind === 'today') return { kind };
  if (kind === 'last')
    return isTime(minutes) && minutes >= 1 ? { kind, minutes: Math.round(minutes) } : undefined;
  return kind === 'between' && isTime(from) && isTime(to) && from < to ? { kind, from, to } : undefined;
}

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8.6e15;

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
