import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SentenceError } from '../explain.ts';
import { localTimeText } from '../local-time.ts';
import type { AlibabaKey } from './record.ts';

/** Where keys that are not stored come from. */
export interface KeySurroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Configuration file of the Aliyun command line. */
  readonly cliFile: string;
  /** Epoch ms. */
  readonly now: () => number;
}

export const ownSurroundings = (): KeySurroundings => ({
  variables: process.env,
  cliFile: join(homedir(), '.aliyun', 'config.json'),
  now: Date.now,
});

/** An access key as requests are signed with it. */
export interface ResolvedKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** A profile of the Aliyun command line. Only those of modes AK and StsToken hold a key that can be used as it is. */
export interface CliProfile {
  readonly name: string;
  readonly mode: string;
  readonly usable: boolean;
}

const largestFile = 1024 * 1024;

/**
 * The key that a record names.
 *
 * @throws SentenceError that names the profile or variable when there is no such key, or when it has ended
 */
export async function resolveKey(
  key: AlibabaKey,
  surroundings: KeySurroundings = ownSurroundings(),
): Promise<ResolvedKey> {
  switch (key.kind) {
    case 'stored': {
      const { accessKeyId, accessKeySecret, securityToken, expiresAt } = key;
      if (expiresAt !== undefined && expiresAt <= surroundings.now()) {
        throw refusal('connection.key.ended', { ended: localTimeText(expiresAt) });
      }
      return resolved(accessKeyId, accessKeySecret, securityToken);
    }
    case 'cli-profile':
      return ofProfile(key.profile, surroundings);
    case 'environment': {
      const valueOf = (variable: string) => {
        const value = surroundings.variables[variable]?.trim() ?? '';
        if (value === '') throw refusal('connection.key.no-variable', { variable });
        return value;
      };
      const token = key.securityToken === undefined ? '' : surroundings.variables[key.securityToken];
      return resolved(valueOf(key.accessKeyId), valueOf(key.accessKeySecret), token?.trim());
    }
  }
}

/**
 * The profiles of the command line, in the order of its file.
 *
 * @throws SentenceError when the file is missing or is none of the command line's
 */
export async function cliProfiles(file: string = ownSurroundings().cliFile): Promise<readonly CliProfile[]> {
  return (await profilesIn(file)).flatMap((profile) => {
    const name = textIn(profile, 'name');
    const mode = modeOf(profile);
    return name === '' ? [] : [{ name, mode, usable: isUsable(mode) }];
  });
}

const isUsable = (mode: string) => mode === 'AK' || mode === 'StsToken';

/** The command line takes a profile without a mode for one with an access key. */
function modeOf(profile: object): string {
  const mode = textIn(profile, 'mode');
  return mode === '' ? 'AK' : mode;
}

async function ofProfile(name: string, { cliFile, now }: KeySurroundings): Promise<ResolvedKey> {
  const profile = (await profilesIn(cliFile)).find((one) => textIn(one, 'name') === name);
  if (profile === undefined) throw refusal('connection.key.no-profile', { profile: name, file: cliFile });
  const mode = modeOf(profile);
  if (!isUsable(mode)) throw refusal('connection.key.other-mode', { profile: name, mode: mode.slice(0, 40) });
  const id = textIn(profile, 'access_key_id');
  const secret = textIn(profile, 'access_key_secret');
  const token = mode === 'StsToken' ? textIn(profile, 'sts_token') : '';
  if (id === '' || secret === '' || (mode === 'StsToken' && token === '')) {
    throw refusal('connection.key.empty-profile', { profile: name, file: cliFile });
  }
  // The command line writes 0 where it does not know the end of a token; epoch seconds otherwise.
  const ends: unknown = Reflect.get(profile, 'sts_expiration');
  if (mode === 'StsToken' && typeof ends === 'number' && ends > 0 && ends * 1000 <= now()) {
    throw refusal('connection.key.profile-ended', { profile: name, ended: localTimeText(ends * 1000) });
  }
  return resolved(id, secret, token);
}

async function profilesIn(file: string): Promise<readonly object[]> {
  let text: string;
  try {
    const { size } = await stat(file);
    if (size > largestFile) throw refusal('connection.key.no-cli-file', { file });
    text = await readFile(file, 'utf8');
  } catch {
    throw refusal('connection.key.no-cli-file', { file });
  }
  try {
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
    const profiles: unknown = isObject(content) ? Reflect.get(content, 'profiles') : undefined;
    if (Array.isArray(profiles)) return profiles.filter(isObject);
  } catch {
    // Said below: the parser's own words would quote the file, keys included.
  }
  throw refusal('connection.key.bad-cli-file', { file });
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textIn(object: object, name: string): string {
  const value: unknown = Reflect.get(object, name);
  return typeof value === 'string' ? value.trim() : '';
}

const resolved = (accessKeyId: string, accessKeySecret: string, token: string | undefined): ResolvedKey => ({
  accessKeyId,
  accessKeySecret,
  ...(token === undefined || token === '' ? {} : { securityToken: token }),
});

const refusal = (key: string, args: Readonly<Record<string, string | number>>) =>
  new SentenceError({ key, args }, 'edit-connection');
