import { z } from 'zod';
import type { AriaOptions } from './options.ts';

const MAX_TEXT = 64 * 1024;
export const text = z.string().max(MAX_TEXT);
export const uris = z.array(text).max(1_000);
export const gid = z.string();
export const keys = z.array(z.string()).optional();
/** Some clients send numbers as text. */
export const whole = z.coerce
  .number()
  .int()
  .min(-(2 ** 31))
  .max(2 ** 31);

const value = z.union([text, z.number(), z.boolean()]).transform(String);
/** Some clients send numbers and booleans where aria2 has text, and `null` for what they do not mean. */
export const options = z
  .record(z.string(), z.union([value, z.array(value).max(1_000), z.null()]))
  .nullish()
  .transform((given): AriaOptions =>
    Object.fromEntries(Object.entries(given ?? {}).flatMap(([name, set]) => (set === null ? [] : [[name, set]]))),
  );
