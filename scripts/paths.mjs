// Where things are. Everything that the scripts write beside dist/ goes into .vscode-test/.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const workRoom = join(root, '.vscode-test');

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);
/** @param {string[]} parts */
export const inWorkRoom = (...parts) => join(workRoom, ...parts);
