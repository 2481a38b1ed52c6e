import { matureDue } from '#savings';
import type { Phase } from './phase.ts';

/** Term deposits that matured by the day are paid out or rolled over, as was agreed. */
export const maturities: Phase = {
  total: async () => 0,
  async run(scope, { after }) {
    const { matured, left, last } = await matureDue(scope, after);
    return { through: last, looked: matured + left.length, changed: matured, amountSen: 0n };
  },
};
