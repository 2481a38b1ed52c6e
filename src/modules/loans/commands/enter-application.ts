import { command } from '#kernel/command';
import { EnterInput, WithdrawInput } from '../application-schema.ts';
import { insertPaper } from '../store/application-trail.ts';
import { lockApplication, updateApplication } from '../store/applications.ts';
import {
  beginApplication,
  offeredCollateral,
  readGuarantors,
  requireOthersApplication,
  sendApplication,
  withdrawStep,
} from './application-write.ts';

/**
 * Staff enters a member's application at once, as it was brought to the office, and sends it. Errors: `own_application`, those of
 * `beginApplication`, `readGuarantors` and `sendApplication`.
 */
export const enterApplication = command({
  name: 'loans.enterApplication',
  permission: 'loans.apply',
  input: EnterInput,
  async run(scope, input) {
    const { memberId, productId } = input;
    await requireOthersApplication(scope, { memberId });
    const id = await beginApplication(scope, { memberId, productId, channel: 'office' });
    await updateApplication(scope, id, {
      amountSen: input.amount,
      tenor: input.tenor,
      purpose: input.purpose,
      purposeNote: input.purposeNote,
      incomeSen: input.income,
      otherInstalmentsSen: input.otherInstalments,
      dependants: input.dependants,
      guarantors: await readGuarantors(scope, memberId, input.guarantors),
      collateral: offeredCollateral(input.collateral),
    });
    for (const code of new Set(input.papersSeen)) await insertPaper(scope, { applicationId: id, code, fileId: null });
    return { id, ...(await sendApplication(scope, id)) };
  },
});

/** Staff notes that a member takes an application back. Errors: `own_application` (members do that on their phone), `application_decided`. */
export const withdrawApplication = command({
  name: 'loans.withdrawApplication',
  permission: 'loans.apply',
  input: WithdrawInput,
  async run(scope, { id, reason }) {
    const application = await lockApplication(scope, id);
    await requireOthersApplication(scope, application);
    await withdrawStep(scope, id, reason);
    return { id };
  },
});
