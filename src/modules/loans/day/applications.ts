import { expireApplications } from '../commands/approved-application.ts';
import type { Phase } from './phase.ts';

/** Applications that were approved and not taken up by their day expire. */
export const applications: Phase = {
  total: async () => 0,
  async run(scope) {
    const expired = await expireApplications(scope);
    return { through: null, looked: expired, changed: expired, amountSen: 0n };
  },
};
