import sql from 'sql-template-tag';
import { z } from 'zod';
import { readBranches } from '#cooperatives';
import { command } from '#kernel/command';
import { startOfMonth } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { holdPostings, post, readPeriods } from '#ledger';
import { accountOf, freeAccounts, type LineKind, type WantedLine } from '../assets/lines.ts';
import { DEFERRAL_KINDS, type Deferral, type DeferralKind, requireDeferral } from './store.ts';

/** What lines each kind stands between, and the sign of a month on the result line (debit above zero). */
export const KIND_RULES: Record<DeferralKind, { balance: LineKind; result: LineKind; sign: 1n | -1n }> = {
  prepaid: { balance: 'asset', result: 'expense', sign: 1n },
  unearned: { balance: 'liability', result: 'revenue', sign: -1n },
  accrued: { balance: 'liability', result: 'expense', sign: 1n },
};

export const DeferralInput = z.strictObject({
  kind: z.enum(DEFERRAL_KINDS, { error: 'Pilih jenis dari daftar' }),
  name: textField(120).min(3, { error: 'Paling pendek 3 huruf' }),
  amount: positiveAmountField,
  balanceCode: textField(20),
  resultCode: textField(20),
  firstMonth: dateField,
  months: z.coerce
    .number({ error: 'Tulis jumlah bulan dengan angka' })
    .int({ error: 'Tulis bilangan bulat' })
    .min(1, { error: 'Paling sedikit 1 bulan' })
    .max(240, { error: 'Paling lama 240 bulan' }),
  branchId: idField.optional(),
  /** What was paid from, or received in, with the day; without it the amount is in the books already. */
  cashCode: textField(20).optional(),
  happenedOn: dateField.optional(),
});
type Input = z.output<typeof DeferralInput>;

/**
 * Spreads an amount over months. With `cashCode` the payment or receipt is booked too. Errors: `branch_unknown`, `accrued_without_cash`,
 * `first_month_closed`, and those of `freeAccounts` and the ledger.
 */
export const addDeferral = command({
  name: 'books.addDeferral',
  permission: 'books.assets',
  input: DeferralInput,
  async run(scope, input) {
    const rule = KIND_RULES[input.kind];
    if (input.kind === 'accrued' && input.cashCode !== undefined) {
      throw fieldError('cashCode', 'accrued_without_cash', 'Beban yang masih harus dibayar belum dibayar. Kosongkan');
    }
    const firstMonth = startOfMonth(input.firstMonth);
    await checkPlace(scope, input, firstMonth);
    const wanted: WantedLine[] = [
      { field: 'balanceCode', code: input.balanceCode, kinds: [rule.balance] },
      { field: 'resultCode', code: input.resultCode, kinds: [rule.result] },
    ];
    if (input.cashCode) wanted.push({ field: 'cashCode', code: input.cashCode, kinds: ['asset', 'liability'] });
    const accounts = await freeAccounts(scope, wanted);
    const entryId = input.cashCode ? await bookBeginning(scope, input, accounts, input.cashCode) : null;
    const id = newId();
    await scope.tx.run(sql`
      insert into books.deferral (cooperative_id, id, kind, name, amount_sen, balance_code, result_code, first_month, months, branch_id,
             entry_id, registered_at, registered_by)
      values (${scope.cooperativeId}, ${id}, ${input.kind}, ${input.name}, ${input.amount}, ${input.balanceCode}, ${input.resultCode},
              ${firstMonth}, ${input.months}, ${input.branchId ?? null}, ${entryId}, ${scope.now}, ${scope.context.actor.personId})`);
    return { id, entryId };
  },
});

async function checkPlace(scope: Scope, input: Input, firstMonth: string): Promise<void> {
  const period = (await readPeriods(scope)).find(({ startsOn }) => startsOn === firstMonth);
  if (period?.status !== 'open' && firstMonth <= scope.today) {
    throw fieldError('firstMonth', 'first_month_closed', 'Bulan pertama sudah ditutup. Pilih bulan yang masih terbuka');
  }
  if (input.branchId === undefined) return;
  const branches = await readBranches(scope);
  if (!branches.some(({ id, status }) => id === input.branchId && status === 'active')) {
    throw fieldError('branchId', 'branch_unknown', 'Cabang ini tidak ada atau sudah ditutup');
  }
}

async function bookBeginning(
  scope: Scope,
  input: Input,
  accounts: ReadonlyMap<string, string>,
  cashCode: string,
): Promise<string> {
  const amountSen = input.kind === 'prepaid' ? input.amount : -input.amount;
  const [entry] = await post(scope, [
    {
      description: `${input.kind === 'prepaid' ? 'Dibayar di muka' : 'Diterima di muka'}: ${input.name}`,
      businessDate: input.happenedOn ?? scope.today,
      source: 'books.deferral',
      ...(input.branchId !== undefined && { branchId: input.branchId }),
      lines: [
        { accountId: accountOf(accounts, input.balanceCode), amountSen },
        { accountId: accountOf(accounts, cashCode), amountSen: -amountSen },
      ],
    },
  ]);
  assert(entry, 'one draft plans one entry');
  return entry.id;
}

/**
 * Ends a schedule before its last month. What is left goes to the result line, or to `restTo` (money given back, a debt paid out); of what
 * is owed little by little nothing is posted, it only grows no more. Errors: `deferral_unknown`, `deferral_ended`, `deferral_finished`,
 * and those of `freeAccounts` and the ledger.
 */
export const endDeferral = command({
  name: 'books.endDeferral',
  permission: 'books.assets',
  input: z.strictObject({
    id: idField,
    endedOn: dateField,
    reason: textField(200).min(3, { error: 'Tulis alasannya, paling pendek 3 huruf' }),
    restTo: textField(20).optional(),
  }),
  async run(scope, input) {
    await holdPostings(scope);
    const deferral = await requireDeferral(scope, input.id);
    if (deferral.status === 'ended') throw new DomainError('conflict', 'deferral_ended', 'Jadwal ini sudah dihentikan');
    const restSen = deferral.amountSen - deferral.doneSen;
    if (restSen === 0n) {
      throw new DomainError('refused', 'deferral_finished', 'Semua bulan jadwal ini sudah dicatat. Tidak ada sisa');
    }
    const entryId = deferral.kind === 'accrued' ? null : await bookRest(scope, deferral, { ...input, restSen });
    await scope.tx.run(sql`
      update books.deferral set status = 'ended', ended_on = ${input.endedOn}, end_reason = ${input.reason}, end_entry_id = ${entryId}
       where cooperative_id = ${scope.cooperativeId} and id = ${deferral.id}`);
    return { id: deferral.id, entryId, rest: formatDecimal(restSen) };
  },
});

async function bookRest(
  scope: Scope,
  deferral: Deferral,
  end: { endedOn: Input['firstMonth']; reason: string; restTo?: string | undefined; restSen: bigint },
): Promise<string> {
  const rule = KIND_RULES[deferral.kind];
  const restCode = end.restTo ?? deferral.resultCode;
  const accounts = await freeAccounts(scope, [
    { field: 'id', code: deferral.balanceCode, kinds: [rule.balance] },
    { field: 'restTo', code: restCode, kinds: end.restTo === undefined ? [rule.result] : ['asset', 'liability'] },
  ]);
  const amountSen = rule.sign * end.restSen;
  const [entry] = await post(scope, [
    {
      description: `Sisa ${deferral.name}, dihentikan`,
      businessDate: end.endedOn,
      source: 'books.deferral_end',
      reason: end.reason,
      ...(deferral.branchId !== null && { branchId: deferral.branchId }),
      lines: [
        { accountId: accountOf(accounts, restCode), amountSen },
        { accountId: accountOf(accounts, deferral.balanceCode), amountSen: -amountSen },
      ],
    },
  ]);
  assert(entry, 'one draft plans one entry');
  return entry.id;
}
