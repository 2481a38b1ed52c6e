import { formatDecimal } from '#kernel/money';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { sessionReport } from '#payments';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const { movements, counts, openingSen, balanceSen, outsideSen, ...report } = await orErrorPage(
    sessionReport(context, { id: event.params.id }),
  );
  const sum = (side: (amountSen: bigint) => boolean) =>
    formatDecimal(movements.reduce((total, { amountSen }) => (side(amountSen) ? total + amountSen : total), 0n));
  return {
    report,
    zone: context.cooperative.zone,
    opening: formatDecimal(openingSen),
    balance: formatDecimal(balanceSen),
    outside: formatDecimal(outsideSen),
    totals: { in: sum((amount) => amount > 0n), out: sum((amount) => amount < 0n) },
    movements: movements.map(({ amountSen, ...movement }) => ({ ...movement, amount: formatDecimal(amountSen) })),
    counts: counts.map(({ expectedSen, countedSen, pieces: _, ...count }) => ({
      ...count,
      counted: formatDecimal(countedSen),
      difference: formatDecimal(countedSen - expectedSen),
    })),
  };
};
