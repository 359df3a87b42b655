import { SluiceError, type FailureCode } from '../../../shared/failures.ts';

const CODES: Readonly<Record<string, FailureCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EACCES: 'folder-unwritable',
  EPERM: 'folder-unwritable',
  EROFS: 'folder-unwritable',
  ENOTDIR: 'folder-unwritable',
  ENAMETOOLONG: 'bad-option',
  ENOENT: 'part-vanished',
  EEXIST: 'name-taken',
};

/** A file system error as a failure; what is not known is `disk-failed`. */
export function diskFailure(error: unknown): SluiceError {
  if (error instanceof SluiceError) return error;
  const code = errorCode(error);
  const detail = error instanceof Error ? error.message : String(error);
  return new SluiceError((code !== null && CODES[code]) || 'disk-failed', detail, { cause: error });
}

export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
