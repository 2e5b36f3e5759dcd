import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';

const words = Type.Object({ en: Type.String(), 'zh-cn': Type.String() });
const sample = Type.Object({
  slug: Type.String({ pattern: '^[a-z0-9-]+$' }),
  provider: Type.String(),
  files: Type.Array(Type.String({ pattern: '^[A-Za-z0-9_.-]+$' }), { minItems: 1 }),
  title: words,
  story: words,
});
const index = Type.Array(sample);

/** A call that ships with the extension as the raw responses of a provider. */
export type Sample = Readonly<Static<typeof sample>>;

/** Reads `media/samples/index.json`. Throws TypeError for anything else. */
export function parseSampleIndex(text: string): readonly Sample[] {
  const value: unknown = JSON.parse(text);
  if (!Check(index, value)) throw new TypeError('media/samples/index.json is not a list of samples.');
  return value;
}
