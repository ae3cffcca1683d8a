import { DamagedParquet } from "./damaged-parquet";

/**
 * Walks over the run headers of Parquet's hybrid of run-length and bit-packed numbers without unpacking them, and sees that they hold as many
 * numbers as are asked for: a run that claims more would be written out to its full length.
 *
 * @param width - Bits of one number.
 * @param end - Where the numbers' bytes end.
 * @throws DamagedParquet
 */
export function checkRuns(bytes: Uint8Array, from: number, end: number, width: number, count: number): void {
  let position = from;
  let seen = 0;
  while (seen < count) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[position++];
      if (byte === undefined || position > end)
        throw new DamagedParquet(`a page ends within its run lengths, at ${seen} of ${count} values`);
      if (shift > 28) throw new DamagedParquet("a run length has more than five bytes");
      header += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const isPacked = header % 2 === 1;
    const length = Math.floor(header / 2);
    if (isPacked) {
      position += length * width;
      refuseOverlong(length * 8, count - seen);
      seen += length * 8;
    } else {
      position += Math.ceil(width / 8);
      refuseOverlong(length, count - seen);
      seen += length;
    }
  }
}

/** Numbers come by eight and some writers fill up a group of 63, so the last run may hold some that are not meant. */
function refuseOverlong(claimed: number, left: number): void {
  if (claimed > left + 504) throw new DamagedParquet(`a run claims ${claimed} values where ${left} are left`);
}
