import { expect, test } from 'vitest';
import { portOfEpsv, portOfPasv } from './passive.ts';

test.each([
  ['229 Entering Extended Passive Mode (|||6446|)', 6446],
  ['229 Entering (!!!21!)', 21],
  ['229 Entering (|||0|)', null],
  ['229 Entering (|||65536|)', null],
  ['229 Entering (|1|10.0.0.1|6446|)', null],
  ['229 As you like', null],
])('EPSV: %s', (message, port) => {
  expect(portOfEpsv(message)).toBe(port);
});

test('PASV: the port, in or without brackets; no port is a reply without sense', () => {
  expect(portOfPasv('227 Entering Passive Mode (192,168,1,100,10,229)')).toBe(2789);
  expect(portOfPasv('227 =10,0,0,1,1,0')).toBe(256);
  for (const message of ['227 Entering', '227 (1,2,3,4,5)', '227 (1,2,3,4,0,0)', '227 (1,2,3,4,999,999)']) {
    expect(() => portOfPasv(message)).toThrow(expect.objectContaining({ code: 'bad-reply' }));
  }
});
