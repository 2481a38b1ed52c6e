import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import type { Cell, Workbook } from './cells.ts';
import { LIMITS } from './limits.ts';
import { unreadable } from './refusals.ts';

const DELIMITERS = [';', '\t', '|', ','] as const;

/** Reads text with columns: comma, semicolon, tab or bar; UTF-8, UTF-16 or the Windows code page. All cells are texts. */
export function readDelimited(bytes: Buffer): Workbook {
  const text = decodeText(bytes);
  const declared = /^sep=(.)\r?\n/i.exec(text);
  const body = declared ? text.slice(declared[0].length) : text;
  const records = parseRecords(body, declared?.[1] ?? sniffDelimiter(body));
  if (records.length > LIMITS.rowsMax) throw unreadable('too_many_rows');
  const rows = records.map(toCells);
  if (rows.some((row) => row.length > LIMITS.columnsMax)) throw unreadable('too_many_columns');
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
  if (rows.length === 0) throw unreadable('file_empty');
  return { format: 'csv', sheets: [{ name: 'CSV', rows, merges: [] }] };
}

/** The text of a file: by its byte order mark, else UTF-8 when it is valid, else Windows-1252. */
export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(bytes, 'utf16-le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(bytes, 'utf16-be');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'windows-1252');
  }
}

/** The delimiter that cuts the first lines into the most, and most even, columns; quoted parts do not count. */
export function sniffDelimiter(text: string): string {
  const lines = text
    .slice(0, 200_000)
    .replace(/"(?:[^"]|"")*"/g, '""')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 60);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const common = mostCommon(counts.filter((count) => count > 0));
    const score = common * counts.filter((count) => count === common).length;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function parseRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 1_000_000,
      to: LIMITS.rowsMax + 1,
    });
  } catch {
    throw unreadable('file_corrupt');
  }
}

function toCells(record: readonly string[]): (Cell | null)[] {
  const row = record.map((text): Cell | null =>
    text.trim() === '' ? null : { kind: 'text', text: text.slice(0, LIMITS.cellCharactersMax) },
  );
  while (row.length > 0 && row.at(-1) === null) row.pop();
  return row;
}

function mostCommon(counts: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  let best = 0;
  for (const [count, times] of tally) if (times > (tally.get(best) ?? 0)) best = count;
  return best;
}
