import { randomBytes } from 'node:crypto';

/** 128 bits, in letters that survive being read out and pasted anywhere. */
export const newSecret = (): string => randomBytes(16).toString('hex');
