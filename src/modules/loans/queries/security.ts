import sql from 'sql-template-tag';
import { z } from 'zod';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { openValue } from '../sealed.ts';
import { type GuarantorExposure, readExposure, readGuarantors } from '../store/guarantors.ts';
import type { SecurityOf } from '../store/pledges.ts';
import { type CollateralView, viewsOf } from './collateral.ts';

/** A guarantor as pages show it; an outside person's NIK and telephone are masked. Money as decimal strings. */
export type GuarantorView = {
  readonly id: string;
  readonly memberId: string | null;
  readonly name: string;
  readonly relation: string;
  readonly amount: string;
  readonly consentedOn: string;
  readonly releasedOn: string | null;
  readonly nik: string | null;
  readonly phone: string | null;
};

/** What stands behind an application or a loan: pledged collateral, its value together, and guarantors. */
export type Security = {
  readonly collateral: readonly CollateralView[];
  readonly value: string;
  readonly guarantors: readonly GuarantorView[];
};

/** What stands behind an application or a loan now. */
export const securityOf = query({
  name: 'loans.securityOf',
  permission: 'loans.read',
  input: z.union([z.strictObject({ applicationId: idField }), z.strictObject({ loanId: idField })]),
  run: (scope, of) => readSecurity(scope, of),
});

/** Step: what stands behind an application or a loan now; a pledge or guarantee that was lifted is not there. */
export async function readSecurity(scope: QueryScope, of: SecurityOf): Promise<Security> {
  const [applicationId, loanId] = 'loanId' in of ? [null, of.loanId] : [of.applicationId, null];
  const pledged = await scope.tx.rows<{ id: string; valueSen: bigint }>(sql`
    select c.id, c.value_sen as "valueSen"
      from loans.pledge p
      join loans.collateral c on c.cooperative_id = p.cooperative_id and c.id = p.collateral_id
     where p.cooperative_id = ${scope.cooperativeId} and p.released_on is null
       and (p.loan_id = ${loanId}::uuid or p.application_id = ${applicationId}::uuid)
     order by c.label`);
  const [collateral, guarantors] = await Promise.all([
    viewsOf(
      scope,
      pledged.map(({ id }) => id),
    ),
    readGuarantors(scope, of),
  ]);
  return {
    collateral,
    value: formatDecimal(pledged.reduce((sum, { valueSen }) => sum + valueSen, 0n)),
    guarantors: guarantors
      .filter(({ releasedOn }) => releasedOn === null)
      .map(({ nikCipher, phoneCipher, amountSen, applicationId: _a, loanId: _l, ...shown }) => {
        const at = { cooperativeId: scope.cooperativeId, rowId: shown.id };
        return {
          ...shown,
          amount: formatDecimal(amountSen),
          nik: nikCipher && masked(openValue({ ...at, column: 'nik' }, nikCipher)),
          phone: phoneCipher && masked(openValue({ ...at, column: 'phone' }, phoneCipher)),
        };
      }),
  };
}

/** Step: the members who guarantee a loan, without those who were let go. Outside persons have no member id. */
export async function guarantorsOf(
  scope: QueryScope,
  loanId: string,
): Promise<{ id: string; memberId: string | null; name: string; amountSen: bigint }[]> {
  return (await readGuarantors(scope, { loanId }))
    .filter(({ releasedOn }) => releasedOn === null)
    .map(({ id, memberId, name, amountSen }) => ({ id, memberId, name, amountSen }));
}

/** Step: what a member guarantees for others over all loans that owe. Amounts in sen. */
export function guaranteesOf(scope: QueryScope, memberId: string): Promise<GuarantorExposure> {
  return readExposure(scope, { memberId });
}

/** What a member guarantees for others. Money as decimal strings. */
export const guarantorExposure = query({
  name: 'loans.guarantorExposure',
  permission: 'loans.read',
  input: z.strictObject({ memberId: idField }),
  async run(scope, { memberId }) {
    const { loans, promisedSen, exposedSen, outstandingSen } = await guaranteesOf(scope, memberId);
    return {
      loans,
      promised: formatDecimal(promisedSen),
      exposed: formatDecimal(exposedSen),
      outstanding: formatDecimal(outstandingSen),
    };
  },
});

/** Enough to ask "the one ending in 0001?", too little to use. */
function masked(value: string): string {
  return `${'•'.repeat(Math.max(0, value.length - 4))}${value.slice(-4)}`;
}
