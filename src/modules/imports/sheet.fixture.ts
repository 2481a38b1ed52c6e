import { type ReadCell as Cell, decimalText, type Merge, type ReadSheet as Sheet } from '#documents';

/** A cell as tests write it: a text, a number, `date:2025-05-02`, or nothing. */
export type Written = string | number | null;

/** A sheet of our own making that imitates a layout. Merges as `[top, left, bottom, right]`. */
export function sheetOf(
  rows: readonly (readonly Written[])[],
  merges: readonly (readonly [number, number, number, number])[] = [],
): Sheet {
  return {
    name: 'Sheet1',
    rows: rows.map((row) => row.map(cellOf)),
    merges: merges.map(([top, left, bottom, right]): Merge => ({ top, left, bottom, right })),
  };
}

function cellOf(written: Written): Cell | null {
  if (written === null || written === '') return null;
  if (typeof written === 'number') return { kind: 'number', text: decimalText(written) };
  const date = /^date:(.+)$/.exec(written);
  return date?.[1] ? { kind: 'date', text: date[1] } : { kind: 'text', text: written };
}

/** A recapitulation as employees' cooperatives print it: letterhead, merged headings, groups, a bare total, signatures. */
export const RECAPITULATION = sheetOf(
  [
    ['KOPERASI KARYAWAN "CONTOH JAYA"'],
    ['BULAN JUNI 2025'],
    [],
    [
      'NO',
      'NAMA ANGGOTA',
      'SIMPANAN',
      null,
      null,
      'JUMLAH SIMPANAN',
      'P I N J A M A N',
      null,
      'SALDO PINJAMAN',
      'NO. ANGGOTA',
    ],
    [null, null, 'POKOK', 'WAJIB', 'MANASUKA', null, 'JUMLAH PINJAMAN', 'POKOK'],
    ['PEG. PABRIK', null, null, null, null, 0],
    [1, 'Siti Aminah', 100000, 1200000, 50000.5, 1350000.5, 6000000, 2000000.333, 3999999.667, 'A-1'],
    [2, 'Budi Santoso', 100000, 900000, 0, 1000000, null, null, 0, 'A-2'],
    [null, null, null, null, null, 0, null, null, 0],
    ['PEG. KANTOR'],
    [1, 'Dewi Lestari', 100000, 600000, 25000, 725000, 1000000, 1200000, -200000, 'A-3'],
    [null, null, 300000, 2700000, 75000.5, 3075000.5, 7000000, 3200000.333, 3799999.667],
    [],
    ['Mengetahui', null, null, 'Kudus,   Juni 2025'],
    [],
    ['Ahmad', null, null, 'Rina'],
    ['Ketua', null, null, 'Bendahara'],
  ],
  [
    [3, 0, 4, 0],
    [3, 1, 4, 1],
    [3, 2, 3, 4],
    [3, 5, 4, 5],
    [3, 6, 3, 7],
    [3, 8, 4, 8],
    [3, 9, 4, 9],
  ],
);
