import { z } from 'zod';
import { BatchInput, EntryInput, journal, postEntries, postEntry, trialBalance } from '#ledger';
import { type Api, commandRoute, queryRoute } from './route.ts';

const amount = z.string();
const onDay = z.object({ on: z.string().optional(), branchId: z.string().optional(), unitId: z.string().optional() });

const batchItem = z.union([
  z.object({ index: z.number(), outcome: z.literal('posted'), id: z.string(), number: z.string() }),
  z.object({ index: z.number(), outcome: z.literal('refused'), code: z.string(), detail: z.string() }),
]);

const journalRow = z.object({
  id: z.string(),
  number: z.string(),
  businessDate: z.string(),
  description: z.string(),
  source: z.string(),
  amount,
  reversed: z.boolean(),
  reversesId: z.string().nullable(),
});

/** The ledger's routes: entries and trial balance. */
export function ledgerRoutes(api: Api): void {
  entryRoutes(api);
  balanceRoutes(api);
}

function entryRoutes(api: Api): void {
  commandRoute(
    api,
    {
      method: 'post',
      path: '/ledger/entries',
      summary: 'Catat satu jurnal',
      tag: 'ledger',
      idempotent: true,
      input: EntryInput,
      output: z.strictObject({ id: z.string(), number: z.string() }),
    },
    ({ context, input, key }) => postEntry(context, input, key === undefined ? {} : { key }),
  );
  commandRoute(
    api,
    {
      method: 'post',
      path: '/ledger/entries:batch',
      summary: 'Catat sampai 10.000 jurnal: semua atau tidak sama sekali, atau satu per satu (mode each)',
      tag: 'ledger',
      idempotent: true,
      input: BatchInput,
      output: z.strictObject({ posted: z.number(), refused: z.number(), results: z.array(batchItem) }),
    },
    ({ context, input, key }) => postEntries(context, input, key === undefined ? {} : { key }),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/ledger/entries',
      summary: 'Jurnal, yang terbaru dulu',
      tag: 'ledger',
      input: z
        .object({ from: z.string(), to: z.string(), q: z.string(), limit: z.string(), cursor: z.string() })
        .partial(),
      output: z.object({ items: z.array(journalRow), nextCursor: z.string().nullable() }),
    },
    ({ context, input }) => journal(context, input),
  );
}

function balanceRoutes(api: Api): void {
  queryRoute(
    api,
    {
      method: 'get',
      path: '/ledger/trial-balance',
      summary: 'Neraca saldo pada satu tanggal',
      tag: 'ledger',
      input: onDay,
      output: z.object({
        on: z.string(),
        lines: z.array(z.object({ code: z.string(), name: z.string(), debit: amount, credit: amount })),
        totals: z.object({ debit: amount, credit: amount }),
      }),
    },
    ({ context, input }) => trialBalance(context, input),
  );
}
