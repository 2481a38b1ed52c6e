import { dateText } from '#documents';
import { addDays } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { type Collectability, loanClassesBefore, readLaw, relatedDebtsBefore } from '#loans';
import { productBalancesBefore } from '#savings';
import { assetRollForward } from '../../assets/queries/inventory.ts';
import { type StatementRow, type StatementTable, totalRow } from '../../statements/table.ts';
import type { Figure } from '../figures.ts';
import { type PaperPeriod, yearColumns } from '../period.ts';

const CLASS_NAMES: Record<Collectability, string> = {
  current: 'Lancar',
  special_mention: 'Dalam perhatian',
  substandard: 'Kurang lancar',
  doubtful: 'Diragukan',
  loss: 'Macet',
};
const ROLE_NAMES = {
  board: 'pengurus',
  supervisor: 'pengawas',
  manager: 'pengelola',
  family: 'keluarga',
  affiliate: 'badan terafiliasi',
} as const;

/** Loans by collectability with what each class needs as allowance, on the last closed day of the period. */
export async function loanTable(scope: QueryScope, period: PaperPeriod): Promise<StatementTable> {
  const found = await loanClassesBefore(scope, period.before);
  const rows = (found?.classes ?? []).map((one) =>
    line(one.collectability, `${CLASS_NAMES[one.collectability]} (${one.loans} pinjaman)`, [
      one.outstandingSen,
      one.allowanceSen,
    ]),
  );
  const remark = found
    ? `Menurut tutup hari ${dateText(found.on)}.`
    : 'Belum ada hari pinjaman yang ditutup pada masa ini.';
  return noteTable(
    'kolektibilitas',
    'Pinjaman menurut kolektibilitas',
    ['Pokok (Rp)', 'Penyisihan yang dibutuhkan (Rp)'],
    rows,
    [remark],
  );
}

/** Savings by product; a remark tells when accounts and chart do not agree. */
export async function savingsTable(
  scope: QueryScope,
  period: PaperPeriod,
  figures: readonly Figure[],
): Promise<StatementTable> {
  const products = await productBalancesBefore(scope, period.before);
  const held = products.filter(({ accounts, balanceSen }) => accounts > 0 || balanceSen !== 0n);
  const rows = held.map((one, place) =>
    line(`produk.${place}`, `${one.name} (${one.accounts} rekening)`, [one.balanceSen]),
  );
  const byCode = Map.groupBy(products, ({ chartCode }) => chartCode);
  const remarks = [...byCode].flatMap(([code, own]) => {
    const chart = figures.find((figure) => figure.code === code);
    const sum = own.reduce((total, { balanceSen }) => total + balanceSen, 0n);
    return chart && -chart.balanceSen !== sum
      ? [`Akun ${code} ${chart.name} berbeda dari jumlah rekeningnya. Jalankan pemeriksaan buku.`]
      : [];
  });
  return noteTable('simpanan', 'Simpanan menurut produk', ['Saldo (Rp)'], rows, remarks);
}

/** Fixed assets from the register: cost and accumulated depreciation at the beginning, what came, what went, and at the end. */
export async function assetTable(scope: QueryScope, period: PaperPeriod): Promise<StatementTable> {
  const found = await assetRollForward(scope, period.from, period.before);
  const cost = found
    .map((one) =>
      line(`harga.${one.assetCode}`, one.name, [one.costBeforeSen, one.boughtSen, one.costGoneSen, one.costAfterSen]),
    )
    .filter(moves);
  const lost = found
    .map((one) =>
      line(`susut.${one.assetCode}`, `Penyusutan ${one.name}`, [
        one.accumulatedBeforeSen,
        one.depreciatedSen,
        one.accumulatedGoneSen,
        one.accumulatedAfterSen,
      ]),
    )
    .filter(moves);
  const total = (key: string, label: string, rows: readonly StatementRow[]) =>
    totalRow({ key, label, level: 1, parts: rows.map((row) => ({ row, sign: 1 as const })) }, 4);
  const costTotal = total('harga', 'Biaya perolehan', cost);
  const lostTotal = total('susut', 'Akumulasi penyusutan', lost);
  const parts = [
    { row: costTotal, sign: 1 as const },
    { row: lostTotal, sign: -1 as const },
  ];
  const net = totalRow({ key: 'nilai', label: 'Nilai buku', level: 0, parts }, 4);
  const rows = cost.length + lost.length === 0 ? [] : [...cost, costTotal, ...lost, lostTotal, net];
  const columns = [
    { key: 'awal', heading: 'Awal (Rp)' },
    { key: 'tambah', heading: 'Penambahan (Rp)' },
    { key: 'kurang', heading: 'Pengurangan (Rp)' },
    {
      key: 'akhir',
      heading: 'Akhir (Rp)',
      parts: [
        { column: 'awal', sign: 1 as const },
        { column: 'tambah', sign: 1 as const },
        { column: 'kurang', sign: -1 as const },
      ],
    },
  ];
  const differs = found.filter((one) => one.costDifferenceSen !== 0n || one.accumulatedDifferenceSen !== 0n);
  const remarks = differs.map((one) => `${one.name}: daftar aset berbeda dari buku besar. Cocokkan di Aset tetap.`);
  return { key: 'aset-tetap', title: 'Aset tetap', subtitle: [], columns, rows, remarks };
}

/** What related parties owe, beside the ceiling for each of them: a percent of own capital (Permenkop 8/2023 Ps 44). */
export async function relatedTable(
  scope: QueryScope,
  period: PaperPeriod,
  figures: readonly Figure[],
): Promise<StatementTable> {
  const lastDay = addDays(period.before, -1);
  const [debts, law] = await Promise.all([relatedDebtsBefore(scope, period.before), readLaw(scope, lastDay)]);
  const capital = figures.filter(({ ownCapital }) => ownCapital).reduce((sum, { balanceSen }) => sum - balanceSen, 0n);
  const [units = '0', decimals = ''] = law.relatedPercent.split('.');
  const ceiling = capital > 0n ? (capital * BigInt(units + decimals)) / (100n * 10n ** BigInt(decimals.length)) : 0n;
  const rows = debts.map((one, place) => line(`pihak.${place}`, `${one.name}, ${ROLE_NAMES[one.role]}`, [one.owedSen]));
  const over = debts.filter(({ owedSen }) => owedSen > ceiling).length;
  const remarks = [
    `Batas seorang pihak terkait: ${law.relatedPercent.replace('.', ',')}% dari modal sendiri, dibulatkan ke bawah.`,
    over === 0 ? 'Tidak ada yang melampaui batas.' : `${over} pihak terkait melampaui batas.`,
  ];
  const table = noteTable('pihak-terkait', 'Pinjaman pihak terkait', ['Sisa pokok (Rp)'], rows, remarks);
  return { ...table, rows: [...table.rows, line('batas', 'Batas untuk seorang pihak terkait', [ceiling])] };
}

/** Every heading of the chart with the lines right under it that hold something, this year and the year before. */
export function detailTable(period: PaperPeriod, now: readonly Figure[], before: readonly Figure[]): StatementTable {
  const earlier = new Map(before.map((figure) => [figure.code, shown(figure)]));
  const groups = Map.groupBy(now, ({ above, kind }) => above[0] ?? KIND_NAMES[kind]);
  const rows = [...groups].flatMap(([name, figures], place): StatementRow[] => {
    const lines = figures
      .map((figure): StatementRow => {
        const income = figure.kind === 'revenue' || figure.kind === 'expense';
        const own = line(figure.code, figure.name, [shown(figure), earlier.get(figure.code) ?? 0n]);
        const ranges = [period, period.previous];
        const entries = ranges.map((range) => ({
          codes: [figure.code],
          from: income ? range.from : null,
          before: range.before,
          withoutClosing: income,
        }));
        return { ...own, code: figure.code, figures: entries };
      })
      .filter(moves);
    if (lines.length === 0) return [];
    const heading: StatementRow = {
      key: `h.${place}`,
      label: name,
      kind: 'heading',
      level: 0,
      code: null,
      values: [null, null],
    };
    const parts = lines.map((row) => ({ row, sign: 1 as const }));
    return [heading, ...lines, totalRow({ key: `t.${place}`, label: `Jumlah ${name}`, level: 1, parts }, 2)];
  });
  return { key: 'rincian', title: 'Rincian pos', subtitle: [], columns: yearColumns(period), rows, remarks: [] };
}

const KIND_NAMES = {
  asset: 'Aset',
  liability: 'Kewajiban',
  equity: 'Ekuitas',
  revenue: 'Pendapatan lain',
  expense: 'Beban lain',
} as const;

/** A figure in the sign of its kind: a contra line is below zero. */
function shown({ kind, balanceSen, movedSen }: Figure): bigint {
  if (kind === 'revenue') return -movedSen;
  if (kind === 'expense') return movedSen;
  return kind === 'asset' ? balanceSen : -balanceSen;
}

function moves({ values }: StatementRow): boolean {
  return values.some((value) => value !== null && value !== 0n);
}

function line(key: string, label: string, values: readonly (bigint | null)[]): StatementRow {
  return { key, label, kind: 'line', level: 1, code: null, values };
}

/** A small table of the notes: its lines and their sum. */
function noteTable(
  key: string,
  title: string,
  headings: readonly string[],
  lines: readonly StatementRow[],
  remarks: readonly string[],
): StatementTable {
  const parts = lines.map((row) => ({ row, sign: 1 as const }));
  const sum = totalRow({ key: 'jumlah', label: 'Jumlah', level: 0, parts }, headings.length);
  const columns = headings.map((heading, place) => ({ key: `k${place}`, heading }));
  return { key, title, subtitle: [], columns, rows: lines.length === 0 ? [] : [...lines, sum], remarks };
}
