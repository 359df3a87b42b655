import { z } from 'zod';
import { CHECKSUM_HEX_LENGTH, checksumAlgorithmSchema } from './download.ts';

/** 16,384 pieces of 1 MiB are 16 GiB; more would make each stored download heavy for little. */
export const MAX_PIECES = 16_384;

/** Digests of equal pieces of a file, in order; the last piece may be shorter. */
export const pieceHashesSchema = z
  .object({
    algorithm: checksumAlgorithmSchema,
    lengthBytes: z.number().int().positive(),
    /** Lower-case hexadecimal. */
    hashes: z
      .array(z.string().regex(/^[0-9a-f]+$/))
      .min(1)
      .max(MAX_PIECES),
  })
  .refine(({ algorithm, hashes }) => hashes.every((hash) => hash.length === CHECKSUM_HEX_LENGTH[algorithm]), {
    message: 'A piece has a digest of the wrong length.',
  });
export type PieceHashes = z.infer<typeof pieceHashesSchema>;
