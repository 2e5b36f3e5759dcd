import { traceSuffix } from '../traces/address.ts';

/**
 * A name for a document that no other in its folder has.
 * @param name ends in `.calltrace.json`
 * @param taken names in lower case: some file systems do not tell cases apart
 */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = name.slice(0, -traceSuffix.length);
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${stem}-${number}${traceSuffix}`;
    if (!taken.has(free.toLowerCase())) return free;
  }
}
