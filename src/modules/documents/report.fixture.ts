import type { PaperRow, PaperTable } from './report.ts';
import type { ReportPaper } from './workbook-statement.ts';

/** A small balance sheet with two columns, a contra account, sen, and a check that holds. */
export function smallBalanceSheet(): PaperTable {
  const line = (key: string, label: string, values: bigint[]): PaperRow => ({
    key,
    label,
    kind: 'line',
    level: 2,
    code: key,
    values,
  });
  const total = (key: string, label: string, parts: PaperRow['parts'], values: bigint[], level = 0): PaperRow => ({
    key,
    label,
    kind: 'total',
    level,
    code: null,
    values,
    parts,
  });
  const add = (...rows: string[]) => rows.map((row) => ({ row, sign: 1 as const }));
  return {
    title: 'Neraca',
    subtitle: ['Per 31 Desember 2026 dan 2025'],
    columns: [
      { key: 'now', heading: '2026 (Rp)' },
      { key: 'before', heading: '2025 (Rp)' },
    ],
    rows: [
      { key: 'aset', label: 'ASET', kind: 'heading', level: 0, code: null, values: [null, null] },
      line('1.1.01', 'Kas', [1_250_000_050n, 900_000_000n]),
      line('1.1.20', 'Piutang pinjaman anggota', [5_000_000_000n, 4_000_000_000n]),
      line('1.1.39', 'Penyisihan pinjaman', [50_000_000n, 40_000_000n]),
      {
        ...total('aset.jumlah', 'Jumlah aset', undefined, [6_200_000_050n, 4_860_000_000n]),
        parts: [...add('1.1.01', '1.1.20'), { row: '1.1.39', sign: -1 }],
      },
      line('2.1.01', 'Simpanan sukarela', [4_200_000_050n, 3_000_000_000n]),
      line('3.1.01', 'Simpanan pokok', [1_000_000_000n, 900_000_000n]),
      line('3.1.02', 'Simpanan wajib', [1_000_000_000n, 960_000_000n]),
      total('ekuitas.jumlah', 'Jumlah ekuitas', add('3.1.01', '3.1.02'), [2_000_000_000n, 1_860_000_000n], 1),
      total('kewajiban_ekuitas', 'Jumlah kewajiban dan ekuitas', add('2.1.01', 'ekuitas.jumlah'), [
        6_200_000_050n,
        4_860_000_000n,
      ]),
    ],
    remarks: ['Angka 2025 sudah diaudit.'],
    checks: [
      {
        label: 'aset dikurangi kewajiban dan ekuitas',
        parts: [
          { row: 'aset.jumlah', sign: 1 },
          { row: 'kewajiban_ekuitas', sign: -1 },
        ],
      },
    ],
  };
}

/** The paper of a cooperative with four pengurus. */
export function samplePaper(): ReportPaper {
  return {
    letterhead: { cooperative: 'KSP Mekar Jaya', lines: ['Badan hukum 518/BH/1998', 'Jl. Pemuda 1, Kudus'] },
    placeAndDate: 'Kudus, 31 Januari 2027',
    signatures: [
      { office: 'Ketua', name: 'Siti Aminah' },
      { office: 'Sekretaris', name: 'Budi Santoso' },
      { office: 'Bendahara', name: 'Sri Wahyuni' },
      { office: 'Bendahara', name: 'Joko Prabowo' },
    ],
    source: 'Dibuat dari pembukuan yang sudah ditutup, jurnal sampai nomor 1204',
    writtenAt: new Date('2027-01-31T03:00:00Z'),
  };
}
