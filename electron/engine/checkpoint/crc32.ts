/**
 * CRC-32 (IEEE 802.3, as in zlib) of joined data from the CRCs of its parts. Appending n zero bytes is a linear map
 * over GF(2); its matrix for 2^k bytes is the square of the one before, so any length takes at most 53 steps.
 */
const POLYNOMIAL = 0xedb88320;

const times = (matrix: Uint32Array, vector: number): number => {
  let sum = 0;
  for (let bit = 0, rest = vector; rest !== 0; bit += 1, rest >>>= 1) {
    if (rest & 1) sum ^= matrix[bit] ?? 0;
  }
  return sum >>> 0;
};

const square = (matrix: Uint32Array): Uint32Array => matrix.map((row) => times(matrix, row));

/** Powers of the map for one zero byte: entry k appends 2^k bytes. Filled as far as it was needed. */
const powers: Uint32Array[] = [];

function power(exponent: number): Uint32Array {
  while (powers.length <= exponent) {
    const last = powers.at(-1);
    if (last) {
      powers.push(square(last));
      continue;
    }
    const oneBit = new Uint32Array(32);
    oneBit[0] = POLYNOMIAL;
    for (let bit = 1; bit < 32; bit += 1) oneBit[bit] = 2 ** (bit - 1);
    powers.push(square(square(square(oneBit))));
  }
  return powers[exponent] as Uint32Array;
}

/** CRC of `a` followed by `b`, where `lengthB` is the length of `b` in bytes. */
export function combineCrc32(crcA: number, crcB: number, lengthB: number): number {
  let crc = crcA >>> 0;
  for (let exponent = 0, rest = lengthB; rest > 0; exponent += 1, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) crc = times(power(exponent), crc);
  }
  return (crc ^ crcB) >>> 0;
}
