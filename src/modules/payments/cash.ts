import { z } from 'zod';
import { command } from '#kernel/command';
import { fieldError } from '#kernel/errors';
import { rupiahText } from '#kernel/money';
import { query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { generalAccountId, readChart } from '#ledger';
import { actAtCounter, type CounterAnswer, servingSession } from './counter.ts';
import { isCashLine, requireCashAmount } from './rules.ts';
import { CashInput, HandOverInput, VaultHandOverInput } from './schema.ts';
import { cashOutLimitSen, tillChartCode } from './settings.ts';
import { findTill, openSessions, type Till } from './store.ts';

type Cash = z.output<typeof CashInput>;

/** Takes cash in that is not a member's saving: a sale of scrap, cash fetched from the bank. Errors: those of `cashOut`. */
export const cashIn = command({
  name: 'payments.cashIn',
  permission: 'till.operate',
  input: CashInput,
  run: (scope, input) => moveCash(scope, input, 'in'),
});

/**
 * Pays cash out for an expense, or brings it to the bank. Above the by-laws' limit it waits for a second person.
 * Errors: `till_not_open`, `till_day_over`, `cash_line_not_allowed`, `cash_whole_rupiah`, `balance_too_low`.
 */
export const cashOut = command({
  name: 'payments.cashOut',
  permission: 'till.operate',
  input: CashInput,
  approval: async (scope, input) => {
    const limit = await cashOutLimitSen(scope);
    if (limit === undefined || input.amount <= limit) return null;
    const summary = `Kas keluar ${rupiahText(input.amount)}: ${input.reason}`;
    return { rule: 'till.cash_out', summary, amountSen: input.amount, permission: 'till.supervise' };
  },
  run: (scope, input) => moveCash(scope, input, 'out'),
});

/** The chart lines that cash may come from or go to, for the choice on the page. */
export const cashLines = query({
  name: 'payments.cashLines',
  permission: 'till.operate',
  input: z.strictObject({ direction: z.enum(['in', 'out']) }),
  run: async (scope, { direction }) => {
    const own = await tillChartCode(scope, 'account');
    const chart = await readChart(scope);
    return chart.filter((line) => isCashLine(line, direction, own)).map(({ code, name }) => ({ code, name }));
  },
});

/**
 * Hands cash from the own till to another teller's open till or to the vault; both sign the receipt.
 * Errors: `till_not_open`, `till_unknown`, `till_same`, `till_closed`, `cash_whole_rupiah`, `balance_too_low`.
 */
export const handOver = command({
  name: 'payments.handOver',
  permission: 'till.operate',
  input: HandOverInput,
  run: async (scope, input) => {
    const session = await servingSession(scope);
    return handCash(scope, { till: session.till, sessionId: session.id }, input);
  },
});

/** Hands cash from the vault to an open till, by a supervisor. Errors: as `handOver`; `till_no_vault`. */
export const handOverFromVault = command({
  name: 'payments.handOverFromVault',
  permission: 'till.supervise',
  input: VaultHandOverInput,
  run: async (scope, { fromTillId, ...input }) => {
    const till = await findTill(scope, fromTillId);
    if (till?.kind !== 'vault') throw fieldError('fromTillId', 'till_no_vault', 'Pilih brankas yang mengeluarkan uang');
    const [session] = await openSessions(scope, { tillId: till.id });
    return handCash(scope, { till, sessionId: session?.id ?? null }, input);
  },
});

type Side = { readonly till: Till; readonly sessionId: string | null };

async function handCash(scope: Scope, from: Side, input: z.output<typeof HandOverInput>): Promise<CounterAnswer> {
  requireCashAmount(input.amount);
  const to = await receiver(scope, input.toTillId, from.till);
  const note = input.note === '' ? '' : `: ${input.note}`;
  return actAtCounter(scope, {
    ...from,
    kind: 'hand_over',
    amountSen: -input.amount,
    description: `Serah terima kas ${from.till.code} ke ${to.till.code}${note}`,
    otherAccountId: to.till.accountId,
    businessDate: scope.today,
    other: { tillId: to.till.id, sessionId: to.sessionId },
  });
}

async function moveCash(scope: Scope, input: Cash, direction: 'in' | 'out'): Promise<CounterAnswer> {
  requireCashAmount(input.amount);
  const session = await servingSession(scope);
  const own = await tillChartCode(scope, 'account');
  const line = (await readChart(scope)).find(({ code }) => code === input.chartCode);
  if (!line || !isCashLine(line, direction, own)) {
    throw fieldError('chartCode', 'cash_line_not_allowed', 'Akun ini tidak bisa dipakai di kas. Pilih dari daftar');
  }
  return actAtCounter(scope, {
    till: session.till,
    sessionId: session.id,
    kind: direction === 'in' ? 'cash_in' : 'cash_out',
    amountSen: direction === 'in' ? input.amount : -input.amount,
    description: `Kas ${direction === 'in' ? 'masuk' : 'keluar'}: ${input.reason}`,
    otherAccountId: await generalAccountId(scope, line.code),
    businessDate: scope.today,
    attachmentId: input.attachmentId,
  });
}

async function receiver(scope: Scope, toTillId: string, from: Till): Promise<Side> {
  const till = await findTill(scope, toTillId);
  if (!till) throw fieldError('toTillId', 'till_unknown', 'Kas tujuan ini tidak ada');
  if (till.id === from.id) throw fieldError('toTillId', 'till_same', 'Pilih kas tujuan yang lain');
  const [session] = await openSessions(scope, { tillId: till.id });
  if (!session && till.kind === 'drawer') {
    throw fieldError('toTillId', 'till_closed', `${till.name} belum dibuka. Minta tellernya membuka kas dulu`);
  }
  return { till, sessionId: session?.id ?? null };
}
