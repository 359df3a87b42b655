// @ts-check
/**
 * The two icon containers, written by hand: each is a short directory in front
 * of PNG files, and both systems have read PNG entries for fifteen years.
 */

/** @typedef {{ size: number, png: Buffer }} Picture square, `size` px */

/**
 * Windows ICO: a 6-byte header, one 16-byte entry per picture, the pictures.
 * @param {Picture[]} pictures at most 256 px
 */
export function ico(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2); // 1 = icon
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at); // 0 stands for 256
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4); // planes
    header.writeUInt16LE(32, at + 6); // bits per pixel
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/**
 * The types whose PNG form every macOS reads. 16 and 32 px at 1x are left out:
 * those need another encoding, and the system scales `ic11` and `ic12` down for them.
 * @type {[type: string, size: number][]}
 */
export const ICNS_TYPES = [
  ['ic11', 32], // 16 at 2x
  ['ic12', 64], // 32 at 2x
  ['ic07', 128],
  ['ic13', 256], // 128 at 2x
  ['ic08', 256],
  ['ic14', 512], // 256 at 2x
  ['ic09', 512],
  ['ic10', 1024], // 512 at 2x
];

/**
 * Apple ICNS: a header, then for each picture its type, length and bytes.
 * @param {(size: number) => Buffer} draw makes the PNG of a size
 */
export function icns(draw) {
  const chunks = ICNS_TYPES.map(([type, size]) => chunk(type, draw(size)));
  return chunk('icns', Buffer.concat(chunks));
}

/**
 * @param {string} type four letters
 * @param {Buffer} body
 */
function chunk(type, body) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + body.length, 4); // the length counts its own header
  return Buffer.concat([head, body]);
}
