import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { balanceSheetTable, cashFlowTable, equityTable } from '#books';
import { formatDecimal, parseSignedDecimal } from '#kernel/money';
import { addChartLine, postEntries } from '#ledger';
import { testWorld } from '../../../test/support/world.ts';
import { enterReport, newBooks } from './published-books.fixture.ts';
import { readPublished } from './published-reports.fixture.ts';
import { figure } from './statements/statements.fixture.ts';

/** Reports that real cooperatives published, kept beside the project and never in it. */
const FOLDER = new URL('../../../../shared/data/real/reports/', import.meta.url);
const skip = existsSync(FOLDER) ? false : 'the published reports are not on this machine';

const read = (path: string) => readFileSync(new URL(path, FOLDER));
const hashOf = (path: string) => createHash('sha256').update(read(path)).digest('hex');
const world = await testWorld();

const FLOWS = 'kbsi/arus-kas-2022-mutasi-per-akun.csv';
const ANNEX = 'kbsi/koperasi-baiturrahim-syariah-2022-lampiran.json';
type Roll = {
  account: string;
  saldo_2021: string;
  mutasi_kas_neto: string;
  saldo_2022_dari_mutasi: string;
  saldo_2022_cetak: string;
  selisih: string;
};
type Moved = { code: string; name: string; debit: bigint; credit: bigint };

/** The accounts of the flow report that stand behind a line of the balance sheet. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  Kas: ['10101'],
  'Bank Muamalat': ['101020101'],
  'Bank Syariah Indonesia': ['101020102'],
  'Piutang Murobahah (bersih)': ['1010401', '1010402'],
  'Ijaroh (bersih)': ['1010404', '1010405'],
  'Pinjaman Al Qord': ['10107'],
  Persediaan: ['10111'],
  'Titipan Simpanan Pokok': ['20104'],
  'Titipan Dana Inshaf': ['20113'],
  "Simpanan Wadi'ah": ['2020'],
  'Investasi Tidak Terikat': ['20302'],
  'Pembiayaan yg diterima': ['20401'],
  'Simpanan Pokok': ['30101'],
  'Simpanan Wajib': ['30102'],
  'Simpanan Pokok Khusus': ['30103'],
  "Simpanan Wajib Ta'awun (SWAT)": ['30104'],
  'Cadangan Umum': ['30401'],
};

function movedAccounts(): Moved[] {
  const rows = read(FLOWS).toString('utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [, code = '', name = '', debit = '', credit = ''] = row.split(',');
    return { code, name, debit: parseSignedDecimal(debit), credit: parseSignedDecimal(credit) };
  });
}

const behind = (code: string, account: string) => (BEHIND[account] ?? []).some((prefix) => code.startsWith(prefix));

async function flowBooks(moved: readonly Moved[], rolls: readonly Roll[]) {
  const context = await world.cooperative({ openFrom: '2022-01-01' });
  const kinds = ['asset', 'liability', 'equity', 'revenue', 'expense'] as const;
  const kindOf = (code: string) => kinds[Number(code.charAt(0)) - 1] ?? 'asset';
  const heading = { kind: 'asset', normal: 'debit', postable: false, parentCode: null };
  await addChartLine(context, { ...heading, code: 'KAS', name: 'Kas' });
  await addChartLine(context, { ...heading, code: 'BANK', name: 'Bank' });
  for (const { code, name } of [...moved, { code: '399', name: 'Ekuitas yang tidak dirinci' }]) {
    const kind = kindOf(code);
    const parentCode = code.startsWith('10101') ? 'KAS' : code.startsWith('10102') ? 'BANK' : null;
    const normal = kind === 'asset' || kind === 'expense' ? 'debit' : 'credit';
    await addChartLine(context, { code: `A${code}`, name, kind, normal, postable: true, parentCode });
  }
  const both = (on: string, debit: string, credit: string, amount: bigint) =>
    amount === 0n
      ? []
      : [
          {
            happenedOn: on,
            description: 'Arus kas 2022',
            lines: [
              { account: debit, debit: formatDecimal(amount) },
              { account: credit, credit: formatDecimal(amount) },
            ],
          },
        ];
  const opening = rolls.flatMap(({ account, saldo_2021 }) => {
    const code = `A${moved.find((row) => behind(row.code, account))?.code}`;
    const amount = parseSignedDecimal(saldo_2021);
    return code.startsWith('A1') ? both('2022-01-01', code, 'A399', amount) : both('2022-01-01', 'A399', code, amount);
  });
  const isCash = (code: string) => /^1010[12]/.test(code);
  const main = 'A1010101';
  const flows = moved
    .filter(({ code }) => !isCash(code))
    .flatMap(({ code, debit, credit }) => [
      ...both('2022-06-30', `A${code}`, main, debit),
      ...both('2022-06-30', main, `A${code}`, credit),
    ]);
  const within = moved
    .filter(({ code }) => isCash(code) && `A${code}` !== main)
    .flatMap(({ code, debit, credit }) =>
      debit >= credit
        ? both('2022-06-30', `A${code}`, main, debit - credit)
        : both('2022-06-30', main, `A${code}`, credit - debit),
    );
  await postEntries(context, { entries: [...opening, ...flows, ...within] });
  return { context, isCash };
}

test('the cash flow of 2022 rolls 2021 forward account by account, and says where the printed balance is another', {
  skip,
}, async () => {
  assert.equal(hashOf(FLOWS), 'e9b6d67aa2fb62e029c4cfe94ee5592e365032ac8663932f3ff6b2629241c009');
  const moved = movedAccounts();
  const sum = (of: (row: Moved) => bigint) => moved.reduce((total, row) => total + of(row), 0n);
  assert.deepEqual(
    [formatDecimal(sum((row) => row.debit)), formatDecimal(sum((row) => row.credit))],
    ['25795171443.23', '25795171443.23'],
  );
  const annex = JSON.parse(read(ANNEX).toString('utf8')) as { roll_forward_2021_to_2022: { rows: Roll[] } };
  const rolls = annex.roll_forward_2021_to_2022.rows;
  const { context, isCash } = await flowBooks(moved, rolls);
  const period = { from: '2022-01-02', to: '2022-12-31' };
  const direct = await cashFlowTable(context, { ...period, method: 'direct' });
  const indirect = await cashFlowTable(context, { ...period, method: 'indirect' });
  for (const key of ['operating', 'investing', 'financing', 'net'])
    assert.equal(figure(direct, key), figure(indirect, key), key);
  assert.equal(
    formatDecimal(figure(direct, 'net')),
    '344084494.00',
    'Kas 18,316,800; Bank Muamalat 278,453,694; BSI 47,314,000',
  );
  for (const { code, debit, credit } of moved.filter((row) => !isCash(row.code))) {
    const row = (part: string) =>
      direct.rows.find(({ key, code: own }) => own === `A${code}` && key.includes(part))?.values[0] ?? 0n;
    assert.deepEqual([row('_in:'), row('_out:')], [credit, -debit], code);
  }
  const sheet = await balanceSheetTable(context, { on: '2022-12-31' });
  const differing = rolls.flatMap((roll) => {
    const lines = sheet.rows.filter(({ code }) => code && behind(code.slice(1), roll.account));
    const balance = lines.reduce((total, { values }) => total + (values[0] ?? 0n), 0n);
    assert.equal(formatDecimal(balance), roll.saldo_2022_dari_mutasi, roll.account);
    const rest = parseSignedDecimal(roll.saldo_2022_cetak) - balance;
    return rest === 0n ? [] : [`${roll.account}: ${formatDecimal(rest)}`];
  });
  assert.deepEqual(differing, [
    'Kas: 20000.00',
    'Titipan Dana Inshaf: 1695276.97',
    "Simpanan Wadi'ah: 51513186.97",
    'Cadangan Umum: 7572976.00',
  ]);
});

test('the changes in equity of 2022 are those that were published beside the balance sheet', { skip }, async () => {
  assert.equal(hashOf(ANNEX), '12d7732d342def39ef62f94bf301c854ef15c16c7f190257358df16a57839b7e');
  const books = newBooks(await world.cooperative({ openFrom: '2010-01-01' }));
  for (const end of ['2021-12-31', '2022-12-31']) {
    const report = readPublished(new URL(`kbsi/koperasi-baiturrahim-syariah-${end}.json`, FOLDER));
    if (report) await enterReport(books, report);
  }
  const equity = await equityTable(books.context, { from: '2022-01-01', to: '2022-12-31' });
  const of = (row: string, column: string) =>
    formatDecimal(
      figure(
        equity,
        row,
        equity.columns.findIndex(({ key }) => key === column),
      ),
    );
  assert.equal(of('opening', 'total'), '1344285880.30', 'modal awal');
  assert.equal(of('closing', 'general_reserve'), '86091036.78', 'cadangan');
  assert.equal(of('surplus', 'surplus'), '112955325.69', 'SHU');
  assert.equal(of('closing', 'total'), '1506444962.47', 'total modal');
});
