import type { z } from 'zod';
import { command } from '#kernel/command';
import { fieldError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import type { Scope } from '#kernel/scope';
import { ReviewInput } from '../application-schema.ts';
import { checkApplication } from '../queries/application-check.ts';
import { requireStage } from '../rules/application-stage.ts';
import { agreedTerms, approvalsNeeded } from '../rules/committee.ts';
import { requireNoHard } from '../rules/eligibility.ts';
import { type ApplicationEventKind, insertApplicationEvent } from '../store/application-trail.ts';
import { type Application, lockApplication, updateApplication } from '../store/applications.ts';
import { requireLoanProduct } from '../store/products.ts';
import { ProductTerms } from '../terms.ts';
import { payloadHash } from './application-payload.ts';
import { requireOthersApplication } from './application-write.ts';

/**
 * The officer writes what was found and what is recommended; `send` hands it to the committee. In the committee's hands a change of amount,
 * tenor, terms or conditions makes a new payload: votes on the old one no longer count.
 * Errors: `own_application`, `amount_over_asked`, `rate_above_product`, hard checks on sending, `application_decided`, `application_stage`.
 */
export const reviewApplication = command({
  name: 'loans.reviewApplication',
  permission: 'loans.review',
  input: ReviewInput,
  async run(scope, input) {
    const application = await lockApplication(scope, input.id);
    await requireOthersApplication(scope, application);
    requireStage(application.status, 'review');
    if (input.amount > (application.amountSen ?? 0n)) {
      throw fieldError('amount', 'amount_over_asked', 'Jumlah ini lebih dari yang diminta anggota');
    }
    const decided = await decidedOf(scope, application, input);
    const inCommittee = application.status === 'in_committee';
    const sending = input.send || inCommittee;
    if (sending) requireNoHard((await checkApplication(scope, { ...application, ...decided })).findings);
    const { actor } = scope.context;
    await updateApplication(scope, input.id, {
      ...decided,
      surveyNote: input.surveyNote,
      status: sending ? 'in_committee' : 'in_review',
      reviewedBy: actor.personId,
      reviewedByName: actor.name,
    });
    const changed = inCommittee && decided.payloadHash !== application.payloadHash;
    for (const kind of eventsOf(application, { sending, changed })) {
      await insertApplicationEvent(scope, { applicationId: input.id, kind });
    }
    return { id: input.id, status: sending ? 'in_committee' : 'in_review', payloadHash: decided.payloadHash };
  },
});

async function decidedOf(scope: Scope, application: Application, input: z.output<typeof ReviewInput>) {
  const product = await requireLoanProduct(scope, application.productId, scope.today);
  const { ratePercent, gracePrincipal, amount, tenor, conditions } = input;
  const terms = agreedTerms(product.termsJson, { ratePercent, gracePrincipal });
  const { approval } = parseInput(ProductTerms, terms);
  const { memberId, productId } = application;
  return {
    decidedAmountSen: amount,
    decidedTenor: tenor,
    conditions,
    terms,
    approvalsNeeded: approvalsNeeded(approval, amount),
    payloadHash: payloadHash({ memberId, productId, amountSen: amount, tenor, terms, conditions }),
  };
}

// The member sees that the review began and that it was sent; what changes in the committee's hands is the office's own note.
function eventsOf(
  application: Application,
  { sending, changed }: { sending: boolean; changed: boolean },
): ApplicationEventKind[] {
  if (application.status === 'in_committee') return changed ? ['changed'] : [];
  const begun: ApplicationEventKind[] = application.status === 'submitted' ? ['reviewed'] : [];
  return sending ? [...begun, 'sent'] : begun;
}
