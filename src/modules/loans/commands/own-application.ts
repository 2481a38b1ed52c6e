import { command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { DomainError, fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import {
  ApplicationInput,
  PaperInput,
  RemovePaperInput,
  STEP_INPUTS,
  StartInput,
  SubmitInput,
  WithdrawInput,
} from '../application-schema.ts';
import { type ApplyStep, furthest, requireStage, stepAfter } from '../rules/application-stage.ts';
import { amountFindings, needsSecurity } from '../rules/eligibility.ts';
import { simulate } from '../rules/simulation.ts';
import { removePaper } from '../store/application-trail.ts';
import {
  type Application,
  type ApplicationPatch,
  lockApplication,
  unknownApplication,
  updateApplication,
} from '../store/applications.ts';
import { type LoanProduct, requireLoanProduct } from '../store/products.ts';
import {
  applicationOpen,
  beginApplication,
  offeredCollateral,
  openApplicationOf,
  readGuarantors,
  sendApplication,
  withdrawStep,
} from './application-write.ts';
import { keepPaper } from './papers.ts';

/**
 * A member begins to apply for a loan, or goes on where they stopped: a draft of the same product is answered again.
 * Errors: `not_a_member`, and those of `beginApplication`.
 */
export const startOwnApplication = command({
  name: 'loans.startOwnApplication',
  permission: 'self.write',
  input: StartInput,
  async run(scope, { productId }) {
    const memberId = memberOf(scope.context);
    const open = await openApplicationOf(scope, memberId, productId);
    if (open?.status === 'draft') return { id: open.id, step: open.step };
    if (open && !(open.status === 'approved' && open.expiresOn !== null && open.expiresOn < scope.today)) {
      throw applicationOpen();
    }
    return { id: await beginApplication(scope, { memberId, productId, channel: 'phone' }), step: 'amount' };
  },
});

/** Saves amount and tenor. Errors at the fields: `loan_amount_below`, `loan_amount_above`, `loan_tenor_range`, those of the engine. */
export const saveOwnAmount = command({
  name: 'loans.saveOwnAmount',
  permission: 'self.write',
  input: STEP_INPUTS.amount,
  run: (scope, { id, amount, tenor }) =>
    save(scope, id, 'amount', async (_own, product) => {
      const [first] = amountFindings(product.terms, { amountSen: amount, tenor });
      if (first) throw fieldError(first.field, first.code, first.pesan);
      simulate(product, { amountSen: amount, tenor, on: scope.today });
      return { amountSen: amount, tenor };
    }),
});

/** Saves what the loan is for. */
export const saveOwnPurpose = command({
  name: 'loans.saveOwnPurpose',
  permission: 'self.write',
  input: STEP_INPUTS.purpose,
  run: (scope, { id, purpose, purposeNote }) => save(scope, id, 'purpose', async () => ({ purpose, purposeNote })),
});

/** Saves what the household earns and pays a month, and for how many. */
export const saveOwnIncome = command({
  name: 'loans.saveOwnIncome',
  permission: 'self.write',
  input: STEP_INPUTS.income,
  run: (scope, { id, income, otherInstalments, dependants }) =>
    save(scope, id, 'income', async () => ({
      incomeSen: income,
      otherInstalmentsSen: otherInstalments,
      dependants,
    })),
});

/** Saves guarantors and collateral. Errors: those of `readGuarantors`. */
export const saveOwnSecurity = command({
  name: 'loans.saveOwnSecurity',
  permission: 'self.write',
  input: STEP_INPUTS.security,
  run: (scope, { id, guarantors, collateral }) =>
    save(scope, id, 'security', async (own) => ({
      guarantors: await readGuarantors(scope, own.memberId, guarantors),
      collateral: offeredCollateral(collateral),
    })),
});

/** Notes that the member has gone past the photographs. */
export const passOwnDocuments = command({
  name: 'loans.passOwnDocuments',
  permission: 'self.write',
  input: ApplicationInput,
  run: (scope, { id }) => save(scope, id, 'documents', async () => ({})),
});

/** Keeps a photo or PDF of a paper. Errors: those of `keepPaper`. */
export const addOwnPaper = command({
  name: 'loans.addOwnPaper',
  permission: 'self.write',
  input: PaperInput,
  async run(scope, { id, code, file }) {
    const own = await lockOwn(scope, id);
    requireStage(own.status, 'addPaper');
    return { paperId: await keepPaper(scope, own, { code, file }) };
  },
});

/** Takes a paper away while the application is not sent. Error: `paper_unknown`. */
export const removeOwnPaper = command({
  name: 'loans.removeOwnPaper',
  permission: 'self.write',
  input: RemovePaperInput,
  async run(scope, { id, paperId }) {
    const own = await lockOwn(scope, id);
    requireStage(own.status, 'write');
    if (!(await removePaper(scope, id, paperId))) {
      throw new DomainError('not_found', 'paper_unknown', 'Berkas ini sudah tidak ada');
    }
    return { id };
  },
});

/** Sends the application with the member's consent. Errors: those of `sendApplication`. */
export const submitOwnApplication = command({
  name: 'loans.submitOwnApplication',
  permission: 'self.write',
  input: SubmitInput,
  async run(scope, { id }) {
    await lockOwn(scope, id);
    return { id, ...(await sendApplication(scope, id)) };
  },
});

/** Takes the application back, at any stage before it is a contract. Error: `application_decided`. */
export const withdrawOwnApplication = command({
  name: 'loans.withdrawOwnApplication',
  permission: 'self.write',
  input: WithdrawInput,
  async run(scope, { id, reason }) {
    await lockOwn(scope, id);
    await withdrawStep(scope, id, reason);
    return { id };
  },
});

async function save(
  scope: Scope,
  id: string,
  step: ApplyStep,
  change: (own: Application, product: LoanProduct) => Promise<ApplicationPatch>,
): Promise<{ id: string; next: ApplyStep }> {
  const own = await lockOwn(scope, id);
  requireStage(own.status, 'write');
  const product = await requireLoanProduct(scope, own.productId, scope.today);
  const patch = await change(own, product);
  const amountSen = patch.amountSen ?? own.amountSen ?? 0n;
  const next = stepAfter(step, needsSecurity(product.terms, amountSen));
  await updateApplication(scope, id, { ...patch, step: furthest(own.step, next) });
  return { id, next };
}

/** The member's own application, locked. Error: `application_unknown`, also for another member's. */
async function lockOwn(scope: Scope, id: string): Promise<Application> {
  const memberId = memberOf(scope.context);
  const application = await lockApplication(scope, id);
  if (application.memberId !== memberId) throw unknownApplication();
  return application;
}

/** The member who acts. Error: `not_a_member`. */
function memberOf({ actor }: Context): string {
  if (actor.memberId !== null) return actor.memberId;
  throw new DomainError('forbidden', 'not_a_member', 'Halaman ini untuk anggota');
}
