import { z } from 'zod';

/** A package that is part of the program. */
export const licensedPartSchema = z.object({
  name: z.string().min(1),
  version: z.string(),
  /** SPDX identifier. */
  licence: z.string(),
  /** Its whole text. */
  text: z.string(),
});
export type LicensedPart = z.infer<typeof licensedPartSchema>;

export const licencesSchema = z.object({
  /** The program itself first, then by name; empty where none were collected: before the first build. */
  parts: z.array(licensedPartSchema),
  /** Whether there is the file with those of all that Chromium is made of. */
  hasChromium: z.boolean(),
});
export type Licences = z.infer<typeof licencesSchema>;

const nothing = z.undefined();

export const LICENCE_COMMANDS = {
  'licences:list': { request: nothing, reply: licencesSchema },
  /** With the program that shows web pages: it is a file of many megabytes. */
  'licences:open-chromium': { request: nothing, reply: nothing },
} as const;
