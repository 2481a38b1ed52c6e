import { addDays, addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';
import { formatDecimal, rupiah, type Sen } from '#kernel/money';
import { postEntries } from '#ledger';
import { addBankAccount, importStatement, uploadStatement } from '#payments';
import type { Office } from './closing.ts';
import type { Scene } from './scene.ts';

type Row = { readonly day: number; readonly text: string; readonly amountSen: Sen; readonly booked: boolean };

/** What happened on the bank account last month: most is in the books, the fee and an unknown transfer are not. */
const ROWS: readonly Row[] = [
  { day: 4, text: 'SETOR TUNAI', amountSen: rupiah(12_000_000), booked: true },
  { day: 9, text: 'PLN POSTPAID', amountSen: rupiah(-412_500), booked: true },
  { day: 16, text: 'SETOR TUNAI', amountSen: rupiah(8_500_000), booked: true },
  { day: 23, text: 'TRANSFER DARI SLAMET RIYADI', amountSen: rupiah(500_000), booked: false },
  { day: 27, text: 'BIAYA ADMINISTRASI', amountSen: rupiah(-15_000), booked: false },
];

/** A bank account since last month, its movements in the books, and its statement: work that waits for the treasurer. */
export async function openBankAccount(scene: Scene, { bendahara }: Office): Promise<void> {
  const month = addMonths(startOfMonth(scene.today), -1);
  const on = ({ day }: Row) => addDays(month, day - 1);
  const entries = ROWS.filter(({ booked }) => booked).map((row) => {
    const [debit, credit] = row.amountSen > 0n ? ['1.1.05', '1.1.01'] : ['6.1.03', '1.1.05'];
    const sum = formatDecimal(row.amountSen < 0n ? -row.amountSen : row.amountSen);
    const lines = [
      { account: debit, debit: sum },
      { account: credit, credit: sum },
    ];
    return { happenedOn: on(row), description: row.amountSen > 0n ? 'Setor kas ke bank' : 'Listrik lewat bank', lines };
  });
  const context = scene.on(scene.today, bendahara);
  await postEntries(context, { entries }, { key: 'demo:bank:jurnal' });
  const account = { bank: 'BCA', number: '0350001234', name: 'Giro operasional', chartCode: '1.1.05', startsOn: month };
  const { result } = await addBankAccount(context, account, { key: 'demo:bank:rekening' });
  const content = Buffer.from(statementOf(month, on)).toString('base64');
  const file = { accountId: result.id, fileName: `mutasi-${month.slice(0, 7)}.csv`, content };
  const upload = await uploadStatement(context, file, { key: 'demo:bank:berkas' });
  await importStatement(context, { uploadId: upload.result.id, agreed: true }, { key: 'demo:bank:impor' });
}

/** The statement as the bank's page offers it: comma separated, a running balance. */
function statementOf(month: BusinessDate, on: (row: Row) => BusinessDate): string {
  let balance = 0n;
  const lines = ROWS.map((row) => {
    balance += row.amountSen;
    const [day, number, year] = on(row).split('-').reverse();
    const [debit, credit] = row.amountSen < 0n ? [-row.amountSen, 0n] : [0n, row.amountSen];
    return `${day}/${number}/${year},${row.text},${formatDecimal(debit)},${formatDecimal(credit)},${formatDecimal(balance)}`;
  });
  return [`No Rekening,0350001234`, `Periode,${month}`, 'Tanggal,Keterangan,Debet,Kredit,Saldo', ...lines].join('\n');
}
