import { expect, it } from 'vitest';
import { KEPT_SECRET, hostRuleSchema, type HostRule } from '../../../shared/host-rules.ts';
import { EMPTY_RULE, checkRule, draftOf } from './draft.ts';

const RULE: HostRule = {
  id: 'one',
  pattern: '*.example.org',
  connections: 4,
  limitBytesPerSecond: 2_500_000,
  userAgent: 'Agent',
  referrer: 'https://example.org/',
  proxy: 'socks5h://127.0.0.1:1080',
  directory: '/isos',
  headers: { Authorization: KEPT_SECRET, Accept: '*/*' },
};

it('gives back what was not changed, kept secrets included', () => {
  const { rule } = checkRule(draftOf(RULE), 'one', []);
  expect(rule).toEqual(RULE);
  expect(hostRuleSchema.safeParse(rule).success).toBe(true);
  const bare = { ...RULE, connections: null, limitBytesPerSecond: null, proxy: '', headers: {} };
  expect(checkRule(draftOf(bare), 'one', []).rule).toEqual(bare);
  const auto = { ...bare, connections: 'auto' as const, proxy: 'system' };
  expect(checkRule(draftOf(auto), 'one', []).rule).toEqual(auto);
});

it('takes the host out of a pasted link', () => {
  expect(checkRule({ ...EMPTY_RULE, pattern: 'https://Example.org:8443/a' }, 'x', []).rule?.pattern).toBe(
    'example.org:8443',
  );
});

it('says what keeps a rule from being saved', () => {
  const check = (part: Partial<typeof EMPTY_RULE>) =>
    checkRule({ ...EMPTY_RULE, pattern: 'a.test', ...part }, 'x', [{ ...RULE, pattern: 'taken.test' }]);
  expect(check({}).rule).not.toBeNull();
  expect(check({ pattern: ' ' })).toMatchObject({ pattern: 'missing', rule: null });
  expect(check({ pattern: 'Taken.test' })).toMatchObject({ pattern: 'taken', rule: null });
  expect(check({ connections: 'fixed', count: '65' })).toMatchObject({ count: false, rule: null });
  expect(check({ limit: { figure: 'fast', unit: 'MB/s' } })).toMatchObject({ limit: false, rule: null });
  expect(check({ proxy: 'own' })).toMatchObject({ proxy: false, rule: null });
  expect(check({ proxy: 'own', proxyAddress: 'http://u:p@proxy:1' })).toMatchObject({ proxy: false, rule: null });
  expect(check({ directory: 'isos' })).toMatchObject({ directory: false, rule: null });
  expect(check({ headers: 'Range: bytes=0-' })).toMatchObject({ headers: { kind: 'own' }, rule: null });
});
