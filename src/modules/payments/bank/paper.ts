import { z } from 'zod';
import { letterhead } from '#cooperatives';
import { dateText, type Letterhead, type TableDocument, tablePdf, tableSheet, writeWorkbook } from '#documents';
import { addDays } from '#kernel/dates';
import { query } from '#kernel/query';
import { momentText } from '../report.ts';
import { type BankReconciliation, readReconciliation } from './queries/agreement.ts';
import { MonthInput } from './schema.ts';

/** The reconciliation of a month as a file to sign (PDF) or to work with (XLSX). Error: `bank_account_unknown`. */
export const bankReconciliationFile = query({
  name: 'payments.bankReconciliationFile',
  permission: 'bank.read',
  input: MonthInput.extend({ format: z.enum(['pdf', 'xlsx']) }),
  run: async (scope, { format, ...input }) => {
    const paper = await readReconciliation(scope, input);
    const tables = reconciliationTables(paper, await letterhead(scope));
    const name = `rekonsiliasi-${paper.account.chartCode}-${paper.startsOn.slice(0, 7)}.${format}`;
    if (format === 'xlsx') return { name, bytes: await writeWorkbook(tables.map(tableSheet), scope.now) };
    const printed = momentText(scope.now.toISOString(), scope.context.cooperative.zone);
    const bytes = await tablePdf(tables, {
      orientation: 'portrait',
      footer: `Dicetak ${printed} oleh ${scope.context.actor.name}`,
      placeAndDate: dateText(addDays(paper.endsBefore, -1)),
      signatures: [
        { office: 'Disusun oleh', name: paper.closed?.closedByName ?? scope.context.actor.name },
        { office: 'Bendahara' },
      ],
      writtenAt: scope.now,
    });
    return { name, bytes };
  },
});

/** The paper's tables: how the balances agree, and what stands on one side only. */
export function reconciliationTables(paper: BankReconciliation, head: Letterhead): TableDocument[] {
  const lastDay = addDays(paper.endsBefore, -1);
  const state = paper.closed
    ? `Ditutup oleh ${paper.closed.closedByName}, jurnal sampai nomor ${paper.closed.throughNumber}`
    : 'Belum ditutup';
  const rows: [string, bigint | null][] = [
    ['Saldo menurut buku', paper.bookSen],
    ['Dikurangi: ada di buku, belum di bank', -paper.inBooksOnlySen],
    ['Ditambah: ada di bank, belum di buku', paper.inBankOnlySen],
    ['Saldo bank seharusnya', paper.expectedSen],
    ['Saldo menurut rekening koran', paper.bankSen],
    ['Selisih', paper.differenceSen],
  ];
  return [
    {
      letterhead: head,
      title: 'Rekonsiliasi bank',
      subtitle: [
        `${paper.account.label}, ${paper.account.name}, akun ${paper.account.chartCode}`,
        `Per ${dateText(lastDay)}`,
        state,
      ],
      columns: [
        { heading: 'Uraian', kind: 'text' },
        { heading: 'Jumlah', kind: 'money' },
      ],
      rows,
    },
    itemTable(paper, head, 'books', 'Ada di buku, belum di bank'),
    itemTable(paper, head, 'bank', 'Ada di bank, belum di buku'),
  ];
}

function itemTable(paper: BankReconciliation, head: Letterhead, side: 'bank' | 'books', title: string): TableDocument {
  return {
    letterhead: head,
    title,
    subtitle: [],
    columns: [
      { heading: 'Tanggal', kind: 'date' },
      { heading: 'Jurnal', kind: 'text', width: 10 },
      { heading: 'Uraian', kind: 'text' },
      { heading: 'Umur (hari)', kind: 'number' },
      { heading: 'Jumlah', kind: 'money', total: true },
    ],
    rows: paper.items
      .filter((item) => item.side === side)
      .map((item) => [item.on, item.number === null ? '' : `${item.number}`, item.text, item.days, item.amountSen]),
  };
}
