import { inflateRawSync } from 'node:zlib';
import { LIMITS } from './limits.ts';
import { unreadable } from './refusals.ts';

/** One entry of a zip as its central directory declares it. */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly compressedSize: number;
  readonly size: number;
  readonly headerOffset: number;
};

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const UNKNOWN_SIZE = 0xffffffff;

/**
 * Reads the directory of a zip and checks, before a workbook library touches it, that its entries inflate to no more than
 * allowed: first by the declared sizes, then by inflating each entry against its declared size, because a directory can lie.
 * Errors: `file_corrupt`, `file_encrypted`, `file_zip_bomb`.
 */
export function checkedZip(bytes: Buffer): ZipEntry[] {
  const entries = readDirectory(bytes);
  if (entries.some((entry) => entry.encrypted)) throw unreadable('file_encrypted');
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (entries.length > LIMITS.zipEntriesMax || total > LIMITS.inflatedBytesMax) throw unreadable('file_zip_bomb');
  for (const entry of entries) checkEntry(bytes, entry);
  return entries;
}

function readDirectory(bytes: Buffer): ZipEntry[] {
  const end = findEnd(bytes);
  if (end === undefined) throw unreadable('file_corrupt');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw unreadable('file_corrupt');
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      compressedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      headerOffset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(bytes: Buffer): number | undefined {
  const earliest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= earliest; at -= 1) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return undefined;
}

function checkEntry(bytes: Buffer, entry: ZipEntry): void {
  // A size of 4 GB or more is written elsewhere (zip64); no workbook within our limits needs it.
  if (entry.size === UNKNOWN_SIZE || entry.compressedSize === UNKNOWN_SIZE) throw unreadable('file_zip_bomb');
  const header = entry.headerOffset;
  if (header + 30 > bytes.length || bytes.readUInt32LE(header) !== LOCAL_HEADER) throw unreadable('file_corrupt');
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  if (start + entry.compressedSize > bytes.length) throw unreadable('file_corrupt');
  if (entry.method === 0) {
    if (entry.size !== entry.compressedSize) throw unreadable('file_corrupt');
    return;
  }
  if (entry.method !== 8) throw unreadable('file_corrupt');
  try {
    inflateRawSync(bytes.subarray(start, start + entry.compressedSize), { maxOutputLength: Math.max(1, entry.size) });
  } catch (error) {
    const tooLong = error instanceof RangeError;
    throw unreadable(tooLong ? 'file_zip_bomb' : 'file_corrupt');
  }
}
