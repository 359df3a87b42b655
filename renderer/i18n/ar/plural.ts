type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Forms<Key extends string> = Readonly<Record<`${Key}_${Form}`, string>>;

/**
 * The six plural forms of Arabic under the keys i18next looks for.
 * @param few 3 to 10
 * @param many 11 to 99
 * @param other 100, 1000, fractions; and none at all
 */
export const plural = <Key extends string>(
  key: Key,
  one: string,
  two: string,
  few: string,
  many: string,
  other: string,
): Forms<Key> =>
  ({
    [`${key}_zero`]: other,
    [`${key}_one`]: one,
    [`${key}_two`]: two,
    [`${key}_few`]: few,
    [`${key}_many`]: many,
    [`${key}_other`]: other,
  }) as Forms<Key>;

/** For sentences that are the same for every number. */
export const invariable = <Key extends string>(key: Key, text: string): Forms<Key> =>
  plural(key, text, text, text, text, text);
