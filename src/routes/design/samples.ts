import type { Column } from '#lib/components/table.ts';
import type { Fact, NavGroup } from '#lib/components/types.ts';
import { rupiahDigits } from '#lib/formats.ts';

/** What the showcase shows in the parts: made-up people and amounts, with the hard cases among them. */
export const LONG_NAME = 'Raden Ajeng Siti Nurhaliza Kusumawardhani Sastrodiningrat';

export const choices = [
  { value: 'sukarela', label: 'Simpanan sukarela', hint: 'Bisa diambil kapan saja', picture: 'savings' as const },
  { value: 'wajib', label: 'Simpanan wajib', hint: 'Rp 25.000 setiap bulan', picture: 'calendar' as const },
  { value: 'berjangka', label: 'Simpanan berjangka', hint: 'Terkunci 3, 6 atau 12 bulan', picture: 'lock' as const },
];

export const facts: readonly Fact[] = [
  { label: 'Anggota', value: LONG_NAME },
  { label: 'Nomor anggota', value: '00127' },
  { label: 'Simpanan', value: 'Simpanan sukarela' },
  { label: 'Waktu', value: '21 Nov 2026, 14.05 WIB' },
  { label: 'Petugas', value: 'Dewi, loket 1' },
];

export const found = [
  { href: '#a', title: 'Siti Aminah', detail: '00127 · Ds. Karangrejo', aside: 'Rp 1.250.000' },
  { href: '#b', title: LONG_NAME, detail: '01988 · Ds. Jati Wetan, belum bayar wajib 2 bulan', aside: 'Rp 75.000' },
];

export const groups: readonly NavGroup[] = [
  { items: [{ href: '/design/staff', label: 'Beranda' }] },
  {
    label: 'Loket',
    items: [
      { href: '/design/staff/till', label: 'Kas loket' },
      { href: '/design/staff/members', label: 'Anggota' },
      { href: '/design/staff/savings', label: 'Simpanan' },
    ],
  },
  {
    label: 'Pembukuan',
    items: [
      { href: '/design/staff/ledger', label: 'Jurnal', permission: 'ledger.read' },
      { href: '/design/staff/approvals', label: 'Persetujuan', count: 3 },
      { href: '/design/staff/secret', label: 'Tidak terlihat', permission: 'nobody' },
    ],
  },
];

export type Person = { id: string; number: string; name: string; status: string; balance: string; arrears: string };

/** Made-up members, the same at every call. */
export function people(count: number): Person[] {
  const names = ['Siti Aminah', LONG_NAME, 'Budi Santoso', 'Wayan Sudiarta', "Ni'mah Zahro", 'Yohanes Tuan'];
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    number: String(index + 127).padStart(5, '0'),
    name: names[index % names.length] ?? '',
    status: index % 4 === 3 ? 'Calon' : 'Aktif',
    balance: index === 2 ? '-50000.00' : `${(index * 7919 + 1) % 900}500.00`,
    arrears: index % 3 === 0 ? '0.00' : '25000.00',
  }));
}

export const columns: readonly Column<Person>[] = [
  { key: 'name', label: 'Nama', text: (row) => row.name, href: (row) => `#${row.id}`, sortable: true },
  { key: 'number', label: 'Nomor', text: (row) => row.number, sortable: true, nowrap: true },
  { key: 'status', label: 'Status', custom: true },
  { key: 'balance', label: 'Saldo (Rp)', text: (row) => rupiahDigits(row.balance), end: true, sortable: true },
  { key: 'arrears', label: 'Tunggakan (Rp)', text: (row) => rupiahDigits(row.arrears), end: true, sortable: true },
  { key: 'village', label: 'Desa', text: () => 'Karangrejo', extra: true },
];

export const months = 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split(' ');
export const deposits = months.map(
  (_, index) => BigInt(42_000_000 + index * 3_100_000 + (index % 3) * 5_000_000) * 100n,
);
export const withdrawals = months.map((_, index) => BigInt(30_000_000 + ((index * 37) % 11) * 2_500_000) * 100n);
export const surplus = months.map((_, index) => BigInt(-6_000_000 + index * 1_700_000) * 100n);
