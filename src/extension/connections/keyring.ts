import { SentenceError } from '../explain.ts';

/** What was asked of the secret storage. `half`: to put back what was there before. */
export type KeyringAct = 'read' | 'store' | 'remove' | 'half';

/** What is said of a secret storage that refuses: what was not done, why, and what to do. */
export function refusedBy(act: KeyringAct, name: string, error: unknown): SentenceError {
  const reason = error instanceof Error ? error.message : String(error);
  const action = act === 'half' ? 'edit-connection' : 'retry';
  return new SentenceError({ key: `connection.keyring.${act}`, args: { name, reason } }, action);
}
