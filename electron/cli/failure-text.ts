import { FAILURES, type Failure } from '../../shared/failures.ts';
import { printable } from './printable.ts';

/**
 * What stderr says of a failure: its stable code and what to do, then the technical detail.
 * @param url which download, when there are several
 */
export function failureText({ code, detail }: Failure, url: string | null = null): string {
  const second = [url, detail].filter((part) => part).join(': ');
  return `sluice: ${code}: ${FAILURES[code].message}\n${second ? `  ${printable(second)}\n` : ''}`;
}
