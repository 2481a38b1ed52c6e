import { z } from 'zod';
import type { Outcome } from '#kernel/command';
import { memberLoans } from '#loans';
import { tillDeposit, tillWithdraw } from '#payments';
import { deposit, memberSavings, statement, withdraw } from '#savings';
import { type Api, commandRoute, type Decoded, queryRoute } from './route.ts';

const amount = z.string();

const MovementIn = z.object({
  accountId: z.string(),
  amount,
  tillId: z.string().optional(),
  note: z.string().optional(),
  happenedOn: z.string().optional(),
});

const MovementOut = z.object({
  id: z.string(),
  entryId: z.string(),
  receiptNumber: z.string(),
  checkCode: z.string().optional(),
  balance: amount,
});

const SavingOut = z.object({
  id: z.string(),
  number: z.string(),
  productName: z.string(),
  kind: z.string(),
  status: z.string(),
  balance: amount,
  available: amount,
  blocked: amount,
  arrears: amount,
});

const LoanOut = z.object({
  id: z.string(),
  number: z.string(),
  productName: z.string(),
  outstanding: amount,
  due: amount,
  penalty: amount,
  running: amount,
  runningDueOn: z.string().nullable(),
  daysPastDue: z.number(),
});

const StatementOut = z.object({
  account: z.object({
    id: z.string(),
    number: z.string(),
    productName: z.string(),
    memberName: z.string(),
    memberNumber: z.string().nullable(),
  }),
  from: z.string(),
  to: z.string(),
  opening: amount,
  items: z.array(
    z.object({
      entryId: z.string(),
      number: z.string(),
      on: z.string(),
      kind: z.string(),
      description: z.string(),
      amount,
      balance: amount,
      reversed: z.boolean(),
      receiptNumber: z.string().nullable(),
    }),
  ),
  closing: amount,
});

/** Savings by program: deposits, withdrawals, statements, a member's accounts. */
export function savingsRoutes(api: Api): void {
  movementRoute(api, 'deposits', 'Setor ke simpanan', deposit, tillDeposit);
  movementRoute(api, 'withdrawals', 'Ambil dari simpanan', withdraw, tillWithdraw);
  queryRoute(
    api,
    {
      method: 'get',
      path: '/savings/{accountId}/statement',
      summary: 'Rekening koran simpanan; tanggal setengah terbuka: from termasuk, to tidak',
      tag: 'savings',
      input: z.object({ accountId: z.string(), from: z.string().optional(), to: z.string().optional() }),
      output: StatementOut,
    },
    ({ context, input }) => statement(context, input),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/members/{id}/accounts',
      summary: 'Simpanan dan pinjaman berjalan seorang anggota dengan saldonya',
      tag: 'members',
      input: z.object({ id: z.string() }),
      output: z.object({ savings: z.array(SavingOut), loans: z.array(LoanOut) }),
    },
    async ({ context, input }) => {
      const asked = { memberId: input['id'] };
      const mayReadLoans = context.actor.permissions.has('loans.read');
      const loans = mayReadLoans ? await memberLoans(context, asked) : [];
      return { savings: await memberSavings(context, asked), loans };
    },
  );
}

type Movement = (
  context: Decoded['context'],
  input: unknown,
  options: { key?: string },
) => Promise<Outcome<Record<string, unknown>>>;

// With a till the cash goes through its drawer and its open session; without, through the general cash account.
function movementRoute(api: Api, noun: string, summary: string, general: Movement, atTill: Movement): void {
  commandRoute(
    api,
    {
      method: 'post',
      path: `/savings/{accountId}/${noun}`,
      summary,
      tag: 'savings',
      idempotent: true,
      input: MovementIn,
      output: MovementOut,
    },
    async ({ context, input, key }) => {
      const options = key === undefined ? {} : { key };
      if (input['tillId'] === undefined) return general(context, input, options);
      return counterOutcome(await atTill(context, input, options));
    },
  );
}

// The counter answers more than the API promises: the same stored facts in the promised shape.
function counterOutcome(outcome: Outcome<Record<string, unknown>>): Outcome<Record<string, unknown>> {
  const { receiptId, receiptNumber, entryId, checkCode, balance } = outcome.result;
  const result = { id: receiptId, entryId, receiptNumber, checkCode, balance };
  return { ...outcome, result, answer: JSON.stringify(result) };
}
