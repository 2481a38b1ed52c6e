import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { sameAccount } from './banks.ts';
import { readStatements } from './read-statement.ts';
import type { Statement } from './types.ts';

const TODAY = '2026-11-20' as BusinessDate;

async function read(text: string, today = TODAY): Promise<Statement> {
  const [statement] = await readStatements(Buffer.from(text), today);
  assert.ok(statement);
  return statement;
}

const figures = (statement: Statement) =>
  statement.lines.map((line) => [line.bookedOn, line.amountSen, line.balanceAfterSen]);
const codes = (statement: Statement) => statement.warnings.map(({ code }) => code);

/** KlikBCA Individual: apostrophes, an own column for DB and CR, no year, no period. */
const PERSONAL = (rows: readonly string[], opening = '1,000.00', closing = '1,650.00') =>
  [
    'Informasi Rekening - Mutasi Rekening',
    "No. rekening,=,'0350000001",
    'Nama,=,KOPERASI UJI',
    'Mata Uang,=,IDR',
    '',
    'Tanggal,Keterangan,Cabang,Jumlah,,Saldo',
    ...rows,
    `Saldo Awal,=,"${opening}"`,
    `Saldo Akhir,=,"${closing}"`,
  ].join('\r\n');

test('a personal BCA file is read: apostrophes, DB and CR beside the amount, facts in three cells', async () => {
  const statement = await read(
    PERSONAL([
      '\'01/11,SETORAN,\'0000,"1,000.00",CR,"2,000.00"',
      '\'02/11,BIAYA ADM,\'0000,350.00,DB,"1,650.00"',
      "'PEND,QR,'0000,10.00,DB,",
    ]),
  );
  assert.equal(statement.accountNumber, '0350000001');
  assert.deepEqual(figures(statement), [
    ['2026-11-01', 100_000n, 200_000n],
    ['2026-11-02', -35_000n, 165_000n],
  ]);
  assert.deepEqual(codes(statement), ['pending_skipped', 'year_inferred']);
});

test('a year that is missing at New Year is found from the neighbours, and from the period when there is one', async () => {
  const rows = [
    '\'30/12,A,\'0000,100.00,CR,"1,100.00"',
    '\'31/12,B,\'0000,50.00,CR,"1,150.00"',
    '\'02/01,C,\'0000,500.00,CR,"1,650.00"',
  ];
  const inferred = await read(PERSONAL(rows), '2027-01-05' as BusinessDate);
  assert.deepEqual(
    inferred.lines.map((line) => line.bookedOn),
    ['2026-12-30', '2026-12-31', '2027-01-02'],
  );
  const withPeriod = PERSONAL(rows).replace('Mata Uang', '"Periode : 15/12/2024 - 14/01/2025"\r\nMata Uang');
  assert.deepEqual(
    (await read(withPeriod)).lines.map((line) => line.bookedOn),
    ['2024-12-30', '2024-12-31', '2025-01-02'],
  );
  const newestFirst = await read(PERSONAL([...rows].reverse()), '2027-01-05' as BusinessDate);
  assert.deepEqual(figures(newestFirst), figures(inferred));
});

test('columns are known by their headings, whatever their order and words', async () => {
  const variants = [
    'Saldo;Uraian Transaksi;Kredit;Debet;Tgl Transaksi\n1.500,00;Setoran;500,00;0,00;03/11/2026\n1.250,50;Biaya;;249,50;04/11/2026',
    'Tgl. Posting|Keterangan|Nominal|D/K|Saldo Akhir\n3 Nov 2026|Setoran|500,00|K|1.500,00\n4 Nopember 2026|Biaya|249,50|D|1.250,50',
    'Date,Remarks,Amount,Balance\n2026-11-03,Setoran,+500.00,"1,500.00"\n2026-11-04,Biaya,-249.50,"1,250.50"',
    'PostDate,Remarks,Credit Amount,Debit Amount,Close Balance\n03/11/2026,Setoran,500.00,.00,"1,500.00"\n04/11/2026,Biaya,.00,249.50,"1,250.50"',
    'Tanggal Transaksi;Deskripsi;Jumlah Mutasi (Rp);Saldo (Rp)\n03-11-2026 08:12;Setoran;500,00 Cr;1.500,00\n04-11-2026 09:00;Biaya;249,50 Dr;1.250,50',
    'NOREK;TGL_TRAN;DESK_TRAN;MUTASI_DEBET;MUTASI_KREDIT;SALDO_AKHIR_MUTASI\n1;2026-11-03;Setoran;0.00;500.00;1500.00\n1;2026-11-04;Biaya;249.50;0.00;1250.50\nTotal;;;249.50;500.00;',
    'Periode : 01/11/2026 - 30/11/2026\nTanggal,Keterangan,Debet,Kredit,Saldo\n3 Nov,Setoran,,500.00,1500.00\n04-Nop,Biaya,249.50,,1250.50',
    'Tanggal,Keterangan,Jumlah,Tipe,Saldo\n03/11/26,Setoran,500.00,Kredit,1500.00\n04/11/26,Biaya,(249.50),Debit,1250.50',
  ];
  for (const text of variants) {
    assert.deepEqual(
      figures(await read(text)),
      [
        ['2026-11-03', 50_000n, 150_000n],
        ['2026-11-04', -24_950n, 125_050n],
      ],
      text,
    );
  }
});

test('amounts without any sign get theirs from the running balance, and are refused without one', async () => {
  const text =
    'Saldo Awal : 1.000,00\nTanggal;Keterangan;Jumlah;Saldo\n03/11/2026;A;500,00;1.500,00\n04/11/2026;B;200,00;1.300,00';
  assert.deepEqual(
    (await read(text)).lines.map((line) => line.amountSen),
    [50_000n, -20_000n],
  );
  await assert.rejects(read('Tanggal;Keterangan;Jumlah\n03/11/2026;A;500,00\n04/11/2026;B;200,00'), {
    reason: 'statement_column_missing',
  });
});

test('a running balance that breaks says at which line and by how much', async () => {
  const text =
    'Tanggal,Keterangan,Debet,Kredit,Saldo\n01/11/2026,A,0,100.00,100.00\n02/11/2026,B,0,100.00,250.00\n03/11/2026,C,50.00,0,200.00\nSaldo Akhir,,,,210.00';
  const statement = await read(text);
  assert.deepEqual(
    statement.warnings.map(({ code, row, differenceSen }) => [code, row, differenceSen]),
    [
      ['balance_break', 3, 5_000n],
      ['closing_differs', null, 1_000n],
    ],
  );
  assert.match(
    statement.warnings[0]?.text ?? '',
    /Baris 3: saldo menurut bank Rp 250, menurut hitungan Rp 200, selisih Rp 50/,
  );
});

test('a line that stands twice is named, two equal payments with their own balances are not', async () => {
  const twice = 'Tanggal,Keterangan,Debet,Kredit\n01/11/2026,A,0,100.00\n01/11/2026,A,0,100.00';
  assert.deepEqual(codes(await read(twice)), ['no_balance', 'line_twice']);
  const equal = 'Tanggal,Keterangan,Debet,Kredit,Saldo\n01/11/2026,A,0,100.00,100.00\n01/11/2026,A,0,100.00,200.00';
  assert.deepEqual(codes(await read(equal)), []);
});

test('stated totals are compared with the lines', async () => {
  const text = 'Tanggal,Keterangan,Debet,Kredit\n01/11/2026,A,0,100.00\nMutasi Kredit : 150.00\nMutasi Debet : 0.00';
  const found = (await read(text)).warnings.find(({ code }) => code === 'total_differs');
  assert.equal(found?.differenceSen, 5_000n);
});

test('a file cut in half is refused, in every format', async () => {
  const whole = PERSONAL([
    '\'01/11,SETORAN,\'0000,"1,000.00",CR,"2,000.00"',
    '\'02/11,BIAYA,\'0000,350.00,DB,"1,650.00"',
  ]);
  for (const part of ["BIAYA,'0000,350.00", "BIAYA,'0000", '1,650.00"\r\nSaldo Awal']) {
    const cut = whole.slice(0, whole.indexOf(part) + part.length);
    await assert.rejects(read(cut), { reason: 'statement_cut' }, part);
  }
  const swift =
    ':20:X\n:25:0350000001\n:28C:1/1\n:60F:C261101IDR1000,00\n:61:2611011101C500,00NTRFNONREF\n:86:SETORAN\n';
  await assert.rejects(read(swift), { reason: 'statement_cut' });
  await assert.rejects(read(`${swift}:62F:C2611`), { reason: 'statement_cut' });
  await assert.rejects(read(`${swift}:61:2611`), { reason: 'statement_cut' });
  await assert.rejects(read(':20:X\n:25:0350000001\n'), { reason: 'statement_cut' });
  await assert.rejects(read('<?xml version="1.0"?><Document><BkToCstmrStmt><Stmt><Id>1</Id>'), {
    reason: 'statement_cut',
  });
});

test('an amount, a sign or a day that cannot be read is refused with its line', async () => {
  const head = 'Tanggal,Keterangan,Jumlah,DB/CR\n';
  const cases: [string, string, RegExp][] = [
    [`${head}01/11/2026,A,12..34,CR\n02/11/2026,B,5.00,DB`, 'statement_amount_unreadable', /Baris 2: “12..34”/],
    [
      `${head}01/11/2026,A,10.00,CR\n02/11/2026,B,5.00,XX\n03/11/2026,C,1.00,DB`,
      'statement_amount_unreadable',
      /Baris 3.*“XX”/,
    ],
    [`${head}31/11/2026,A,10.00,CR`, 'statement_date_unreadable', /Baris 2: “31\/11\/2026”/],
    [`${head}kemarin,A,10.00,CR\n02/11/2026,B,5.00,DB`, 'statement_date_unreadable', /Baris 2: “kemarin”/],
    [`${head}01/11/2026,A,,CR\n02/11/2026,B,5.00,DB`, 'statement_amount_unreadable', /Baris 2/],
  ];
  for (const [text, reason, words] of cases) {
    await assert.rejects(
      read(text),
      (error: { reason: string; pesan: string }) => error.reason === reason && words.test(error.pesan),
      text,
    );
  }
});

test('a file without movements, and one that is no statement, say so', async () => {
  await assert.rejects(read('Tanggal,Keterangan,Debet,Kredit\nSaldo Awal : 100.00'), { reason: 'statement_empty' });
  await assert.rejects(read('Nomor,Nama\n1,Ani'), { reason: 'statement_unknown_format' });
  await assert.rejects(read(''), { reason: 'file_empty' });
  await assert.rejects(read('<?xml version="1.0"?><html><body>Mutasi</body></html>'), {
    reason: 'statement_unknown_format',
  });
});

test('MT940 takes back what a bank took back, and books at the day nearest to the value day', async () => {
  const statement = await read(
    [
      '{1:F01CENAIDJAXXXX0000000000}{2:O9400000}{4:',
      ':20:X',
      ':25:0350000001',
      ':28C:1/1',
      ':60F:C261231IDR1000,00',
      ':61:2701011231RC100,00NTRFNONREF//888',
      ':86:SALAH KREDIT',
      ':61:261231    RD50,NTRFREF123//999',
      ':86:020?00KOREKSI?20BIAYA?32ANI',
      ':62F:C261231IDR950,00',
      '-}',
    ].join('\r\n'),
    '2027-01-05' as BusinessDate,
  );
  assert.equal(statement.bank, 'BCA');
  assert.deepEqual(
    statement.lines.map((line) => [
      line.bookedOn,
      line.valueOn,
      line.amountSen,
      line.description,
      line.counterparty,
      line.reference,
    ]),
    [
      ['2026-12-31', '2027-01-01', -10_000n, 'SALAH KREDIT', null, '888'],
      ['2026-12-31', '2026-12-31', 5_000n, 'KOREKSI BIAYA', 'ANI', 'REF123 999'],
    ],
  );
  assert.deepEqual(statement.warnings, []);
});

const CAMT = (inner: string) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>1</Id></Othr></Id><Ccy>IDR</Ccy></Acct>${inner}</Stmt></BkToCstmrStmt></Document>`;
const NTRY = (amount: string, side = 'CRDT', status = 'BOOK') =>
  `<Ntry><Amt Ccy="IDR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>${status}</Sts><BookgDt><DtTm>2026-11-03T08:00:00+07:00</DtTm></BookgDt><AddtlNtryInf>A &amp; B</AddtlNtryInf></Ntry>`;

test('camt.053 is read without expanding anything: a DOCTYPE is refused, an ampersand is one', async () => {
  const statement = await read(CAMT(NTRY('10.50') + NTRY('3.00', 'DBIT', 'PDNG')));
  assert.deepEqual(
    statement.lines.map((line) => [line.amountSen, line.description]),
    [[1_050n, 'A & B']],
  );
  assert.deepEqual(codes(statement), ['pending_skipped', 'no_balance']);
  const bomb = CAMT(NTRY('1.00')).replace('<Document', '<!DOCTYPE x [<!ENTITY a "b">]><Document');
  await assert.rejects(read(bomb), { reason: 'statement_xml_forbidden' });
  for (const amount of ['1.234', '1,00', '-5.00', '1e3', '']) {
    await assert.rejects(read(CAMT(NTRY(amount))), { reason: 'statement_amount_unreadable' }, amount);
  }
  await assert.rejects(read(CAMT(NTRY('1.00', 'CR'))), { reason: 'statement_amount_unreadable' });
});

test('an XML file beyond all measure is refused before it is parsed', async () => {
  await assert.rejects(read(`<?xml version="1.0"?>${' '.repeat(12_000_001)}`), { reason: 'statement_too_long' });
});

test('account numbers are one whatever signs stand between their digits', () => {
  assert.equal(sameAccount('0350000001', '035-000-0001'), true);
  assert.equal(sameAccount('0350000001', '350000001'), true);
  assert.equal(sameAccount('0350000001', 'CENAIDJA/0350000001'), true);
  assert.equal(sameAccount('0350000001', '035****001'), true);
  assert.equal(sameAccount('0350000001', '0350000002'), false);
  assert.equal(sameAccount('0350000001', ''), false);
});
