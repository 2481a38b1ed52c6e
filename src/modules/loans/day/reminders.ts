import { queueReminders } from '../commands/reminders.ts';
import type { Phase } from './phase.ts';

/** The messages that the day needs wait to be sent, each once. */
export const reminders: Phase = {
  whole: true,
  total: async () => 0,
  async run(scope) {
    const queued = await queueReminders(scope);
    return { through: null, looked: queued, changed: queued, amountSen: 0n };
  },
};
