import { expect, test } from 'vitest';
import { SluiceError } from '../../../shared/failures.ts';
import { KEPT_SECRET } from '../../../shared/host-rules.ts';
import { openLibrary } from '../../library/index.ts';
import { flippingBox, temporaryFolder } from '../../library/testing/fixtures.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { createIdentityCommands } from './identity.ts';

const RULE = {
  id: 'one',
  pattern: 'example.org',
  connections: 4,
  limitBytesPerSecond: null,
  userAgent: '',
  referrer: '',
  proxy: '',
  directory: '',
  headers: { 'X-Token': 'secret' },
} as const;

test('a rule that was removed comes back whole, though the window never had its secrets', () => {
  const folder = temporaryFolder();
  const library = openLibrary({ path: folder.path('library.db'), now: new Date(0), secretBox: flippingBox });
  const { hostRules, signIns } = library;
  const commands = createIdentityCommands({
    ...{ hostRules, signIns, hasKeyStore: () => true, proxyOf: () => Promise.resolve(null) },
    engine: new FakeEngine(),
  });
  hostRules.put(RULE);
  expect(commands['host-rules:list'](undefined)).toMatchObject([{ headers: { 'X-Token': KEPT_SECRET } }]);
  void commands['host-rules:remove']({ id: 'one' });
  expect(hostRules.list()).toEqual([]);
  void commands['host-rules:put-back']({ id: 'another' });
  expect(hostRules.list()).toEqual([]);
  void commands['host-rules:put-back']({ id: 'one' });
  expect(hostRules.list()).toEqual([RULE]);

  // Another one for the same host was made meanwhile: neither is lost without a word.
  void commands['host-rules:remove']({ id: 'one' });
  hostRules.put({ ...RULE, id: 'two' });
  expect(() => commands['host-rules:put-back']({ id: 'one' })).toThrow(SluiceError);
  library.close();
  folder.remove();
});
