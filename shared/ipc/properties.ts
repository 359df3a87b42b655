import { z } from 'zod';

/** What is known of a download beyond its row; asked for when somebody looks. Secrets are not in it. */
export const downloadPropertiesSchema = z.object({
  /** After redirects; this and the validators are `null` until the server has been asked since the program began. */
  finalUrl: z.string().nullable(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  referrer: z.string().nullable(),
  /** Further headers of its requests, as they were given; `value` `null`: a secret. */
  headers: z.array(z.object({ name: z.string(), value: z.string().nullable() })),
  /** Further addresses of the file, without user names and passwords. */
  mirrors: z.array(z.string()),
});
export type DownloadProperties = z.infer<typeof downloadPropertiesSchema>;
