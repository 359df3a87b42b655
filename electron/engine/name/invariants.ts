import { posix, win32 } from 'node:path';
import { sanitizeFileName } from './sanitize.ts';

const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|clock\$|conin\$|conout\$)$/i;

/** Every promise that a sanitised name breaks, by name; for tests. */
export function brokenInvariants(name: string, platform: string): string[] {
  const checks: Record<string, boolean> = {
    separator: !/[/\\]/.test(name),
    dot: !['', '.', '..'].includes(name) && !name.startsWith('.'),
    control: !/[\p{Cc}\p{Cs}]/u.test(name),
    'windows-illegal': !/[<>:"|?*]/.test(name),
    device: !DEVICE.test((name.split('.')[0] ?? '').trimEnd()),
    ends: !/^[ .]|[ .]$/.test(name),
    bidi: !/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(name),
    length: Buffer.byteLength(name) + 16 <= 255,
    inside:
      posix.dirname(posix.resolve('/folder', name)) === '/folder' &&
      win32.dirname(win32.resolve('C:\\folder', name)) === 'C:\\folder',
    idempotent: sanitizeFileName(name, { platform }) === name,
    danger: !/\.(lnk|local|url|scf|desktop|\{[0-9a-f-]{36}\})$/i.test(name),
  };
  return Object.keys(checks).filter((check) => !checks[check]);
}
