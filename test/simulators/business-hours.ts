/*
 * Time as a contact centre feels it: an hour in which many calls come counts for more than an hour of the night. A day
 * has 24 of these hours too, so calls that are evenly spread over them keep their number a day.
 */

const hourMs = 3_600_000;
const zoneMs = 8 * hourMs;

/** Calls of each hour of a day in UTC+8, by nobody's measurement. */
const shares: readonly number[] = [
  1, 1, 1, 1, 1, 1, 2, 4, 10, 16, 18, 14, 9, 12, 17, 16, 14, 12, 9, 8, 5, 3, 2, 1,
];
const all = shares.reduce((sum, share) => sum + share, 0);
const weights = shares.map((share) => (share * 24) / all);

/** The busy time at a moment, both in ms since 1970. */
export function busyTimeOf(epochMs: number): number {
  const local = epochMs + zoneMs;
  const hours = Math.floor(local / hourMs);
  const day = Math.floor(hours / 24);
  const hour = hours - day * 24;
  const before = weights.slice(0, hour).reduce((sum, weight) => sum + weight, 0);
  return (day * 24 + before) * hourMs + (local - hours * hourMs) * (weights[hour] ?? 1);
}

/** The moment at a busy time: the reverse of {@link busyTimeOf}, in whole ms. */
export function clockTimeOf(busyMs: number): number {
  const day = Math.floor(busyMs / (24 * hourMs));
  let rest = busyMs - day * 24 * hourMs;
  let hour = 0;
  for (const weight of weights) {
    if (rest < weight * hourMs || hour === 23) {
      return Math.floor((day * 24 + hour) * hourMs + rest / weight) - zoneMs;
    }
    rest -= weight * hourMs;
    hour += 1;
  }
  return Math.floor(busyMs) - zoneMs;
}
