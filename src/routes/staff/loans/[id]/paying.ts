import type { FormValues } from '#lib/server/form.ts';

/** How money can come in at the desk. `till` is the teller's own open drawer. */
export const PAY_CHANNELS = ['till', 'cash', 'savings', 'transfer', 'collector'] as const;
export type PayChannel = (typeof PAY_CHANNELS)[number];

/** The channels that this desk offers: a till when it is open, a saving when the borrower has one that pays, a bank when there is one. */
export function offeredChannels(desk: { till: boolean; savings: number; banks: number }): PayChannel[] {
  return PAY_CHANNELS.filter((channel) => {
    if (channel === 'till') return desk.till;
    if (channel === 'savings') return desk.savings > 0;
    return channel !== 'transfer' || desk.banks > 0;
  });
}

/** Where the money comes from, as the commands of payment take it. */
export function sourceFrom(values: FormValues): {
  channel: string;
  cashAccountId?: string;
  savingsAccountId?: string;
  note?: string;
} {
  const { channel = 'cash', bank, saving, note } = values;
  return {
    channel,
    ...(channel === 'transfer' && bank ? { cashAccountId: bank } : {}),
    ...(channel === 'savings' && saving ? { savingsAccountId: saving } : {}),
    ...(note ? { note } : {}),
  };
}
