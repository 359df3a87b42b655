import { createHash } from 'node:crypto';
import { RpcError } from './error.ts';

/** 16 hexadecimal digits that follow from the id alone, so that a download has the same gid after a restart. */
export function gidOf(id: string): string {
  const digits = id.replaceAll('-', '');
  if (/^[0-9a-f]{32}$/.test(digits)) return digits.slice(0, 16);
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

/**
 * The id whose gid is `text`, or begins with it.
 * @throws {RpcError} when it is no gid, or of none or several of the ids
 */
export function findId(text: string, ids: Iterable<string>): string {
  if (!/^[0-9a-f]{1,16}$/i.test(text)) throw new RpcError(`Invalid GID ${text.slice(0, 40)}`);
  const wanted = text.toLowerCase();
  const found: string[] = [];
  for (const id of ids) {
    const gid = gidOf(id);
    if (gid === wanted) return id;
    if (gid.startsWith(wanted)) found.push(id);
  }
  const [only] = found;
  if (only === undefined) throw new RpcError(`GID ${text} is not found`);
  if (found.length > 1) throw new RpcError(`GID ${text} is not unique`);
  return only;
}
