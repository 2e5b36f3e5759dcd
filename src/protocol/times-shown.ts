/**
 * How moments are told: time since the call began, or time of day in the zone of whoever looks, in UTC, or in the
 * provider's zone.
 */
export const timesShown = ['elapsed', 'local', 'utc', 'zone'] as const;
export type TimesShown = (typeof timesShown)[number];
