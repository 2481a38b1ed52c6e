import { amountText, rupiahText } from '#kernel/money';
import type { CountedKind, SavingsMeasure, YearBasis } from './by-laws.ts';

/** How one members' pool came to a member's share. `own` and `all` are sen, or months of membership for an equal share. */
export type LetterPool = {
  readonly name: string;
  readonly basis: YearBasis;
  readonly equal: boolean;
  readonly amountSen: bigint;
  readonly ownWeight: bigint;
  readonly allWeight: bigint;
  /** How many parts the weights are counted in. */
  readonly unit: bigint;
  readonly shareSen: bigint;
};

const KINDS: Readonly<Record<CountedKind, string>> = {
  principal: 'pokok',
  mandatory: 'wajib',
  voluntary: 'sukarela',
  term: 'berjangka',
  goal: 'khusus',
};

const MEASURES: Readonly<Record<SavingsMeasure, string>> = {
  year_end: 'pada akhir tahun',
  average: 'rata-rata setiap hari',
  monthly: 'rata-rata setiap akhir bulan',
};

/** Words joined as people say them: "pokok, wajib dan sukarela". */
export function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} dan ${last}`;
}

/** What a pool is shared by, in words: "simpanan pokok dan wajib pada akhir tahun". */
export function basisWords(basis: YearBasis): string {
  if (basis.kind === 'equal') return 'lama menjadi anggota';
  if (basis.kind === 'transactions') return 'jasa pinjaman yang dibayar dalam setahun';
  return `simpanan ${listWords(basis.kinds.map((kind) => KINDS[kind]))} ${MEASURES[basis.measure]}`;
}

/** How a share came about, as a person reads it aloud, with the numbers of the division. */
export function poolSentence(pool: LetterPool, months: number): string {
  const { name, amountSen, shareSen } = pool;
  if (pool.allWeight === 0n) return `${name}: Rp 0, karena tidak ada yang dibagi.`;
  if (pool.equal || pool.basis.kind === 'equal') {
    return (
      `${name} ${rupiahText(amountSen)} dibagi menurut bulan keanggotaan: Anda ${pool.ownWeight} bulan dari ` +
      `${amountText(pool.allWeight * 100n)} bulan semua anggota, jadi ${rupiahText(shareSen)}.`
    );
  }
  const own = rupiahText(pool.ownWeight / pool.unit);
  const all = rupiahText(pool.allWeight / pool.unit);
  const basis = basisWords(pool.basis);
  const cut =
    pool.basis.kind === 'savings' && pool.basis.measure === 'year_end' && months < 12
      ? ` (sudah dihitung ${months} dari 12 bulan, selama Anda menjadi anggota)`
      : '';
  return (
    `${name}: ${basis} milik Anda ${own}${cut}, milik semua anggota ${all}. Yang dibagi ${rupiahText(amountSen)}, jadi ` +
    `${rupiahText(amountSen)} x ${own} : ${all} = ${rupiahText(shareSen)}.`
  );
}
