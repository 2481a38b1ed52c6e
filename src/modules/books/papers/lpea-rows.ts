import { type StatementRow, totalRow } from '../statements/table.ts';
import type { ReferenceName } from './lpea-parameters.ts';
import { purchaseBenefit, referenceInterest, type Stretch } from './rules/lpea.ts';

/** A reference of the market: its rate, and on what it rests. */
export type Reference = { readonly ratePpm: bigint; readonly percent: string; readonly basis: string };

/** What the report is made of; amounts in sen, all of them with the sign in which they are shown. */
export type LpeaInputs = {
  readonly references: Readonly<Record<ReferenceName, Reference | null>>;
  readonly purchasesSen: bigint;
  readonly salesSen: bigint;
  readonly loans: readonly Stretch[];
  readonly interestPaidSen: bigint;
  readonly deposits: readonly Stretch[];
  readonly interestReceivedSen: bigint;
  /** Null while the meeting has not shared the year's surplus. */
  readonly memberShuSen: bigint | null;
};

/** The parameters by the titles under which Pengaturan shows them. */
const TITLES: Record<ReferenceName, string> = {
  goods: 'Selisih harga pasar barang',
  sales: 'Selisih harga jual pasar',
  loans: 'Bunga pinjaman pembanding setahun',
  savings: 'Bunga simpanan pembanding setahun',
};

type Section = { readonly rows: StatementRow[]; readonly benefit: StatementRow; readonly remarks: string[] };

/**
 * The rows of the report (layout of PSAK 27, kept in practice): joint purchase, joint sale, savings and loans, and the share of the surplus. A
 * benefit whose reference is not set is left empty, is in no total, and a remark says which parameter is missing.
 */
export function lpeaRows(inputs: LpeaInputs): { rows: StatementRow[]; remarks: string[] } {
  const { references } = inputs;
  const sections = [
    trade(
      'a',
      'MANFAAT DARI PEMBELIAN BERSAMA',
      'Pembelian anggota di koperasi',
      'goods',
      inputs.purchasesSen,
      references.goods,
    ),
    trade(
      'b',
      'MANFAAT DARI PENJUALAN BERSAMA',
      'Penjualan anggota lewat koperasi',
      'sales',
      inputs.salesSen,
      references.sales,
    ),
    interest('c1', 'MANFAAT DARI PINJAMAN', 'loans', references.loans, {
      market: ['Jasa pinjaman bila memakai bunga pembanding', (ppm) => referenceInterest(inputs.loans, ppm)],
      own: ['Jasa pinjaman yang dibayar anggota', inputs.interestPaidSen],
      marketIsMore: true,
    }),
    interest('c2', 'MANFAAT DARI SIMPANAN', 'savings', references.savings, {
      market: ['Jasa simpanan bila memakai bunga pembanding', (ppm) => referenceInterest(inputs.deposits, ppm)],
      own: ['Jasa simpanan yang diterima anggota', inputs.interestReceivedSen],
      marketIsMore: false,
    }),
  ];
  const missing = sections.some(({ benefit }) => benefit.values[0] === null);
  const during = sum('selama', `Manfaat ekonomi selama tahun berjalan${missing ? ' (belum lengkap)' : ''}`, sections);
  const share = line('d', 'Bagian anggota atas SHU tahun ini', inputs.memberShuSen);
  const partial = missing || inputs.memberShuSen === null;
  const all = totalOf('jumlah', `Jumlah promosi ekonomi anggota${partial ? ' (belum lengkap)' : ''}`, [during, share]);
  return {
    rows: [...sections.flatMap(({ rows }) => rows), during, heading('h-d', 'PEMBAGIAN SHU'), share, all],
    remarks: [
      ...sections.flatMap(({ remarks }) => remarks),
      ...(inputs.memberShuSen === null
        ? ['Bagian anggota atas SHU belum ada: SHU tahun ini belum dibagi oleh rapat anggota.']
        : []),
      'Bunga pembanding dihitung dari rata-rata saldo awal dan akhir tiap bulan, hari sebenarnya dibagi 365, dibulatkan setengah ke atas.',
    ],
  };
}

/** Goods: what members bought or sold, and what the difference to the market's price made of it. */
function trade(
  key: string,
  title: string,
  label: string,
  name: ReferenceName,
  amountSen: bigint,
  reference: Reference | null,
): Section {
  const amount = line(`${key}1`, label, amountSen);
  const nothing = amountSen === 0n;
  const value = nothing ? 0n : reference && purchaseBenefit(amountSen, reference.ratePpm);
  const benefit = line(`${key}2`, reference ? `Manfaat: ${reference.percent}% dari jumlah itu` : 'Manfaat', value);
  const remarks = nothing ? [] : [remarkOf(name, reference)];
  return { rows: [heading(`h-${key}`, title), amount, benefit], benefit, remarks };
}

type InterestParts = {
  readonly market: readonly [string, (ratePpm: bigint) => bigint];
  readonly own: readonly [string, bigint];
  /** Of loans the market's interest is the higher one, of savings the cooperative's. */
  readonly marketIsMore: boolean;
};

function interest(
  key: string,
  title: string,
  name: ReferenceName,
  reference: Reference | null,
  { market, own, marketIsMore }: InterestParts,
): Section {
  const label = reference ? `${market[0]} (${reference.percent}% setahun)` : market[0];
  const there = line(`${key}m`, label, reference && market[1](reference.ratePpm));
  const here = line(`${key}k`, own[0], own[1]);
  const [more, less] = marketIsMore ? [there, here] : [here, there];
  const benefit = reference
    ? totalRow(
        {
          key,
          label: 'Manfaat',
          level: 1,
          parts: [
            { row: more, sign: 1 },
            { row: less, sign: -1 },
          ],
        },
        1,
      )
    : line(key, 'Manfaat', null);
  return { rows: [heading(`h-${key}`, title), there, here, benefit], benefit, remarks: [remarkOf(name, reference)] };
}

function remarkOf(name: ReferenceName, reference: Reference | null): string {
  if (reference) return `${TITLES[name]} ${reference.percent}%: ${reference.basis}.`;
  return `Belum dihitung: aturan "${TITLES[name]} (LPEA)" belum ditetapkan. Isi di Pengaturan, Aturan AD/ART, beserta dasarnya.`;
}

function sum(key: string, label: string, sections: readonly Section[]): StatementRow {
  return totalOf(
    key,
    label,
    sections.map(({ benefit }) => benefit),
  );
}

/** A total of what is told; rows without a value are no part of it. */
function totalOf(key: string, label: string, rows: readonly StatementRow[]): StatementRow {
  const told = rows.filter(({ values }) => values[0] !== null);
  return totalRow({ key, label, level: 0, parts: told.map((row) => ({ row, sign: 1 })) }, 1);
}

function line(key: string, label: string, value: bigint | null): StatementRow {
  return { key, label, kind: 'line', level: 1, code: null, values: [value] };
}

function heading(key: string, label: string): StatementRow {
  return { key, label, kind: 'heading', level: 0, code: null, values: [null] };
}
