import type { Workbook } from './cells.ts';
import { readDelimited } from './delimited.ts';
import { containerOf } from './signature.ts';
import { readSpreadsheet } from './spreadsheet.ts';

/** Reads a file's bytes into sheets of cells. Blocking and hungry: `readWorkbook` runs it in a worker with limits. */
export function readBytes(bytes: Buffer): Workbook {
  const container = containerOf(bytes);
  return container === 'delimited' ? readDelimited(bytes) : readSpreadsheet(bytes, container);
}
