import { isUtf8 } from "node:buffer";
import { AppError } from "@/lib/errors";

interface Place {
  /** Where the bytes stand in the file's text, from 0. */
  offset: number;
  /** The row that they begin with. */
  row: number;
  /** The byte that ends a row, where the bytes hold several. */
  separator?: number;
}

/**
 * The text of bytes that must be UTF-8.
 * @throws AppError `invalid` with the offset of the first byte that begins no character, counted from 0, and its row.
 */
export function decodeUtf8(bytes: Buffer, place: Place): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const bad = firstBadByte(bytes);
  let row = place.row;
  if (place.separator !== undefined) {
    for (let index = 0; index < bad; index++) if (bytes[index] === place.separator) row++;
  }
  const value = (bytes[bad] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  throw new AppError(
    "invalid",
    `The file is not UTF-8: byte 0x${value} at offset ${place.offset + bad}, row ${row}, begins no character. Save the file as UTF-8 and import it again.`,
  );
}

/** The index of the first byte that begins no well-formed character (Unicode, table 3-7). */
function firstBadByte(bytes: Buffer): number {
  let index = 0;
  while (index < bytes.length) {
    const length = characterLength(bytes, index);
    if (length === 0) return index;
    index += length;
  }
  return index;
}

function characterLength(bytes: Buffer, index: number): number {
  const lead = bytes[index] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0) return 0;
  const second = bytes[index + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let next = index + 2; next < index + length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
