/** Banks by what only their tables are headed with. */
const SIGNATURES: readonly (readonly [string, readonly string[]])[] = [
  ['BRI', ['no rekening', 'tgl transaksi']],
  ['Mandiri', ['account no', 'val date']],
  ['BNI', ['journal no']],
  ['Bank Jatim', ['post date', 'effective date']],
  ['BCA', ['tanggal transaksi', 'keterangan', 'cabang', 'jumlah']],
];

/** The bank whose table this is, as far as the headings tell. */
export function bankOfTable(names: readonly string[], bcaTitle: boolean): string | null {
  if (bcaTitle) return 'BCA';
  return SIGNATURES.find(([, headings]) => headings.every((heading) => names.includes(heading)))?.[0] ?? null;
}
