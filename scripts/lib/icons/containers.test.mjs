// @ts-check
import { expect, it } from 'vitest';
import { ICNS_TYPES, icns, ico } from './containers.mjs';

const png = (/** @type {number} */ size) => Buffer.from(`png of ${size}`);

it('an ICO lists each picture with its size, length and place', () => {
  const file = ico([16, 256].map((size) => ({ size, png: png(size) })));
  expect([file.readUInt16LE(0), file.readUInt16LE(2), file.readUInt16LE(4)]).toEqual([0, 1, 2]);
  for (const [index, size] of [16, 256].entries()) {
    const entry = file.subarray(6 + 16 * index, 22 + 16 * index);
    expect(entry[0]).toBe(size % 256);
    const offset = entry.readUInt32LE(12);
    expect(file.subarray(offset, offset + entry.readUInt32LE(8))).toEqual(png(size));
  }
});

it('an ICNS is a chain of typed chunks whose lengths add up', () => {
  const file = icns(png);
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const found = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const body = file.subarray(at + 8, at + file.readUInt32BE(at + 4));
    found.push([file.toString('latin1', at, at + 4), Number(body.toString().split(' ').at(-1))]);
  }
  expect(found).toEqual(ICNS_TYPES);
});
