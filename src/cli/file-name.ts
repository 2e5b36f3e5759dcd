import { createHash } from 'node:crypto';

const suffix = '.calltrace.json';
const utf8 = new TextEncoder();
/** File systems take 255 bytes; what is longer is cut and told apart by a hash. */
const longest = 120;
/** Names of devices on Windows, whatever follows the first dot. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * File names for calls, from contact IDs that may hold anything: letters, digits, `-`, `_` and dots between them stay,
 * every other byte becomes `%XX`, so that no name leaves its folder, hides, or means a device. Names that a file
 * system without regard to case would confuse are numbered.
 */
export function fileNamesOf(contactIds: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return contactIds.map((contactId) => {
    const base = baseOf(contactId);
    let name = base + suffix;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base}-${number}${suffix}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function baseOf(contactId: string): string {
  const escaped = contactId.replaceAll(/[^A-Za-z0-9_.-]|^[.-]/gu, escape);
  const stem = escaped.split('.', 1)[0] ?? '';
  const safe = device.test(stem) ? escape(escaped.slice(0, 1)) + escaped.slice(1) : escaped;
  if (safe.length <= longest) return safe === '' ? 'call' : safe;
  const hash = createHash('sha256').update(contactId).digest('hex').slice(0, 16);
  return `${safe.slice(0, longest - hash.length - 1).replace(/%.?$/, '')}-${hash}`;
}

function escape(character: string): string {
  return [...utf8.encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
