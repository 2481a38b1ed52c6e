import type { Column, Letterhead, Row, TableDocument } from '#documents';
import { addDays } from '#kernel/dates';
import { parseSignedDecimal } from '#kernel/money';
import type { Statement } from './queries/statement.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'Tanggal', kind: 'date', width: 12 },
  { heading: 'Bukti', kind: 'text', width: 20 },
  { heading: 'Uraian', kind: 'text', width: 34 },
  { heading: 'Masuk', kind: 'money', width: 16, total: true },
  { heading: 'Keluar', kind: 'money', width: 16, total: true },
  { heading: 'Saldo', kind: 'money', width: 18 },
];

/** A statement as the table that leaves as PDF or workbook: money in and out apart, with the balances around them. */
export function passbookTable(
  statement: Statement,
  letterhead: Letterhead,
  dateText: (day: string) => string,
): TableDocument {
  const { account, items } = statement;
  const lines: Row[] = items.map((item) => {
    const amountSen = parseSignedDecimal(item.amount);
    const text = item.note ? `${item.description}: ${item.note}` : item.description;
    return [
      item.on,
      item.receiptNumber ?? item.number,
      item.reversed ? `${text} (dibatalkan)` : text,
      amountSen > 0n ? amountSen : null,
      amountSen < 0n ? -amountSen : null,
      parseSignedDecimal(item.balance),
    ];
  });
  const from = statement.from === '1900-01-01' ? (items[0]?.on ?? statement.to) : statement.from;
  return {
    letterhead,
    title: `Mutasi ${account.productName}`,
    subtitle: [
      `${account.memberName}${account.memberNumber ? ` (${account.memberNumber})` : ''}, nomor simpanan ${account.number}`,
      `${dateText(from)} sampai ${dateText(addDays(statement.to, -1))}`,
    ],
    columns: COLUMNS,
    rows: [
      [null, '', 'Saldo awal', null, null, parseSignedDecimal(statement.opening)],
      ...lines,
      [null, '', 'Saldo akhir', null, null, parseSignedDecimal(statement.closing)],
    ],
  };
}
