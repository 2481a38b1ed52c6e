import { z } from 'zod';
import { letterhead } from '#cooperatives';
import { type Cell, type Column, dateText, type OfficialPaper, papersPdf, type TableDocument } from '#documents';
import { addDays, parseDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { parseDecimal, rupiahText } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { terbilang } from '#kernel/terbilang';
import { calculationMissing } from '../commands/final-rights.ts';
import { memberPools } from '../rules/by-laws.ts';
import { taxOn } from '../rules/divide.ts';
import { type Calculation, latestCalculation } from '../store/calculations.ts';
import { paymentsOfMember } from '../store/payments.ts';
import { readShares } from '../store/shares.ts';
import { letter, type MemberShu, ownId, requireDecided, requireLetter } from './member-shu.ts';

const year = z.coerce.number().int();

/** Letters in one file when all are printed. */
export const LETTERS_A_FILE = 200;
/** Shares in one list: more members than any one cooperative here has. */
const SHARES_MAX = 200_000;

/** A member's letter as PDF, for staff. Errors: `shu_not_approved`, `share_unknown`. */
export const shuLetterFile = query({
  name: 'shu.letterFile',
  permission: 'shu.read',
  input: z.strictObject({ year, memberId: idField }),
  run: (scope, asked) => letterFile(scope, asked.year, asked.memberId),
});

/** A signed-in member's own letter as PDF. Errors: as `shuLetterFile`. */
export const ownShuLetterFile = query({
  name: 'shu.ownLetterFile',
  permission: 'self.read',
  input: z.strictObject({ year }),
  run: (scope, asked) => letterFile(scope, asked.year, ownId(scope)),
});

/** The letters of many members in one PDF, 200 from a position on (in the order of member numbers). Error: `shu_not_approved`. */
export const shuLettersFile = query({
  name: 'shu.lettersFile',
  permission: 'shu.read',
  input: z.strictObject({ year, after: z.coerce.number().int().min(0).default(0) }),
  async run(scope, asked) {
    const calculation = await requireDecided(scope, asked.year);
    const shares = await readShares(scope, calculation.id, { after: asked.after, limit: LETTERS_A_FILE });
    if (shares.length === 0) throw new DomainError('not_found', 'share_unknown', 'Tidak ada surat lagi sesudah ini');
    const letters = await Promise.all(
      shares.map(async (share) => {
        const payments = await paymentsOfMember(scope, { calculationId: calculation.id, memberId: share.memberId });
        return letter(calculation, share, payments);
      }),
    );
    const bytes = await papersPdf(await papersOf(scope, letters));
    return { name: `surat-shu-${asked.year}-${shares[0]?.number}-${shares.at(-1)?.number}.pdf`, bytes };
  },
});

async function letterFile(scope: QueryScope, wanted: number, memberId: string) {
  const calculation = await requireDecided(scope, wanted);
  const one = await requireLetter(scope, calculation, memberId);
  return { name: `surat-shu-${wanted}-${one.number}.pdf`, bytes: await papersPdf(await papersOf(scope, [one])) };
}

async function papersOf(scope: QueryScope, letters: readonly MemberShu[]): Promise<OfficialPaper[]> {
  const head = await letterhead(scope);
  return letters.map((one) => ({
    letterhead: head,
    title: 'Surat Pemberitahuan SHU Anggota',
    subtitle: `Tahun buku ${dateText(parseDate(one.from))} sampai ${dateText(addDays(parseDate(one.before), -1))}`,
    parts: [
      {
        kind: 'facts',
        facts: [
          { label: 'Nama', value: one.memberName },
          { label: 'Nomor anggota', value: one.number },
          { label: 'Hak SHU', value: `${rupiahText(parseDecimal(one.final))} (${terbilang(parseDecimal(one.final))})` },
          { label: 'Pajak', value: `${rupiahText(parseDecimal(one.tax))} (${one.taxBasis})` },
          { label: 'Diterima', value: rupiahText(parseDecimal(one.net)) },
          { label: 'Cara dibayar', value: paymentWords(one) },
        ],
      },
      {
        kind: 'article',
        title: 'Cara menghitungnya',
        clauses: [...one.lines.map(({ sentence }) => sentence), ...finalWords(one)],
      },
      {
        kind: 'table',
        title: `Ke mana SHU koperasi ${rupiahText(parseDecimal(one.surplus))}`,
        headings: ['Bagian', 'Jumlah (Rp)'],
        rows: one.where.map(({ name, amount }) => [name, rupiahText(parseDecimal(amount)).replace('Rp ', '')]),
        end: [1],
      },
      {
        kind: 'text',
        text: `Pembagian ini disetujui rapat anggota dengan keputusan nomor ${one.resolutionNumber}, dibukukan ${dateText(parseDate(one.approvedOn))}.`,
      },
    ],
    placeAndDate: dateText(scope.today),
    signatures: [{ office: 'Pengurus' }],
    footer: `Surat SHU ${one.year} ${one.number}`,
    writtenAt: scope.now,
  }));
}

function finalWords({ finalReason, total, final }: MemberShu): string[] {
  if (finalReason === null) return [];
  const [before, after] = [total, final].map((amount) => rupiahText(parseDecimal(amount)));
  return [`Menurut hitungan ${before}, ditetapkan menjadi ${after}: ${finalReason}.`];
}

const WAYS = {
  savings: 'masuk simpanan sukarela',
  cash: 'tunai',
  offset: 'dipotong untuk tunggakan pinjaman',
} as const;

function paymentWords({ payment }: MemberShu): string {
  if (!payment) return 'belum dibayar; hubungi kantor';
  return `${WAYS[payment.way]}, ${dateText(parseDate(payment.on))}`;
}

/**
 * Daftar pembagian SHU per anggota: every share with its parts; or, with `cash`, those who wait to be paid, with room to sign.
 * Error: `calculation_missing`.
 */
export const shuListTable = query({
  name: 'shu.listTable',
  permission: 'shu.read',
  input: z.strictObject({ year, cash: z.boolean().default(false) }),
  async run(scope, asked): Promise<TableDocument> {
    const calculation = await latestCalculation(scope, asked.year);
    if (!calculation) throw calculationMissing(asked.year);
    const shares = await readShares(scope, calculation.id, { unpaid: asked.cash, limit: SHARES_MAX });
    const head = await letterhead(scope);
    const title = asked.cash ? `Daftar bayar SHU tunai ${asked.year}` : `Daftar pembagian SHU ${asked.year}`;
    const taxOf = (sen: bigint) => taxOn(sen, calculation.rules.tax.percent);
    return {
      letterhead: head,
      title,
      subtitle: subtitleOf(calculation),
      columns: columnsOf(calculation, asked.cash),
      rows: shares.map((share): Cell[] => {
        const tax = taxOf(share.finalSen);
        const who: Cell[] = [share.number, share.memberName];
        if (asked.cash) return [...who, share.finalSen, tax, share.finalSen - tax, ''];
        const paid = share.paidWay === null ? 'belum' : WAYS[share.paidWay];
        return [...who, share.months, ...share.shares, share.finalSen, tax, share.finalSen - tax, paid];
      }),
    };
  },
});

function subtitleOf({ version, approval, throughNumber, rules }: Calculation): string[] {
  const rounding =
    rules.rounding.method === 'largest_remainder'
      ? 'jumlah bagian tepat sama dengan yang dibagi (sisa terbesar, seri menurut nomor anggota)'
      : 'bagian dibulatkan ke bawah, sisanya masuk cadangan';
  const state = approval ? `disetujui dengan keputusan ${approval.resolutionNumber}` : 'belum disetujui rapat';
  return [`Hitungan ke-${version}, ${state}. Dari jurnal s.d. nomor ${throughNumber}`, `Pembulatan: ${rounding}`];
}

function columnsOf(calculation: Calculation, cash: boolean): Column[] {
  const money = (heading: string): Column => ({ heading, kind: 'money', total: true, width: 16 });
  const who: Column[] = [
    { heading: 'Nomor', kind: 'text', width: 12 },
    { heading: 'Nama', kind: 'text', width: 28 },
  ];
  const sums = [money('Hak SHU'), money('Pajak'), money('Diterima')];
  if (cash) return [...who, ...sums, { heading: 'Tanda tangan', kind: 'text', width: 24 }];
  const parts = memberPools(calculation.rules).map(({ name }) => money(name));
  return [
    ...who,
    { heading: 'Bulan', kind: 'number', width: 7 },
    ...parts,
    ...sums,
    { heading: 'Dibayar', kind: 'text', width: 22 },
  ];
}
