import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import { readBytes } from '../documents/reading/read-bytes.ts';
import type { Field, TableKind } from './layout/fields.ts';
import { recogniseWorkbook } from './layout/recognise.ts';
import { planImport } from './plan/plan.ts';

/** Workbooks of real cooperatives, kept beside the project and never in it. Frozen by hash, so that no expectation is "mended". */
const FOLDER = new URL('../../../../shared/data/real/', import.meta.url);

type Expected = {
  readonly path: string;
  readonly sha256: string;
  readonly kind: TableKind;
  /** Rows of the table, doubtful and refused ones included; null where only the kind is expected. */
  readonly rows: number | null;
  readonly totals: Partial<Record<Field, string>>;
  /** Sums of the file that are not the sum of their parts. */
  readonly errors: number | null;
  readonly why: string;
};

const FILES: readonly Expected[] = [
  {
    path: 'spreadsheets/giat-rekap-simpan-pinjam-jan2023.xlsx',
    sha256: 'a5adf63f8650022cccbdf4fd223fed559fb0e9fdc0d0d0f0d24b1c214d7fd90d',
    kind: 'savings_balances',
    rows: 628,
    totals: {
      principalSavings: '94500000.00',
      mandatorySavings: '2662605000.00',
      voluntarySavings: '2602645896.46',
      loanBalance: '2091697264.73',
    },
    errors: 0,
    why: 'two-row merged headings, groups of employers, a bare total row, a signature block',
  },
  {
    path: 'spreadsheets/giat-rekap-simpan-pinjam-jan2023.xls',
    sha256: 'e18c0e728b8f717f969dc7f0a872cb676dd88a3793ce04fbbe3089dfe0292507',
    kind: 'savings_balances',
    rows: 628,
    totals: {
      principalSavings: '94500000.00',
      mandatorySavings: '2662605000.00',
      voluntarySavings: '2602645896.46',
      loanBalance: '2091697264.73',
    },
    errors: 0,
    why: 'the same in the old format',
  },
  {
    path: 'spreadsheets/giat-daftar-potongan-gaji-jan2023.xlsx',
    sha256: 'eb552fc6066093e1377e702b0e47dfdac690f245a1c1dfa7ba5288e99c945e5f',
    kind: 'payroll_deduction',
    rows: 377,
    totals: {
      mandatorySavings: '39100000.00',
      voluntarySavings: '79990000.00',
      loanPaid: '105256916.67',
      totalDue: '250843576.67',
    },
    errors: 0,
    why: 'letterhead, J U M L A H, signatures',
  },
  {
    path: 'spreadsheets/anggota-import-kspps-ddmmyyyy.xlsx',
    sha256: 'e90fd35e0d2dedc6828fb7a8f6439094c4e4df8f2e05420c8a28e92fea8b2e32',
    kind: 'member_list',
    rows: 189,
    totals: {},
    errors: 0,
    why: 'phones as texts and numbers',
  },
  {
    path: 'spreadsheets/anggota-import-kspps-iso.xlsx',
    sha256: 'e86fbfe885c9a4987074802a8f2b31ee31b9c99fe723bccffdf318dd20a4cf01',
    kind: 'member_list',
    rows: 189,
    totals: {},
    errors: 0,
    why: 'a column whose heading is a date cell',
  },
  {
    path: 'spreadsheets/autodebet-simpanan-201608.xls',
    sha256: 'd2438dcd62209eefb6347e25398eaeb8f7bb5b2aa962d12be8d40d98a07b717e',
    kind: 'savings_mutations',
    rows: 403,
    totals: { amount: '80500000.00' },
    errors: 0,
    why: 'SP.0001 and SW.0001 name the kind of savings',
  },
  {
    path: 'spreadsheets/nabasa-rencana-tagihan-jan2018.html.xls',
    sha256: '5ff0a6f4b086cc0798d6c416f22a1a94d7cf372e4ca3d1f0dcdbc4c9eabdd054',
    kind: 'payroll_deduction',
    rows: 685,
    totals: { loanPaid: '521664908.00', interest: '437250508.00', amount: '959146938.00' },
    errors: 0,
    why: 'HTML called .xls, thirty offices with subtotals',
  },
  {
    path: 'spreadsheets/potongan-simpanan-sukarela-juli23.xls',
    sha256: '856518b23cd4dfd30c944f217612d7f527854f5c43c8671fb4614becb15d268d',
    kind: 'savings_mutations',
    rows: 1047,
    totals: { amount: '222236000.00' },
    errors: 0,
    why: 'half of the rows without an amount',
  },
  {
    path: 'spreadsheets/iuran-koperasi-sekunder-inkopkar.xlsx',
    sha256: '5b91b52fc604fe89db5bbe04529f3f26390d5fe5675787ec61203ae3d018574b',
    kind: 'savings_mutations',
    rows: 663,
    totals: { amount: '66200000.00' },
    errors: 0,
    why: 'an example row to be left out',
  },
  {
    path: 'spreadsheets/coa-kopdit-sido-manunggal-saldo-awal.csv',
    sha256: '5b2b0130868e707bab99acf5ca114d21da900ae7deeccaa9aa35afc56726616e',
    kind: 'chart',
    rows: 187,
    totals: { openingBalance: '11414049745.00' },
    errors: 0,
    why: 'an opening balance that does not balance',
  },
  {
    path: 'spreadsheets/coa-kodeperkiraan-wadsystem2.xlsx',
    sha256: '259297a3a7d4da6d553a4c94a3bd32a0248e86f7aa438f617444c705222a2cf2',
    kind: 'chart',
    rows: 480,
    totals: {},
    errors: 0,
    why: 'one code twice',
  },
  {
    path: 'spreadsheets/coa-sandi-ksp-nabasa.csv',
    sha256: '4d796db09e41abf74d2e753b6302619366a922e63d8def032d19e299bf01efcb',
    kind: 'chart',
    rows: 416,
    totals: {},
    errors: 0,
    why: 'names that look like signatures',
  },
  {
    path: 'spreadsheets/coa-sak-ep-kkp-rssh.csv',
    sha256: '4d5bed027afa661e9dedf55f613ea6d5ec58bdee946d02ed2a5d850e26557831',
    kind: 'chart',
    rows: 86,
    totals: {},
    errors: 0,
    why: '',
  },
  {
    path: 'spreadsheets/coa-kkpb-468.csv',
    sha256: 'd7791d45d0fa528603c175e42ae87b37428d29b796ed624269e7ea2952677e05',
    kind: 'chart',
    rows: 468,
    totals: {},
    errors: 0,
    why: '',
  },
  {
    path: 'spreadsheets/coa-bmt-syariah.csv',
    sha256: 'b75ba4ad5fa7e64c4a1162ea54eba7692c3f144d0a824525702047f3f846cbfc',
    kind: 'chart',
    rows: 139,
    totals: {},
    errors: 0,
    why: '',
  },
  {
    path: 'spreadsheets/kopkar-jim-pemasukan-kas.csv',
    sha256: '1e3515d61d4923e6e46a31be4b500b42820edd49ebc24bc4386b586b109348e4',
    kind: 'cash_journal',
    rows: 30,
    totals: { amount: '186616000.00' },
    errors: 0,
    why: 'a byte order mark',
  },
  {
    path: 'spreadsheets/sikopdit-template-jurnal-tanggal-mustahil.xlsx',
    sha256: '6871941b6c9890ebdf34fcb138d8d139c0089b3d22acf445336a6726b7b8e8ce',
    kind: 'cash_journal',
    rows: 153,
    totals: { debit: '9400000.00', credit: '21200000.00' },
    errors: 0,
    why: '31 February',
  },
  {
    path: 'spreadsheets/giat-kartu-simpanan-pinjaman-2023.xlsx',
    sha256: 'e6167d1dbc57f0d6e96620f2b437baa4cd251fb4059fed7647d994cec1e685cb',
    kind: 'member_card',
    rows: null,
    totals: {},
    errors: null,
    why: 'one card a sheet',
  },
  {
    path: 'spreadsheets/ksbsp-master-anggota-672kolom-tanpa-judul.csv',
    sha256: '6c596f2477fa2114e5a963f8a038e9ae102416ede50e69db66e4c8ca3ea6396b',
    kind: 'unknown',
    rows: 0,
    totals: {},
    errors: 0,
    why: 'no headings',
  },
  {
    path: 'spreadsheets/bkcu-format-anggota-cu.xlsx',
    sha256: '260cda88e9f39e37c1332cb3202271203a13ed247a62557b6b0146ed5710a3c8',
    kind: 'member_list',
    rows: 0,
    totals: {},
    errors: 0,
    why: 'an empty template',
  },
  {
    path: 'spreadsheets/bkcu-format-laporan-cu.xlsx',
    sha256: '136df59fdd75275bcc9e4542be998273cad00c21395f2d5a1ed6224c9039c6eb',
    kind: 'unknown',
    rows: 0,
    totals: {},
    errors: 0,
    why: 'a supervision report',
  },
  {
    path: 'spreadsheets/template-clearance-keluar-anggota.xlsx',
    sha256: 'b6dec3d747a024de15ffca39cd4066de47fc37017349a896226e9488a9478302',
    kind: 'unknown',
    rows: 0,
    totals: {},
    errors: 0,
    why: 'a form',
  },
  {
    path: 'spreadsheets/template-komposisi-shu-ksbsp.xlsx',
    sha256: '569f970c83b78beca1f4c42a8265dfbbf33e42329d30b917c1b04bdd15cf7531',
    kind: 'unknown',
    rows: 0,
    totals: {},
    errors: 0,
    why: 'a calculation',
  },
  {
    path: 'reports/ksbsp/saldo-per-anggota-2022.csv',
    sha256: '4123e18f648032784cbfaf07604ae1500084d4400d1d81a8c582f07cb837be94',
    kind: 'savings_balances',
    rows: 3711,
    totals: { principalSavings: '368550000.00', mandatorySavings: '17250290750.66' },
    errors: 0,
    why: 'fractions of a rupiah',
  },
  {
    path: 'reports/ksbsp/simpanan-mutasi-2021-2022.csv',
    sha256: '400f2aeb31791a85a76c5136721830b4613b3ee91a4a39d1373c1d9a58a5332f',
    kind: 'savings_mutations',
    rows: 44846,
    totals: { amount: '20562404346.21' },
    errors: 0,
    why: 'three empty amounts',
  },
  {
    path: 'reports/bergema/simpanan.csv',
    sha256: 'b5518c6bd37357f0b05831d7157bdaceb5b434f88bbb8c812d417ad59f28ad3e',
    kind: 'savings_mutations',
    rows: 369,
    totals: { amount: '69813950.00' },
    errors: 0,
    why: 'double postings, an empty kind, withdrawals by word',
  },
  {
    path: 'reports/bergema/pinjaman.csv',
    sha256: 'fa9a1e21e3d56149387cc9d6d00eb2ee05f339e2d3e314f7f59f391d54a93e79',
    kind: 'loan_balances',
    rows: 33,
    totals: { loanAmount: '110500000.00' },
    errors: 0,
    why: '',
  },
  {
    path: 'reports/bergema/jadwal_angsuran.csv',
    sha256: 'c40048d98f573ef5c25b9fdf9ef204a297a79356d794414538e67b9baf02cb46',
    kind: 'loan_schedule',
    rows: 33,
    totals: { loanAmount: '110500000.00', loanBalance: '66224242.42' },
    errors: 0,
    why: 'an instalment plan, folded into its loans; a row without a day is not paid',
  },
];

for (const expected of FILES) {
  const absent = existsSync(new URL(expected.path, FOLDER))
    ? false
    : `skipped: ../shared/data/real/${expected.path} is absent`;
  test(`${expected.path} is recognised as ${expected.kind}${expected.why ? `: ${expected.why}` : ''}`, {
    skip: absent,
  }, () => {
    const bytes = readFileSync(new URL(expected.path, FOLDER));
    assert.equal(
      createHash('sha256').update(bytes).digest('hex'),
      expected.sha256,
      'the file is the one the figures are of',
    );
    const workbook = readBytes(bytes);
    const recognition = recogniseWorkbook(workbook, expected.path.split('/').at(-1))[0];
    const sheet = workbook.sheets.find((candidate) => candidate.name === recognition?.sheet);
    assert.ok(recognition && sheet);
    assert.equal(recognition.kind, expected.kind);
    const plan = planImport(sheet, recognition.mapping, {
      today: parseDate('2026-11-21'),
      imported: new Map(),
      take: new Set(),
      leave: new Set(),
    });
    if (expected.rows !== null) assert.equal(plan.rows.length, expected.rows);
    if (expected.errors !== null) assert.equal(plan.arithmetic.length, expected.errors);
    for (const [field, total] of Object.entries(expected.totals)) {
      const control = plan.controls.find((candidate) => candidate.field === field);
      assert.equal(formatDecimal(control?.rows ?? -1n), total, field);
      if (control?.printed) assert.equal(formatDecimal(control.printed), total, `${field} as the file prints it`);
    }
  });
}
