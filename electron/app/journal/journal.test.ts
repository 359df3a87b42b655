import { expect, test } from 'vitest';
import { Journal } from './journal.ts';
import { redact } from './redact.ts';

test.each([
  ['failed: https://ann:pw1@host:8443/a/b.iso?token=s3cret&x=1#frag', 'failed: https://host:8443/a/b.iso?…#…'],
  ['socks5h://u:p@127.0.0.1:1080 refused', 'socks5h://127.0.0.1:1080 refused'],
  ['Authorization: Bearer abcdef123456', 'Authorization: …'],
  ['{"Cookie": "sid=42; theme=dark"}', '{"Cookie": …'],
  ['sent Basic dXNlcjpwYXNz to it', 'sent Basic … to it'],
  ['password=hunter2 and token=abc', 'password=… and token=…'],
  ['HTTP 404 for file-3.iso, 12 of 40 bytes', 'HTTP 404 for file-3.iso, 12 of 40 bytes'],
])('%s', (text, clean) => {
  expect(redact(text)).toBe(clean);
});

test('keeps the last entries only, each of a bounded length', () => {
  let now = 0;
  const journal = new Journal(() => (now += 1));
  for (let index = 0; index < 700; index += 1) journal.write(`${index} ${'x'.repeat(5_000)}`);
  const entries = journal.read();
  expect(entries).toHaveLength(500);
  expect(entries[0]?.text.startsWith('200 ')).toBe(true);
  expect(entries.at(-1)).toMatchObject({ at: 700 });
  expect(Math.max(...entries.map(({ text }) => text.length))).toBeLessThanOrEqual(2_000);
});
