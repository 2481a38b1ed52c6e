import { insertFigures } from '../store/figures.ts';
import type { Phase } from './phase.ts';

/** The portfolio as it stands at the end of the day, for trends and reports. */
export const figures: Phase = {
  whole: true,
  total: async () => 1,
  async run(scope, { on }) {
    const groups = await insertFigures(scope, on);
    return { through: null, looked: groups, changed: groups, amountSen: 0n };
  },
};
