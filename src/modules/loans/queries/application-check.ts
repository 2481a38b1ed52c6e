import { parseInput } from '#kernel/input';
import { parseDecimal, sumSen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { incomeShare } from '../rules/capacity.ts';
import { type Finding, findings } from '../rules/eligibility.ts';
import { type Simulation, simulate } from '../rules/simulation.ts';
import { readPapers } from '../store/application-trail.ts';
import type { Application } from '../store/applications.ts';
import { type LoanProduct, requireLoanProduct } from '../store/products.ts';
import { ProductTerms, type ProductTermsJson } from '../terms.ts';
import { readCheckLevels } from './application-parameters.ts';
import { type BorrowerRecord, borrowerFacts, readBorrower } from './borrower.ts';

/** An application looked at against its product, the law and the borrower's standing today. */
export type CheckedApplication = {
  readonly product: LoanProduct;
  /** The terms it is judged by: those frozen for the committee, or the product's of today. */
  readonly terms: ProductTerms;
  readonly record: BorrowerRecord;
  /** Null while amount and tenor are not told, or outside what the product can compute. */
  readonly simulation: Simulation | null;
  /** All instalments of the household a month, in parts per ten thousand of its income. */
  readonly incomeShare: number | null;
  readonly findings: readonly Finding[];
};

/** What would be lent: as recommended once it was reviewed, as asked before. */
export function amountAndTenor(application: Application): { amountSen: bigint; tenor: number } | null {
  const amountSen = application.decidedAmountSen ?? application.amountSen;
  const tenor = application.decidedTenor ?? application.tenor;
  return amountSen === null || tenor === null ? null : { amountSen, tenor };
}

/** Step: looks an application over as it stands, with what would be lent by it now. Errors: those of the schedule engine. */
export async function checkApplication(scope: QueryScope, application: Application): Promise<CheckedApplication> {
  const product = await requireLoanProduct(scope, application.productId, scope.today);
  const termsJson: ProductTermsJson = application.terms ?? product.termsJson;
  const terms = parseInput(ProductTerms, termsJson);
  const [record, levels, papers] = await Promise.all([
    readBorrower(scope, application.memberId),
    readCheckLevels(scope, scope.today),
    readPapers(scope, application.id),
  ]);
  const asked = amountAndTenor(application);
  const computable = asked && asked.amountSen <= terms.amount.max && asked.tenor <= terms.tenor.max;
  const simulation = computable ? simulate({ terms, termsJson }, { ...asked, on: scope.today }) : null;
  const share = incomeShare(
    [
      simulation?.monthlySen ?? 0n,
      application.otherInstalmentsSen ?? 0n,
      ...record.running.map(({ monthlySen }) => monthlySen),
    ],
    application.incomeSen,
  );
  const found = asked
    ? findings(
        terms,
        borrowerFacts(record, application.productId),
        {
          ...asked,
          incomeSen: application.incomeSen,
          incomeSharePerMyriad: share,
          guarantors: application.guarantors.length,
          collateralSen: sumSen(application.collateral.map(({ value }) => parseDecimal(value))),
          collateralItems: application.collateral.length,
          documents: papers.map(({ code }) => code),
        },
        levels,
      )
    : [];
  return { product, terms, record, simulation, incomeShare: share, findings: found };
}
