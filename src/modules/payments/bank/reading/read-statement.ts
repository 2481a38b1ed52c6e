import { type ReadSheet, readWorkbook } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { isXml, readCamt } from './camt.ts';
import { findHeading } from './headings.ts';
import { isMt940, readMt940 } from './mt940.ts';
import { refuseStatement } from './refusals.ts';
import { readTable } from './table.ts';
import type { Statement } from './types.ts';

/**
 * Reads a file from a bank, whatever its format: the statements in it, in the order of the file. `today` only helps where dates
 * lack their year. Writes nothing. Errors: those of `readWorkbook` (`file_empty`, `file_encrypted` …) and of `refusals.ts`.
 */
export async function readStatements(bytes: Uint8Array, today: BusinessDate): Promise<Statement[]> {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 8_000)).toString('latin1');
  if (!start.includes('\u0000')) {
    const text = decode(bytes);
    if (isXml(text)) return readCamt(text);
    if (isMt940(text)) return readMt940(text);
    if (/^(\{1:|:20:)/.test(text.trimStart())) throw refuseStatement('statement_cut', 'saldo atau mutasinya tidak ada');
  }
  const { format, sheets } = await readWorkbook(bytes);
  const tables = sheets.filter((sheet) => findHeading(sheet));
  if (tables.length === 0) throw refuseStatement('statement_unknown_format');
  const kind = format === 'csv' ? 'csv' : 'xlsx';
  const filled = tables.filter((sheet) => !isEmptyBeside(tables, sheet));
  if (filled.length === 0) throw refuseStatement('statement_empty');
  return filled.map((sheet) => readTable(sheet, kind, today));
}

// A workbook with a sheet a month may hold months in which nothing moved.
function isEmptyBeside(tables: readonly ReadSheet[], sheet: ReadSheet): boolean {
  const heading = findHeading(sheet);
  return tables.length > 1 && heading !== undefined && sheet.rows.length <= heading.row + 1;
}

// UTF-8 where it is valid, else the Windows code page that old bank programs write.
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
