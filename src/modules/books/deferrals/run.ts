import sql, { join } from 'sql-template-tag';
import { z } from 'zod';
import { readBranches } from '#cooperatives';
import { command } from '#kernel/command';
import { addMonths, type BusinessDate, endOfMonth, startOfMonth } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField, idField } from '#kernel/fields';
import { formatDecimal, sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { type EntryDraft, generalAccountIds, holdPostings, type PlannedEntry, post } from '#ledger';
import { monthText } from '../assets/depreciation.ts';
import { freeLines } from '../assets/lines.ts';
import type { AreaBlocker, ClosingMonth } from '../assets/queries/inventory.ts';
import { spread } from '../assets/rules/depreciation.ts';
import { KIND_RULES } from './commands.ts';
import { type Deferral, nextShare, readDeferrals, requireDeferral } from './store.ts';

type Due = { readonly deferral: Deferral; readonly month: BusinessDate; readonly amountSen: bigint };

async function planMonth(scope: QueryScope, month: BusinessDate) {
  const waiting = (await readDeferrals(scope, { status: 'running' })).flatMap((deferral): Due[] => {
    const next = nextShare(deferral);
    return next && next.month <= month ? [{ deferral, ...next }] : [];
  });
  const earlier = waiting.map((one) => one.month).filter((one) => one < month);
  return { due: waiting.filter((one) => one.month === month), earlier: earlier.sort()[0] ?? null };
}

/**
 * Books a month's share of every running schedule, an entry each, dated the month's last day (today while it runs). Run again it books only
 * what came later, or nothing. Errors: `deferral_month_future`, `deferral_order`, and those of the ledger.
 */
export const runDeferrals = command({
  name: 'books.runDeferrals',
  permission: 'books.assets',
  input: z.strictObject({ month: dateField }),
  async run(scope, input) {
    const month = startOfMonth(input.month);
    if (month > scope.today) {
      throw new DomainError('refused', 'deferral_month_future', 'Bulan ini belum mulai. Pilih bulan yang berjalan');
    }
    await holdPostings(scope);
    const { due, earlier } = await planMonth(scope, month);
    if (earlier !== null) {
      throw new DomainError('refused', 'deferral_order', `Catat dulu ${monthText(earlier)}, lalu bulan ini`);
    }
    const booked = due.filter(({ amountSen }) => amountSen > 0n);
    const entries = booked.length === 0 ? [] : await post(scope, await draftsOf(scope, month, booked));
    await insertMonths(scope, due, new Map(booked.map((one, index) => [one, entries[index]])));
    return { month, schedules: due.length, amount: formatDecimal(sumSen(due.map(({ amountSen }) => amountSen))) };
  },
});

async function draftsOf(scope: Scope, month: BusinessDate, due: readonly Due[]): Promise<EntryDraft[]> {
  const codes = due.flatMap(({ deferral }) => [deferral.balanceCode, deferral.resultCode]);
  const accounts = await generalAccountIds(scope, codes);
  const last = endOfMonth(month);
  return due.map(({ deferral, amountSen }) => {
    const signed = KIND_RULES[deferral.kind].sign * amountSen;
    return {
      description: `${deferral.name}, ${monthText(month)} (${deferral.monthsDone + 1} dari ${deferral.months})`,
      businessDate: last <= scope.today ? last : scope.today,
      source: 'books.deferral_month',
      ...(deferral.branchId !== null && { branchId: deferral.branchId }),
      lines: [
        { accountId: accounts.get(deferral.resultCode) ?? '', amountSen: signed },
        { accountId: accounts.get(deferral.balanceCode) ?? '', amountSen: -signed },
      ],
    };
  });
}

async function insertMonths(
  scope: Scope,
  due: readonly Due[],
  entries: ReadonlyMap<Due, PlannedEntry | undefined>,
): Promise<void> {
  if (due.length === 0) return;
  const rows = due.map(
    (one) =>
      sql`(${scope.cooperativeId}, ${one.deferral.id}, ${one.month}, ${one.amountSen}, ${entries.get(one)?.id ?? null})`,
  );
  await scope.tx.run(sql`
    insert into books.deferral_month (cooperative_id, deferral_id, month, amount_sen, entry_id) values ${join(rows)}`);
}

/** What keeps a month open: schedules whose share of it, or of an earlier month, is not booked. */
export async function deferralBlockers(scope: QueryScope, period: ClosingMonth): Promise<AreaBlocker[]> {
  const { due, earlier } = await planMonth(scope, period.startsOn);
  if (due.length === 0 && earlier === null) return [];
  return [
    {
      code: 'deferrals_not_run',
      severity: 'stop',
      text: 'Biaya dan pendapatan yang dibagi per bulan belum dicatat untuk bulan ini',
      href: `/staff/deferrals?month=${(earlier ?? period.startsOn).slice(0, 7)}`,
      count: Math.max(1, due.length),
    },
  ];
}

const viewOf = (deferral: Deferral) => {
  const { amountSen, doneSen, ...rest } = deferral;
  return {
    ...rest,
    amount: formatDecimal(amountSen),
    done: formatDecimal(doneSen),
    left: formatDecimal(deferral.status === 'ended' ? 0n : amountSen - doneSen),
    nextMonth: nextShare(deferral)?.month ?? null,
  };
};

/** Every schedule, and what a run of a month would book. Money as decimal strings. */
export const deferrals = query({
  name: 'books.deferrals',
  permission: 'books.read',
  input: z.strictObject({ month: dateField.optional() }),
  async run(scope, input) {
    const month = startOfMonth(input.month ?? scope.today);
    const [all, { due, earlier }] = await Promise.all([readDeferrals(scope), planMonth(scope, month)]);
    return {
      month,
      earlier,
      deferrals: all.map(viewOf),
      due: due.length,
      dueAmount: formatDecimal(sumSen(due.map(({ amountSen }) => amountSen))),
    };
  },
});

/** One schedule with all its months. Error: `deferral_unknown`. */
export const deferralDetail = query({
  name: 'books.deferralDetail',
  permission: 'books.read',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }) {
    const deferral = await requireDeferral(scope, id);
    const booked = await scope.tx.rows<{ month: BusinessDate; entryId: string | null }>(sql`
      select m.month, m.entry_id as "entryId" from books.deferral_month m
       where m.cooperative_id = ${scope.cooperativeId} and m.deferral_id = ${id} order by m.month`);
    const shares = spread(deferral.amountSen, deferral.months);
    const shown = deferral.status === 'ended' ? shares.slice(0, booked.length) : shares;
    return {
      ...viewOf(deferral),
      shares: shown.map((amountSen, index) => ({
        month: addMonths(deferral.firstMonth, index),
        amount: formatDecimal(amountSen),
        booked: index < booked.length,
        entryId: booked[index]?.entryId ?? null,
      })),
      restLines: await freeLines(scope, ['asset', 'liability']),
    };
  },
});

/** What the form of a new schedule offers. */
export const deferralForm = query({
  name: 'books.deferralForm',
  permission: 'books.read',
  input: z.strictObject({}),
  async run(scope) {
    const [lines, branches] = await Promise.all([
      freeLines(scope, ['asset', 'liability', 'revenue', 'expense']),
      readBranches(scope),
    ]);
    return { lines, branches: branches.filter(({ status }) => status === 'active') };
  },
});
