import { z } from 'zod';
import { loanDetail } from '#loans';
import { disburseAnywhere } from '#payments';
import { type Api, commandRoute, queryRoute } from './route.ts';

const amount = z.string();
const rate = z.union([z.object({ annualPercent: z.string() }), z.object({ periodPercent: z.string() })]);

const LoanOut = z.object({
  id: z.string(),
  number: z.string(),
  memberId: z.string(),
  memberName: z.string(),
  productName: z.string(),
  contract: z.string(),
  status: z.string(),
  principal: amount,
  disbursed: amount,
  outstanding: amount,
  rate,
  method: z.string(),
  effectivePercent: z.string().nullable(),
  tenor: z.number(),
  drawnOn: z.string(),
  signedOn: z.string().nullable(),
  disbursedOn: z.string().nullable(),
  maturesOn: z.string().nullable(),
  nextDueOn: z.string().nullable(),
  daysPastDue: z.number(),
  collectability: z.string(),
  due: amount.describe('Harus dibayar hari ini, dengan denda'),
  running: amount.describe('Angsuran berjalan yang belum jatuh tempo'),
  version: z.number(),
});

const ScheduleOut = z.object({
  version: z.number(),
  instalments: z.array(
    z.object({
      no: z.number(),
      dueOn: z.string(),
      principal: amount,
      interest: amount,
      total: amount,
      paid: amount,
      penalty: amount,
      balanceAfter: amount,
      settledOn: z.string().nullable(),
      state: z.enum(['paid', 'overdue', 'part', 'next', 'later']),
    }),
  ),
});

/** Contracts of loans by program: one loan, its schedule in force, its disbursement. */
export function loanContractRoutes(api: Api): void {
  queryRoute(
    api,
    {
      method: 'get',
      path: '/loans/{id}',
      summary: 'Satu pinjaman: perjanjian, sisa pokok, dan yang harus dibayar hari ini',
      tag: 'loans',
      input: z.object({ id: z.string() }),
      output: LoanOut,
    },
    async ({ context, input }) => {
      const { loan, owed } = await loanDetail(context, { loanId: input['id'] });
      return { ...loan, due: owed.due, running: owed.running };
    },
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/loans/{id}/schedule',
      summary: 'Jadwal angsuran yang berlaku, dengan keadaan tiap angsuran',
      tag: 'loans',
      input: z.object({ id: z.string() }),
      output: ScheduleOut,
    },
    async ({ context, input }) => {
      const { loan, instalments } = await loanDetail(context, { loanId: input['id'] });
      return { version: loan.version, instalments };
    },
  );
  disbursementRoute(api);
}

function disbursementRoute(api: Api): void {
  commandRoute(
    api,
    {
      method: 'post',
      path: '/loans/{id}/disbursements',
      summary: 'Cairkan pinjaman, seluruhnya atau sebagian; tunai keluar dari kas teller yang terbuka',
      tag: 'loans',
      idempotent: true,
      input: z.object({
        id: z.string(),
        channel: z.enum(['cash', 'savings', 'transfer']),
        amount: amount.optional(),
        savingsAccountId: z.string().optional(),
        bankCode: z.string().optional(),
        transferTo: z.string().optional(),
        note: z.string().optional(),
      }),
      output: z.object({
        id: z.string(),
        entryId: z.string(),
        receiptNumber: z.string(),
        checkCode: z.string(),
        gross: amount,
        net: amount,
        fees: amount,
        balance: amount,
      }),
    },
    ({ context, input: { id: loanId, ...input }, key }) =>
      disburseAnywhere(
        context,
        { ...input, loanId: String(loanId), channel: String(input['channel']) },
        key === undefined ? {} : { key },
      ),
  );
}
