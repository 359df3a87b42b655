import { z } from 'zod';
import { FAILURE_CODES } from '../failures.ts';

/** A failure as it crosses the wire: its stable code, and what is technical about it. */
export const failureSchema = z.object({ code: z.enum(FAILURE_CODES), detail: z.string() });
