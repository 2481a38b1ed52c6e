import sql from 'sql-template-tag';
import { z } from 'zod';
import { readProfile } from '#cooperatives';
import { command } from '#kernel/command';
import { addDays, addMonths, type BusinessDate, endOfMonth, parts, startOfMonth } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { dateField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { formatDecimal, parseSignedDecimal, sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { chartBalances, generalAccountIds, holdPostings, post } from '#ledger';
import { monthText } from '../assets/depreciation.ts';
import { type BookYear, bookYear, bookYearOf } from '../rules/book-year.ts';
import { type CorporateTax, corporateTax, turnoverTax } from './rules/income.ts';
import {
  corporateRates,
  firstTurnoverYear,
  taxAccountCode,
  taxExpenseCode,
  taxRegime,
  turnoverCodes,
  turnoverRates,
} from './settings.ts';

type Span = { readonly from: BusinessDate; readonly before: BusinessDate };

/** What the business took in over a range, in sen: revenue under the turnover codes, less returns and discounts. */
async function turnoverOf(scope: QueryScope, span: Span): Promise<bigint> {
  const [lines, codes] = await Promise.all([
    chartBalances(scope, { ...span, withoutClosing: true }),
    turnoverCodes(scope, span.from),
  ]);
  const counts = (code: string) => codes.some((start) => code === start || code.startsWith(`${start}.`));
  return -sumSen(lines.filter(({ code, kind }) => kind === 'revenue' && counts(code)).map((line) => line.amountSen));
}

async function bookedTax(scope: QueryScope, regime: 'umkm' | 'corporate', span: Span): Promise<bigint> {
  const { tax } = await scope.tx.one<{ tax: bigint }>(sql`
    select coalesce(sum(t.tax_sen), 0)::bigint as tax from books.income_tax t
     where t.cooperative_id = ${scope.cooperativeId} and t.regime = ${regime}
       and t.starts_on = ${span.from}::date and t.ends_before = ${span.before}::date`);
  return tax;
}

/** The final tax on the turnover of one month, with what is booked of it. Amounts in sen. */
async function turnoverMonth(scope: QueryScope, month: BusinessDate) {
  const span = { from: month, before: addMonths(month, 1) };
  const [turnoverSen, bookedSen] = await Promise.all([turnoverOf(scope, span), bookedTax(scope, 'umkm', span)]);
  return { span, turnoverSen, bookedSen, taxSen: turnoverTax(turnoverSen, turnoverRates(month).ratePpm) };
}

/**
 * Books the final tax on a month's turnover (PP 55/2022): Dr income tax Cr tax owed, dated the month's last day (today while it runs). Booked
 * again it posts only the difference, or nothing. Errors: `tax_regime_differs`, `tax_month_future`, `turnover_years_over`, the ledger's.
 */
export const bookTurnoverTax = command({
  name: 'books.bookTurnoverTax',
  permission: 'books.tax',
  input: z.strictObject({ month: dateField }),
  async run(scope, input) {
    const month = startOfMonth(input.month);
    if (month > scope.today) {
      throw new DomainError('refused', 'tax_month_future', 'Bulan ini belum mulai. Pilih bulan yang berjalan');
    }
    await requireRegime(scope, 'umkm', month);
    const first = await firstTurnoverYear(scope, month);
    const { yearsMax, ratePpm } = turnoverRates(month);
    if (first !== undefined && parts(month).year >= first + yearsMax) {
      throw new DomainError(
        'refused',
        'turnover_years_over',
        `Koperasi memakai PPh final UMKM paling lama ${yearsMax} tahun pajak. Pakai tarif umum`,
      );
    }
    await holdPostings(scope);
    const { span, turnoverSen, bookedSen, taxSen } = await turnoverMonth(scope, month);
    const entryId = await bookDifference(scope, {
      regime: 'umkm',
      span,
      baseSen: turnoverSen,
      taxSen: taxSen - bookedSen,
      words: `PPh final UMKM ${monthText(month)}`,
      computation: { turnover: formatDecimal(turnoverSen), ratePpm, tax: formatDecimal(taxSen) },
    });
    return { month, turnover: formatDecimal(turnoverSen), tax: formatDecimal(taxSen), entryId };
  },
});

async function requireRegime(scope: QueryScope, wanted: 'umkm' | 'corporate', on: BusinessDate): Promise<void> {
  if ((await taxRegime(scope, on)) === wanted) return;
  const words = wanted === 'umkm' ? 'tarif umum, bukan PPh final UMKM' : 'PPh final UMKM, bukan tarif umum';
  throw new DomainError(
    'refused',
    'tax_regime_differs',
    `Aturan pajak koperasi pada tanggal ini adalah ${words}. Ubah dulu di Pengaturan`,
  );
}

const signedAmount = z
  .string()
  .trim()
  .transform((text, context) => {
    try {
      return parseSignedDecimal(text);
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'Tulis jumlah dalam angka, misalnya -150000.00',
        params: { reason: 'amount_format' },
      });
      return z.NEVER;
    }
  });

export const CorrectionInput = z.strictObject({ note: textField(120), amount: signedAmount });
const YearInput = z.strictObject({
  /** The book year, by the calendar year it begins in. */
  year: z.coerce.number().int().min(2000).max(2199),
  /** Fiscal corrections: what the law adds to the surplus (above zero) or leaves out (below). */
  corrections: z.array(CorrectionInput).max(20).default([]),
});
type Corrections = z.output<typeof YearInput>['corrections'];

type YearTax = {
  readonly year: BookYear;
  readonly turnoverSen: bigint;
  readonly surplusSen: bigint;
  readonly correctionSen: bigint;
  readonly tax: CorporateTax;
  readonly ratePpm: number;
  readonly legalBasis: string;
  readonly bookedSen: bigint;
};

/** The general income tax of a book year as its books stand now: surplus before income tax, corrected, by the rate of its last day. */
async function yearTax(scope: QueryScope, year: number, corrections: Corrections): Promise<YearTax> {
  const span = bookYear(year, (await readProfile(scope)).bookYearStartMonth);
  const expense = await taxExpenseCode(scope, span.lastDay);
  const [lines, turnoverSen, bookedSen, { rates, legalBasis }] = await Promise.all([
    chartBalances(scope, { from: span.from, before: span.before, withoutClosing: true }),
    turnoverOf(scope, span),
    bookedTax(scope, 'corporate', span),
    corporateRates(scope, span.lastDay),
  ]);
  const result = lines.filter(({ kind, code }) => (kind === 'revenue' || kind === 'expense') && code !== expense);
  const surplusSen = -sumSen(result.map(({ amountSen }) => amountSen));
  const correctionSen = sumSen(corrections.map(({ amount }) => amount));
  const tax = corporateTax({ incomeSen: surplusSen + correctionSen, turnoverSen, rates });
  return { year: span, turnoverSen, surplusSen, correctionSen, tax, ratePpm: rates.ratePpm, legalBasis, bookedSen };
}

const shownYear = ({ tax, ...found }: YearTax) => ({
  from: found.year.from,
  before: found.year.before,
  turnover: formatDecimal(found.turnoverSen),
  surplus: formatDecimal(found.surplusSen),
  correction: formatDecimal(found.correctionSen),
  taxable: formatDecimal(tax.taxableSen),
  facilitated: formatDecimal(tax.facilitatedSen),
  facilitatedTax: formatDecimal(tax.facilitatedTaxSen),
  restTax: formatDecimal(tax.restTaxSen),
  tax: formatDecimal(tax.taxSen),
  booked: formatDecimal(found.bookedSen),
  ratePpm: found.ratePpm,
  legalBasis: found.legalBasis,
});

/**
 * Books the year's income tax by the general rate before the year closes: Dr income tax Cr tax owed, dated its last day (today while it runs).
 * Booked again it posts only the difference, or nothing. Errors: `tax_year_future`, `tax_regime_differs`, the ledger's.
 */
export const bookCorporateTax = command({
  name: 'books.bookCorporateTax',
  permission: 'books.tax',
  input: YearInput,
  async run(scope, { year, corrections }) {
    const span = bookYear(year, (await readProfile(scope)).bookYearStartMonth);
    if (span.from > scope.today) {
      throw new DomainError('refused', 'tax_year_future', 'Tahun buku ini belum mulai');
    }
    await requireRegime(scope, 'corporate', span.lastDay);
    await holdPostings(scope);
    const found = await yearTax(scope, year, corrections);
    const shown = shownYear(found);
    const entryId = await bookDifference(scope, {
      regime: 'corporate',
      span,
      baseSen: found.tax.taxableSen,
      taxSen: found.tax.taxSen - found.bookedSen,
      words: `PPh badan tahun buku ${year}`,
      computation: {
        ...shown,
        corrections: corrections.map(({ note, amount }) => ({ note, amount: formatDecimal(amount) })),
      },
    });
    return { ...shown, entryId };
  },
});

async function bookDifference(
  scope: Scope,
  facts: {
    regime: 'umkm' | 'corporate';
    span: Span;
    baseSen: bigint;
    taxSen: bigint;
    words: string;
    computation: unknown;
  },
): Promise<string | null> {
  const { regime, span, baseSen, taxSen, words } = facts;
  if (taxSen === 0n) return null;
  const last = addDays(span.before, -1);
  const on = last <= scope.today ? last : scope.today;
  const codes = [await taxExpenseCode(scope, on), await taxAccountCode(scope, regime, on)] as const;
  const accounts = await generalAccountIds(scope, codes);
  const [entry] = await post(scope, [
    {
      description: words,
      businessDate: on,
      source: 'books.income_tax',
      lines: [
        { accountId: accounts.get(codes[0]) ?? '', amountSen: taxSen },
        { accountId: accounts.get(codes[1]) ?? '', amountSen: -taxSen },
      ],
    },
  ]);
  assert(entry, 'one draft plans one entry');
  await scope.tx.run(sql`
    insert into books.income_tax (cooperative_id, id, regime, starts_on, ends_before, base_sen, tax_sen, computation, entry_id,
           written_at, written_by)
    values (${scope.cooperativeId}, ${newId()}, ${regime}, ${span.from}, ${span.before}, ${baseSen}, ${taxSen},
            ${JSON.stringify(facts.computation)}::jsonb, ${entry.id}, ${scope.now}, ${scope.context.actor.personId})`);
  return entry.id;
}

/**
 * The cooperative's own income tax over a book year: month by month on turnover, and by the general rate with its computation. Money as
 * decimal strings. `overLimit`: the year's turnover is above what the final tax is for, so that the next year pays the general rate.
 */
export const incomeTax = query({
  name: 'books.incomeTax',
  permission: 'books.read',
  input: YearInput.partial({ year: true }),
  async run(scope, input) {
    const startMonth = (await readProfile(scope)).bookYearStartMonth;
    const year = input.year ?? bookYearOf(scope.today, startMonth).year;
    const span = bookYear(year, startMonth);
    const on = span.lastDay <= scope.today ? span.lastDay : scope.today;
    const regime = await taxRegime(scope, on);
    const months = regime === 'umkm' ? await monthsOfYear(scope, span) : [];
    const found = await yearTax(scope, year, input.corrections ?? []);
    const { turnoverSenMax, ratePpm, legalBasis } = turnoverRates(on);
    return {
      year,
      regime,
      months,
      turnoverLimit: formatDecimal(turnoverSenMax),
      overLimit: found.turnoverSen > turnoverSenMax,
      turnoverRatePpm: ratePpm,
      turnoverLegalBasis: legalBasis,
      corporate: shownYear(found),
    };
  },
});

async function monthsOfYear(scope: QueryScope, span: Span) {
  const months = [];
  let cumulativeSen = 0n;
  for (let month = span.from; month < span.before && month <= scope.today; month = addMonths(month, 1)) {
    const { turnoverSen, taxSen, bookedSen } = await turnoverMonth(scope, month);
    cumulativeSen += turnoverSen;
    months.push({
      month,
      ends: endOfMonth(month),
      turnover: formatDecimal(turnoverSen),
      cumulative: formatDecimal(cumulativeSen),
      tax: formatDecimal(taxSen),
      booked: formatDecimal(bookedSen),
    });
  }
  return months;
}
