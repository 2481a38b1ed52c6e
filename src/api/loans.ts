import { z } from 'zod';
import { askEndOfDay, dayRuns, repay, settle, settlementOn } from '#loans';
import { tillRepayLoan, tillSettleLoan } from '#payments';
import { type Api, commandRoute, queryRoute } from './route.ts';

const amount = z.string();
const channel = z.enum(['cash', 'savings', 'transfer', 'collector']).optional();

const RepaymentIn = z.object({
  id: z.string(),
  amount,
  channel,
  tillId: z.string().optional(),
  cashAccountId: z.string().optional(),
  savingsAccountId: z.string().optional(),
  happenedOn: z.string().optional(),
  note: z.string().optional(),
});

const RepaymentOut = z.object({
  id: z.string(),
  entryId: z.string(),
  receiptId: z.string(),
  receiptNumber: z.string(),
  checkCode: z.string(),
  remaining: amount,
  settled: z.boolean(),
  principal: amount.optional(),
  interest: amount.optional(),
  penalty: amount.optional(),
  excess: amount.optional(),
  nextDueOn: z.string().nullable().optional(),
  nextDue: amount.optional(),
  tillBalance: amount.optional(),
});

const QuoteOut = z.object({
  on: z.string(),
  validThrough: z.string(),
  principal: amount,
  interest: amount,
  penalty: amount,
  total: amount,
  parts: z.array(z.object({ part: z.string(), label: z.string(), amount })),
});

/** Loans by program: payments, the settlement quote, settlement. */
export function loanRoutes(api: Api): void {
  repaymentRoute(api);
  settlementRoutes(api);
  endOfDayRoutes(api);
}

// With a till the cash goes through its drawer and its open session; without, through the account that is named.
function repaymentRoute(api: Api): void {
  commandRoute(
    api,
    {
      method: 'post',
      path: '/loans/{id}/repayments',
      summary: 'Terima pembayaran pinjaman: denda, jasa dan pokok menurut urutan produknya',
      tag: 'loans',
      idempotent: true,
      input: RepaymentIn,
      output: RepaymentOut,
    },
    async ({ context, input: { id: loanId, ...input }, key }) => {
      const options = key === undefined ? {} : { key };
      if (input['tillId'] === undefined) return repay(context, { ...input, loanId }, options);
      return tillRepayLoan(context, { ...input, loanId }, options);
    },
  );
}

function settlementRoutes(api: Api): void {
  queryRoute(
    api,
    {
      method: 'get',
      path: '/loans/{id}/settlement',
      summary: 'Berapa untuk melunasi pinjaman pada suatu tanggal, dengan rinciannya dan sampai kapan berlaku',
      tag: 'loans',
      input: z.object({ id: z.string(), on: z.string().optional() }),
      output: QuoteOut,
    },
    ({ context, input: { id: loanId, ...input } }) => settlementOn(context, { ...input, loanId }),
  );
  commandRoute(
    api,
    {
      method: 'post',
      path: '/loans/{id}/settlement',
      summary: 'Lunasi pinjaman lebih awal; potongan jasa atau denda menunggu orang kedua',
      tag: 'loans',
      idempotent: true,
      input: z.object({
        id: z.string(),
        expected: amount.optional(),
        channel,
        tillId: z.string().optional(),
        interestDiscount: amount.optional(),
        penaltyDiscount: amount.optional(),
        cashAccountId: z.string().optional(),
        savingsAccountId: z.string().optional(),
        happenedOn: z.string().optional(),
        note: z.string().optional(),
      }),
      output: RepaymentOut,
    },
    async ({ context, input: { id: loanId, ...input }, key }) => {
      const options = key === undefined ? {} : { key };
      if (input['tillId'] === undefined) return settle(context, { ...input, loanId }, options);
      return tillSettleLoan(context, { ...input, loanId }, options);
    },
  );
}

const Counted = z.object({ looked: z.number(), changed: z.number(), amount });

const DayRunOut = z.object({
  on: z.string(),
  status: z.enum(['running', 'done']),
  phase: z.string(),
  phaseDone: z.number(),
  phaseTotal: z.number(),
  counts: z.record(z.string(), Counted),
  startedByName: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  stoppedReason: z.string().nullable(),
  stoppedText: z.string().nullable(),
});

function endOfDayRoutes(api: Api): void {
  queryRoute(
    api,
    {
      method: 'get',
      path: '/end-of-day',
      summary: 'Hari mana yang sudah ditutup, hari berikutnya yang menunggu, dan jalannya tutup hari',
      tag: 'loans',
      input: z.object({}),
      output: z.object({
        today: z.string(),
        lastDone: z.string().nullable(),
        waiting: z.string().nullable(),
        runs: z.array(DayRunOut),
      }),
    },
    ({ context }) => dayRuns(context, {}),
  );
  commandRoute(
    api,
    {
      method: 'post',
      path: '/end-of-day',
      summary: 'Minta tutup hari sampai suatu tanggal (tanpa tanggal: sampai kemarin); dikerjakan di belakang layar',
      tag: 'loans',
      idempotent: true,
      input: z.object({ date: z.string().optional() }),
      output: z.object({ through: z.string(), waiting: z.string().nullable() }),
    },
    ({ context, input, key }) => askEndOfDay(context, input, key === undefined ? {} : { key }),
  );
}
