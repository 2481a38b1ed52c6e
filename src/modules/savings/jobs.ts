import { z } from 'zod';
import { command } from '#kernel/command';
import { idField } from '#kernel/fields';
import { type Job, job } from '#kernel/job';
import { openMemberAccounts } from './commands/accounts.ts';
import { finishInterestRun } from './commands/interest-run.ts';
import { matureTermDeposits } from './commands/maturity.ts';

/** Opens what every member has, when the board has accepted somebody; twice it finds them open. */
export const openAccountsOfMember = command({
  name: 'savings.openMemberAccounts',
  permission: 'savings.deposit',
  input: z.strictObject({ memberId: idField }),
  run: async (scope, { memberId }) => ({ opened: await openMemberAccounts(scope, memberId) }),
});

/** The queued work of savings. */
export const savingsJobs: readonly Job[] = [
  job({
    name: 'savings.open_member_accounts',
    input: z.object({ memberId: idField }),
    run: async (context, { memberId }) => {
      await openAccountsOfMember(context, { memberId });
    },
  }),
  job({
    name: 'savings.interest_run',
    input: z.object({ runId: idField }),
    run: (context, { runId }) => finishInterestRun(context, runId),
  }),
  job({
    name: 'savings.mature',
    input: z.object({}),
    run: async (context) => {
      await matureTermDeposits(context, {});
    },
  }),
];
