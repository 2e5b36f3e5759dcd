import { readFileSync, readdirSync } from 'node:fs';

/** ms of processor that all processes used which this one started, theirs included; NaN where the system does not tell. */
export function cpuMs(): number {
  const parents = new Map(ids('/proc').map((id) => [id, parentOf(id)]));
  const isOurs = (id: string): boolean => {
    for (let at = parents.get(id); at !== undefined; at = parents.get(at)) {
      if (at === String(process.pid)) return true;
    }
    return false;
  };
  const nanoseconds = [...parents.keys()]
    .filter(isOurs)
    .flatMap((id) => ids(`/proc/${id}/task`).map((thread) => textOf(`/proc/${id}/task/${thread}/schedstat`)))
    .reduce((sum, stat) => sum + Number(stat.split(' ')[0]), 0);
  return parents.size === 0 ? Number.NaN : nanoseconds / 1e6;
}

function ids(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/u.test(name));
  } catch {
    // It has ended, or this is not Linux.
    return [];
  }
}

/** The field after the name, which may hold anything, and the state. */
function parentOf(id: string): string | undefined {
  const stat = textOf(`/proc/${id}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
