import { z } from 'zod';
import { idField } from '#kernel/fields';
import { parseInput } from '#kernel/input';
import { formatDecimal } from '#kernel/money';
import { query } from '#kernel/query';
import { accountsOfMembers } from '#savings';
import { approvalBehind } from '../commands/approved-application.ts';
import { feesOf } from '../rules/fees.ts';
import { requireLoanProduct } from '../store/products.ts';
import { ProductTerms } from '../terms.ts';

/** What the committee decided on an application, and the savings a contract may name. Money as decimal strings. Error: `application_unknown`. */
export const drawForm = query({
  name: 'loans.drawForm',
  permission: 'loans.contract',
  input: z.strictObject({ applicationId: idField }),
  async run(scope, { applicationId }) {
    const application = await approvalBehind(scope, applicationId);
    const product = await requireLoanProduct(scope, application.productId, scope.today);
    const terms = parseInput(ProductTerms, application.termsJson);
    const savings = (await accountsOfMembers(scope, [application.memberId]))
      .filter(({ kind, status }) => kind === 'voluntary' && status === 'open')
      .map(({ id, number, productName }) => ({ id, number, productName }));
    const { id, number, memberName, tenor, principalSen } = application;
    return {
      application: {
        id,
        number,
        memberName,
        productName: product.name,
        principal: formatDecimal(principalSen),
        tenor,
        rate: terms.calculation.rate,
        method: terms.calculation.method,
        fees: feesOf(terms, principalSen).map((fee) => ({
          name: fee.name,
          taken: fee.taken,
          amount: formatDecimal(fee.amountSen),
        })),
      },
      savings,
    };
  },
});
