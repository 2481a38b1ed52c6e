import { provisionStep } from '../commands/provision.ts';
import { NOTHING, type Phase } from './phase.ts';

/** At a month's end every allowance line is brought to what the running loans need. */
export const provision: Phase = {
  whole: true,
  total: async () => 0,
  async run(scope, { on, monthEnd }) {
    if (!monthEnd) return NOTHING;
    const lines = await provisionStep(scope, on);
    const moved = lines.filter(({ deltaSen }) => deltaSen !== 0n);
    const amountSen = moved.reduce((sum, { deltaSen }) => sum + deltaSen, 0n);
    return { through: null, looked: lines.length, changed: moved.length, amountSen };
  },
};
