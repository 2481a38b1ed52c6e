import { z } from 'zod';
import {
  CLASSES,
  CONTACT_KINDS,
  CONTACT_RESULTS,
  collectorRoute,
  LOAN_STATES,
  loanList,
  noteContact,
  recover,
} from '#loans';
import { tillRecoverLoan } from '#payments';
import { type Api, commandRoute, queryRoute } from './route.ts';

const amount = z.string();
const date = z.string().nullable();

const ListOut = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      memberId: z.string(),
      memberName: z.string(),
      memberNumber: z.string().nullable(),
      productName: z.string(),
      officerName: z.string().nullable(),
      status: z.string(),
      collectability: z.enum(CLASSES),
      nextDueOn: date,
      daysPastDue: z.number(),
      principal: amount,
      outstanding: amount,
      overdue: amount,
    }),
  ),
  nextCursor: z.string().nullable(),
});

const RouteOut = z.object({
  stops: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      memberId: z.string(),
      memberName: z.string(),
      village: z.string().nullable(),
      daysPastDue: z.number(),
      due: amount,
      collectability: z.enum(CLASSES),
      lastContact: z.object({ on: z.string(), note: z.string(), promiseOn: date }).nullable(),
    }),
  ),
  more: z.boolean(),
});

/** Arrears by program: lists of loans, a collector's round, notes, and money for loans that were written off. */
export function loanQualityRoutes(api: Api): void {
  queryRoute(
    api,
    {
      method: 'get',
      path: '/loans',
      summary: 'Daftar pinjaman menurut keadaan: jatuh tempo, menunggak, bermasalah, hapus buku',
      tag: 'loans',
      input: z.object({
        state: z.enum(LOAN_STATES).optional(),
        q: z.string().optional(),
        productId: z.string().optional(),
        officerId: z.string().optional(),
        branchId: z.string().optional(),
        collectability: z.enum(CLASSES).optional(),
        limit: z.string().optional(),
        cursor: z.string().optional(),
      }),
      output: ListOut,
    },
    ({ context, input }) => loanList(context, input),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/loans/route',
      summary: 'Rute penagihan hari ini, urut desa lalu yang paling lama menunggak',
      tag: 'loans',
      input: z.object({ officerId: z.string().optional(), village: z.string().optional() }),
      output: RouteOut,
    },
    ({ context, input }) => collectorRoute(context, input),
  );
  contactRoute(api);
  recoveryRoute(api);
}

function contactRoute(api: Api): void {
  commandRoute(
    api,
    {
      method: 'post',
      path: '/loans/{id}/contacts',
      summary: 'Catat kunjungan, telepon, atau pesan kepada peminjam, dengan janji bayarnya',
      tag: 'loans',
      input: z.object({
        id: z.string(),
        kind: z.enum(CONTACT_KINDS),
        result: z.enum(CONTACT_RESULTS),
        note: z.string(),
        happenedOn: z.string().optional(),
        promiseOn: z.string().optional(),
        promiseAmount: amount.optional(),
        latitude: z.number().optional(),
        longitude: z.number().optional(),
      }),
      output: z.object({ id: z.string() }),
      status: 201,
    },
    ({ context, input: { id: loanId, ...input }, key }) =>
      noteContact(context, { ...input, loanId }, key === undefined ? {} : { key }),
  );
}

// With a till the cash goes through its drawer and its open session; without, through the office's cash or the account that is named.
function recoveryRoute(api: Api): void {
  commandRoute(
    api,
    {
      method: 'post',
      path: '/loans/{id}/recoveries',
      summary: 'Terima bayaran untuk pinjaman yang sudah dihapus buku',
      tag: 'loans',
      idempotent: true,
      input: z.object({
        id: z.string(),
        amount,
        channel: z.enum(['cash', 'transfer', 'savings']).optional(),
        accountId: z.string().optional(),
        tillId: z.string().optional(),
      }),
      output: z.object({
        id: z.string(),
        entryId: z.string(),
        receiptId: z.string(),
        receiptNumber: z.string(),
        checkCode: z.string(),
        remaining: amount,
        tillBalance: amount.optional(),
      }),
      status: 201,
    },
    async ({ context, input: { id: loanId, tillId, ...input }, key }) => {
      const options = key === undefined ? {} : { key };
      if (tillId !== undefined) return tillRecoverLoan(context, { loanId, tillId, amount: input['amount'] }, options);
      return recover(context, { channel: 'cash', ...input, loanId }, options);
    },
  );
}
