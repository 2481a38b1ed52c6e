import { z } from 'zod';
import type { Outcome } from '#kernel/command';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { idField, textField } from '#kernel/fields';
import { Held } from '#kernel/held';
import { parseInput } from '#kernel/input';
import { postEntry } from '#ledger';
import { repay } from '#loans';
import { registerMember } from '#members';
import { tillDeposit } from '#payments';
import { deposit } from '#savings';
import { type Api, queryRoute } from './route.ts';

type Run = (context: Context, input: unknown, options: { key: string }) => Promise<Outcome<Record<string, unknown>>>;

// What may be captured away from the office and sent later: money in and data, never money out.
const BATCHABLE: Readonly<Record<string, Run>> = {
  'savings.deposit': deposit,
  'payments.deposit': tillDeposit,
  'loans.repay': repay,
  'ledger.postEntry': postEntry,
  'members.register': registerMember,
};

const ITEMS_MAX = 500;

const Items = z.strictObject({
  items: z
    .array(
      z.strictObject({
        command: textField(80),
        key: textField(255),
        input: z.record(z.string(), z.unknown()),
        /** When the device wrote it down; kept for whoever asks later, never trusted for the business date. */
        capturedAt: z.iso.datetime({ offset: true }),
      }),
    )
    .min(1)
    .max(ITEMS_MAX),
});

const ItemOut = z.object({
  key: z.string(),
  outcome: z.enum(['posted', 'held', 'refused']),
  reason: z.string().optional(),
  detail: z.string().optional(),
  approvalId: idField.optional(),
  result: z.record(z.string(), z.unknown()).optional(),
});

/** Many commands in one request: each has its own key and its own outcome. */
export function commandRoutes(api: Api): void {
  queryRoute(
    api,
    {
      method: 'post',
      path: '/commands:batch',
      summary: 'Kirim banyak perintah sekaligus; masing-masing punya kunci dan hasil sendiri',
      tag: 'commands',
      input: Items,
      output: z.object({ items: z.array(ItemOut) }),
    },
    async ({ context, input }) => {
      const { items } = parseInput(Items, input);
      // Sent together: commands of one kind share transactions, and a refusal never touches its neighbours.
      return { items: await Promise.all(items.map((item) => outcomeOf(context, item))) };
    },
  );
}

async function outcomeOf(
  context: Context,
  item: z.output<typeof Items>['items'][number],
): Promise<z.input<typeof ItemOut>> {
  const run = BATCHABLE[item.command];
  const { key } = item;
  if (!run) return { key, outcome: 'refused', reason: 'command_unknown', detail: 'Perintah ini tidak dikenal' };
  try {
    const { result } = await run(context, item.input, { key });
    return { key, outcome: 'posted', result };
  } catch (error) {
    if (error instanceof Held) return { key, outcome: 'held', reason: error.reason, approvalId: error.approvalId };
    if (error instanceof DomainError) return { key, outcome: 'refused', reason: error.reason, detail: error.pesan };
    throw error;
  }
}
