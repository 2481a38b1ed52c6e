import { approvals, decideHeld } from '#kernel/approval';
import type { Context } from '#kernel/context';
import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import { addChartLine, generalAccountId, post } from '#ledger';
import { asStaff, read, step } from '../../../../test/support/world.ts';
import { addBankAccount } from './commands/accounts.ts';
import { importStatement, uploadStatement } from './commands/statements.ts';
import { bankWorkbench } from './queries/workbench.ts';

/** One movement as the tests write it: rupiah with two decimals, above zero into our account. */
export type Movement = { readonly on: string; readonly amount: bigint; readonly text: string };

/** A bank account of the cooperative from 1 October 2026 on, on chart line 1.1.05 unless another is named. */
export async function newAccount(
  context: Context,
  options: { number?: string; chartCode?: string; startsOn?: string } = {},
) {
  const { result } = await addBankAccount(context, {
    bank: 'BCA',
    number: options.number ?? '035-000-0001',
    name: 'Giro operasional',
    chartCode: options.chartCode ?? '1.1.05',
    startsOn: options.startsOn ?? '2026-10-01',
  });
  return result.id;
}

/** A second bank line of the chart. */
export async function secondBankLine(context: Context): Promise<string> {
  await addChartLine(context, {
    code: '1.1.09',
    name: 'Bank BRI',
    kind: 'asset',
    normal: 'debit',
    postable: true,
    parentCode: '1.1',
    cashFlow: 'cash',
  });
  return '1.1.09';
}

/** Books movements on the bank's chart line, one entry each; answers the entries' ids in order. */
export function bookMovements(
  context: Context,
  movements: readonly Movement[],
  chartCode = '1.1.05',
): Promise<string[]> {
  return step(context, async (scope) => {
    const bank = await generalAccountId(scope, chartCode);
    const other = await generalAccountId(scope, '2.1.41');
    const posted = await post(
      scope,
      movements.map(({ on, amount, text }) => ({
        description: text,
        businessDate: on as BusinessDate,
        source: 'test.bank',
        lines: [
          { accountId: bank, amountSen: amount },
          { accountId: other, amountSen: -amount },
        ],
      })),
    );
    return posted.map(({ id }) => id);
  });
}

/** A CSV as BCA's business download writes it. */
export function bcaCsv(movements: readonly Movement[], openingSen = 0n, account = '0350000001'): string {
  let balance = openingSen;
  const rows = movements.map(({ on, amount, text }) => {
    balance += amount;
    const magnitude = english(amount < 0n ? -amount : amount);
    return `"${slashed(on)}","${text}","0000","${magnitude} ${amount < 0n ? 'DB' : 'CR'}","${english(balance)}"`;
  });
  const days = movements.map(({ on }) => on).sort();
  return [
    '"Informasi Rekening - Mutasi Rekening"," "," "," "," ",',
    '',
    `"No. rekening : ${account}"`,
    '"Nama : KOPERASI UJI"',
    `"Periode : ${slashed(`${(days[0] ?? '2026-10').slice(0, 7)}-01`)} - ${slashed(days.at(-1) ?? '2026-10-31')}"`,
    '"Kode Mata Uang : Rp"',
    '"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"',
    ...rows,
    `"Saldo Awal : ${english(openingSen)}"`,
    `"Saldo Akhir : ${english(balance)}"`,
    '',
  ].join('\r\n');
}

/** The same as MT940; `closingSen` when the bank's balance is not the sum of these lines. */
export function mt940(movements: readonly Movement[], openingSen = 0n, account = '0350000001'): string {
  const total = movements.reduce((sum, { amount }) => sum + amount, openingSen);
  const days = movements.map(({ on }) => on).sort();
  const balance = (tag: string, on: string, amount: bigint) =>
    `:${tag}:${amount < 0n ? 'D' : 'C'}${short(on)}IDR${comma(amount < 0n ? -amount : amount)}`;
  const lines = movements.flatMap(({ on, amount, text }) => [
    `:61:${short(on)}${short(on).slice(2)}${amount < 0n ? 'D' : 'C'}${comma(amount < 0n ? -amount : amount)}NTRFNONREF`,
    `:86:${text}`,
  ]);
  return [
    ':20:UJI',
    `:25:${account}`,
    ':28C:1/1',
    balance('60F', days[0] ?? '2026-10-01', openingSen),
    ...lines,
    balance('62F', days.at(-1) ?? '2026-10-31', total),
    '-',
    '',
  ].join('\r\n');
}

/** The same as camt.053, version 8. */
export function camt(movements: readonly Movement[], openingSen = 0n, account = '0350000001'): string {
  const total = movements.reduce((sum, { amount }) => sum + amount, openingSen);
  const days = movements.map(({ on }) => on).sort();
  const money = (amount: bigint) =>
    `<Amt Ccy="IDR">${formatDecimal(amount < 0n ? -amount : amount)}</Amt><CdtDbtInd>${amount < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
  const balance = (code: string, on: string, amount: bigint) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${money(amount)}<Dt><Dt>${on}</Dt></Dt></Bal>`;
  const entries = movements.map(
    ({ on, amount, text }) =>
      `<Ntry>${money(amount)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${on}</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>UJI</MsgId></GrpHdr><Stmt><Id>UJI</Id>
<Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>IDR</Ccy></Acct>
${balance('OPBD', days[0] ?? '2026-10-01', openingSen)}${balance('CLBD', days.at(-1) ?? '2026-10-31', total)}
${entries.join('\n')}
</Stmt></BkToCstmrStmt></Document>`;
}

/** Uploads a file; answers the upload's id. */
export async function upload(
  context: Context,
  accountId: string,
  text: string,
  fileName = 'mutasi.csv',
): Promise<string> {
  const content = Buffer.from(text).toString('base64');
  return (await uploadStatement(context, { accountId, fileName, content })).result.id;
}

/** Uploads a file and takes it in, its warnings read. */
export async function takeIn(context: Context, accountId: string, text: string) {
  const uploadId = await upload(context, accountId, text);
  return (await importStatement(context, { uploadId, agreed: true })).result;
}

/** October of a small account: a deposit, a fee, a settlement. */
export const SET: readonly Movement[] = [
  { on: '2026-10-05', amount: 50_000_000n, text: 'SETORAN WAJIB ANI 100001' },
  { on: '2026-10-12', amount: -3_000_000n, text: 'BIAYA ADM OKTOBER' },
  { on: '2026-10-20', amount: 75_000_000n, text: 'QRIS SETTLEMENT 20260' },
];

/** The bank lines without a partner, as the workbench shows them. */
export const openLines = async (context: Context, accountId: string) =>
  (await bankWorkbench(context, { accountId })).lines.map(({ line }) => line);

/** The lines of the books without a partner. */
export const openEntries = async (context: Context, accountId: string) =>
  (await bankWorkbench(context, { accountId })).entries.map(({ entry }) => entry);

/** What `assert.rejects` compares a refusal with. */
export const reason = (wanted: string) => ({ reason: wanted });

/** The one action that waits, approved by the chair. */
export async function approveOnly(context: Context): Promise<void> {
  const [held] = await read(context, (scope) => approvals(scope, { pending: true, limit: 5 }));
  assert(held, 'something waits');
  const decision = {
    approvalId: held.id,
    payloadHash: held.payloadHash,
    decision: 'approved' as const,
    reason: 'Sesuai rekening koran',
  };
  await step(asStaff(context, undefined, 'Pak Ketua'), (scope) => decideHeld(scope, decision, async () => true));
}

/** How many entries the books have. */
export async function entryCount(context: Context): Promise<number> {
  const [row] = await read(context, (scope) =>
    scope.tx.prepared<{ count: number }>(
      'test.entries',
      'select count(*)::int as count from ledger.entry where cooperative_id = $1',
      [context.cooperative.id],
    ),
  );
  return row?.count ?? 0;
}

function slashed(on: string): string {
  return `${on.slice(8)}/${on.slice(5, 7)}/${on.slice(0, 4)}`;
}

function short(on: string): string {
  return on.slice(2).replaceAll('-', '');
}

function comma(amount: bigint): string {
  return formatDecimal(amount).replace('.', ',');
}

function english(amount: bigint): string {
  const [whole = '', cents = ''] = formatDecimal(amount).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}
