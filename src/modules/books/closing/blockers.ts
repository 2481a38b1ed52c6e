import { approvals } from '#kernel/approval';
import { addDays, type BusinessDate, dateAt, daysBetween } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { chartBalances, checkBooks } from '#ledger';
import { checkLoans, endOfDayState } from '#loans';
import { uncountedTills } from '#payments';
import { bookYears } from './doors.ts';
import type { Blocker } from './rules/blockers.ts';
import { closingAccounts } from './settings.ts';

/** What is to be closed: half-open dates. */
export type ClosingRange = { readonly startsOn: BusinessDate; readonly endsBefore: BusinessDate };

/** What one part of the program has against a close: an empty list when nothing. */
export type BlockerSource = (scope: QueryScope, range: ClosingRange) => Promise<readonly Blocker[]>;

/** What has to be done before a day is closed. */
const DAY_SOURCES: readonly BlockerSource[] = [tills, endOfDay];

/** What has to be done, and what should be, before a month is closed. */
const MONTH_SOURCES: readonly BlockerSource[] = [...DAY_SOURCES, pendingApprovals, suspense, earlierYear];

/** Proofs of the whole books: no posting can change their answer, so they are asked before postings are held. */
const PROOFS: readonly ((scope: QueryScope) => Promise<Blocker[]>)[] = [ledgerProof, loansProof];

/** Everything against closing a day. */
export const dayBlockers = (scope: QueryScope, range: ClosingRange) => gather(DAY_SOURCES, scope, range);

/** Everything against closing a month but the proofs. */
export const monthBlockers = (scope: QueryScope, range: ClosingRange) => gather(MONTH_SOURCES, scope, range);

/** Where the books, or what stands beside them, prove wrong. */
export const proofBlockers = async (scope: QueryScope) =>
  inOrder((await Promise.all(PROOFS.map((proof) => proof(scope)))).flat());

/**
 * What should be looked at before a year is closed: amounts on the surplus account that are not of its revenue and expense move along with it.
 */
export async function yearBlockers(scope: QueryScope, { before }: { before: BusinessDate }): Promise<Blocker[]> {
  const { surplus, summary } = await closingAccounts(scope);
  const filled = (await chartBalances(scope, { before })).filter(
    ({ code, amountSen }) => (code === surplus || code === summary) && amountSen !== 0n,
  );
  return filled.map((line) => ({
    code: line.code === surplus ? 'surplus_not_empty' : 'summary_not_empty',
    severity: line.code === surplus ? 'warn' : 'stop',
    text: `${line.code} ${line.name} sudah berisi ${formatDecimal(-line.amountSen)} sebelum jurnal penutup`,
    href: `/staff/ledger/accounts/${line.code}`,
    count: 1,
  }));
}

async function gather(sources: readonly BlockerSource[], scope: QueryScope, range: ClosingRange): Promise<Blocker[]> {
  return inOrder((await Promise.all(sources.map((source) => source(scope, range)))).flat());
}

function inOrder(found: readonly Blocker[]): Blocker[] {
  const of = (wanted: Blocker['severity']) => found.filter(({ severity }) => severity === wanted);
  return [...of('stop'), ...of('warn')];
}

async function tills(scope: QueryScope, { endsBefore }: ClosingRange): Promise<Blocker[]> {
  const open = await uncountedTills(scope, endsBefore);
  const [first] = open;
  if (!first) return [];
  const text = `${open.length} kas belum dihitung dan ditutup (${first.code}, ${first.tellerName}, ${first.businessDate})`;
  return [{ code: 'till_not_counted', severity: 'stop', text, href: '/staff/till', count: open.length }];
}

// A cooperative that never lent has no run to wait for.
async function endOfDay(scope: QueryScope, { endsBefore }: ClosingRange): Promise<Blocker[]> {
  const lastDay = addDays(endsBefore, -1);
  const { lastDone, firstEventOn } = await endOfDayState(scope);
  if (firstEventOn === null || firstEventOn > lastDay || (lastDone !== null && lastDone >= lastDay)) return [];
  const count = lastDone === null ? daysBetween(firstEventOn, endsBefore) : daysBetween(lastDone, lastDay);
  const text = `Tutup hari pinjaman belum dijalankan sampai ${lastDay} (${count} hari)`;
  return [{ code: 'end_of_day_missing', severity: 'stop', text, href: '/staff/end-of-day', count }];
}

const APPROVALS_MAX = 200;
const OF_THE_BOOKS = /^(ledger|books)\./;
const OF_CLOSING = /^books\.(reopen|lock)/;

// A journal that waits would be refused once its month is closed; other requests are dated when they are approved.
async function pendingApprovals(scope: QueryScope, { endsBefore }: ClosingRange): Promise<Blocker[]> {
  const { zone } = scope.context.cooperative;
  const waiting = (await approvals(scope, { pending: true, limit: APPROVALS_MAX })).filter(
    ({ command, requestedAt }) => !OF_CLOSING.test(command) && dateAt(new Date(requestedAt), zone) < endsBefore,
  );
  const journals = waiting.filter(({ command }) => OF_THE_BOOKS.test(command)).length;
  const others = waiting.length - journals;
  const found: Blocker[] = [];
  const href = '/staff/approvals';
  if (journals > 0) {
    const text = `${journals} jurnal menunggu persetujuan orang kedua`;
    found.push({ code: 'journal_waits', severity: 'stop', text, href, count: journals });
  }
  if (others > 0) {
    const text = `${others} permintaan lain menunggu persetujuan orang kedua`;
    found.push({ code: 'approval_waits', severity: 'warn', text, href, count: others });
  }
  return found;
}

async function suspense(scope: QueryScope, { endsBefore }: ClosingRange): Promise<Blocker[]> {
  const codes = (await closingAccounts(scope)).suspense;
  const filled = (await chartBalances(scope, { before: endsBefore })).filter(
    ({ code, amountSen }) => codes.includes(code) && amountSen !== 0n,
  );
  return filled.map(({ code, name, amountSen }) => ({
    code: `suspense_${code.replaceAll('.', '_')}`,
    severity: 'warn',
    text: `${code} ${name} belum kosong: ${formatDecimal(amountSen < 0n ? -amountSen : amountSen)}`,
    href: `/staff/ledger/accounts/${code}`,
    count: 1,
  }));
}

// The entry that opens a year is dated its first day: that month has to be open when the year before is closed.
async function earlierYear(scope: QueryScope, { startsOn }: ClosingRange): Promise<Blocker[]> {
  const before = (await bookYears(scope)).find((year) => year.before === startsOn);
  if (before?.state !== 'open') return [];
  const text = `Tahun buku ${before.year} belum ditutup. Menutupnya nanti perlu bulan ini dibuka kembali`;
  return [{ code: 'earlier_year_open', severity: 'warn', text, href: `/staff/closing/year/${before.year}`, count: 1 }];
}

async function ledgerProof(scope: QueryScope): Promise<Blocker[]> {
  const check = await checkBooks(scope);
  const count =
    check.unbalanced + check.guardedMismatch + check.controlMismatch + check.negative + check.totalsMismatch;
  if (check.firstBad === null) return [];
  const { number } = check.firstBad;
  const text = `Buku besar tidak cocok dengan rinciannya (${count} hal${number === null ? '' : `, jurnal ${number}`})`;
  return [{ code: 'books_mismatch', severity: 'stop', text, href: '/staff/ledger', count }];
}

async function loansProof(scope: QueryScope): Promise<Blocker[]> {
  const { mismatched, firstBad } = await checkLoans(scope);
  if (firstBad === null) return [];
  const text = `${mismatched} pinjaman tidak cocok dengan buku besar (${firstBad.loan})`;
  return [{ code: 'loans_mismatch', severity: 'stop', text, href: '/staff/loans', count: mismatched }];
}
