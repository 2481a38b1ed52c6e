import { dateText } from '#documents';
import { approvals } from '#kernel/approval';
import { addDays, type BusinessDate, dateAt, daysBetween } from '#kernel/dates';
import { rupiahText } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { chartBalances, checkBooks } from '#ledger';
import { checkLoans, endOfDayState } from '#loans';
import { uncountedTills } from '#payments';
import { dueRecurring, openDrafts } from '../journal/index.ts';
import { bookYears } from './doors.ts';
import type { Blocker } from './rules/blockers.ts';
import { closingAccounts } from './settings.ts';

/** What is to be closed: half-open dates. */
export type ClosingRange = { readonly startsOn: BusinessDate; readonly endsBefore: BusinessDate };

/** Tills of these days that nobody has counted and closed. */
export async function tills(scope: QueryScope, { endsBefore }: ClosingRange): Promise<Blocker[]> {
  const open = await uncountedTills(scope, endsBefore);
  const [first] = open;
  if (!first) return [];
  const text = `${open.length} kas belum dihitung dan ditutup (${first.code}, ${first.tellerName}, ${dateText(first.businessDate)})`;
  return [{ code: 'till_not_counted', severity: 'stop', text, href: '/staff/till', count: open.length }];
}

/** Days without their end of day. A cooperative that never lent has no run to wait for. */
export async function endOfDay(scope: QueryScope, { endsBefore }: ClosingRange): Promise<Blocker[]> {
  const lastDay = addDays(endsBefore, -1);
  const { lastDone, firstEventOn } = await endOfDayState(scope);
  if (firstEventOn === null || firstEventOn > lastDay || (lastDone !== null && lastDone >= lastDay)) return [];
  const count = lastDone === null ? daysBetween(firstEventOn, endsBefore) : daysBetween(lastDone, lastDay);
  const text = `Tutup hari pinjaman belum dijalankan sampai ${dateText(lastDay)} (${count} hari)`;
  return [{ code: 'end_of_day_missing', severity: 'stop', text, href: '/staff/end-of-day', count }];
}

const APPROVALS_MAX = 200;
const OF_THE_BOOKS = /^(ledger|books)\./;
const OF_CLOSING = /^books\.(reopen|lock)/;

/** Requests that wait: a journal would be refused once its month is closed; others are dated when they are approved. */
export async function pendingApprovals(scope: QueryScope, { endsBefore }: ClosingRange): Promise<Blocker[]> {
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

/** Lines that should be empty and are not. */
export async function suspense(scope: QueryScope, { endsBefore }: ClosingRange): Promise<Blocker[]> {
  const codes = (await closingAccounts(scope)).suspense;
  const filled = (await chartBalances(scope, { before: endsBefore })).filter(
    ({ code, amountSen }) => codes.includes(code) && amountSen !== 0n,
  );
  return filled.map(({ code, name, amountSen }) => ({
    code: `suspense_${code.replaceAll('.', '_')}`,
    severity: 'warn',
    text: `${code} ${name} belum kosong: ${rupiahText(amountSen < 0n ? -amountSen : amountSen)}`,
    href: `/staff/ledger/accounts/${code}`,
    count: 1,
  }));
}

/** Journals that were begun and not posted. */
export async function drafts(scope: QueryScope, { endsBefore }: ClosingRange): Promise<Blocker[]> {
  const open = await openDrafts(scope, endsBefore);
  const dated = open.filter(({ happenedOn }) => happenedOn !== null).length;
  const href = '/staff/ledger/drafts';
  const found: Blocker[] = [];
  if (dated > 0) {
    const text = `${dated} rancangan jurnal belum dicatat`;
    found.push({ code: 'journal_drafts', severity: 'stop', text, href, count: dated });
  }
  if (open.length > dated) {
    const count = open.length - dated;
    const text = `${count} rancangan jurnal belum bertanggal`;
    found.push({ code: 'journal_drafts_undated', severity: 'warn', text, href, count });
  }
  return found;
}

/** Recurring and turning entries that were due and are not posted. */
export async function dueJournals(scope: QueryScope, { endsBefore }: ClosingRange): Promise<Blocker[]> {
  const due = await dueRecurring(scope, endsBefore);
  if (due.length === 0) return [];
  const text = `${due.length} jurnal berulang atau jurnal balik belum dicatat`;
  return [{ code: 'journals_due', severity: 'stop', text, href: '/staff/ledger/recurring', count: due.length }];
}

/** The entry that opens a year is dated its first day: that month has to be open when the year before is closed. */
export async function earlierYear(scope: QueryScope, { startsOn }: ClosingRange): Promise<Blocker[]> {
  const before = (await bookYears(scope)).find((year) => year.before === startsOn);
  if (before?.state !== 'open') return [];
  const text = `Tahun buku ${before.year} belum ditutup. Menutupnya nanti perlu bulan ini dibuka kembali`;
  return [{ code: 'earlier_year_open', severity: 'warn', text, href: `/staff/closing/year/${before.year}`, count: 1 }];
}

/** The ledger against the lines under it. */
export async function ledgerProof(scope: QueryScope): Promise<Blocker[]> {
  const check = await checkBooks(scope);
  const count =
    check.unbalanced + check.guardedMismatch + check.controlMismatch + check.negative + check.totalsMismatch;
  if (check.firstBad === null) return [];
  const { number } = check.firstBad;
  const text = `Buku besar tidak cocok dengan rinciannya (${count} hal${number === null ? '' : `, jurnal ${number}`})`;
  return [{ code: 'books_mismatch', severity: 'stop', text, href: '/staff/ledger', count }];
}

/** Loans against the ledger. */
export async function loansProof(scope: QueryScope): Promise<Blocker[]> {
  const { mismatched, firstBad } = await checkLoans(scope);
  if (firstBad === null) return [];
  const text = `${mismatched} pinjaman tidak cocok dengan buku besar (${firstBad.loan})`;
  return [{ code: 'loans_mismatch', severity: 'stop', text, href: '/staff/loans', count: mismatched }];
}

/** Amounts on the surplus account that are not of the year's revenue and expense: they move along with it. The summary account has to be empty. */
export async function yearBlockers(scope: QueryScope, { before }: { before: BusinessDate }): Promise<Blocker[]> {
  const { surplus, summary } = await closingAccounts(scope);
  const filled = (await chartBalances(scope, { before })).filter(
    ({ code, amountSen }) => (code === surplus || code === summary) && amountSen !== 0n,
  );
  return filled.map((line) => ({
    code: line.code === surplus ? 'surplus_not_empty' : 'summary_not_empty',
    severity: line.code === surplus ? 'warn' : 'stop',
    text: `${line.code} ${line.name} sudah berisi ${rupiahText(-line.amountSen)} sebelum jurnal penutup`,
    href: `/staff/ledger/accounts/${line.code}`,
    count: 1,
  }));
}
