import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import type { QueryScope } from '#kernel/query';
import { ScheduleRequest } from '../schedule/index.ts';
import type { ProductTermsJson } from '../terms.ts';
import type { Instalment, ScheduleReason } from './instalments.ts';

/** One version of a loan's agreement as it is stored: the terms as JSON, and the request that made its rows. */
export type AgreementVersion = {
  readonly version: number;
  readonly termsJson: ProductTermsJson;
  readonly request: ScheduleRequest;
  readonly engineVersion: number;
  readonly reason: ScheduleReason;
  readonly madeOn: BusinessDate;
  readonly madeAt: string;
};

/** All versions of a loan's agreement, oldest first. */
export async function readVersions(scope: QueryScope, loanId: string): Promise<AgreementVersion[]> {
  const rows = await scope.tx.rows<AgreementVersion>(sql`
    select s.version, s.terms as "termsJson", s.request, s.engine_version as "engineVersion", s.reason, s.made_on as "madeOn",
           s.made_at as "madeAt"
      from loans.schedule s
     where s.cooperative_id = ${scope.cooperativeId} and s.loan_id = ${loanId}
     order by s.version`);
  return rows.map((row) => ({ ...row, request: parseInput(ScheduleRequest, row.request) }));
}

/** One version of a loan's agreement, which must be there. */
export async function requireVersion(scope: QueryScope, loanId: string, version: number): Promise<AgreementVersion> {
  const found = (await readVersions(scope, loanId)).find((one) => one.version === version);
  assert(found, 'a loan has every version up to its own');
  return found;
}

/** The rows of any version, as they were when the next one replaced them. */
export function readVersionRows(scope: QueryScope, loanId: string, version: number): Promise<Instalment[]> {
  return scope.tx.rows<Instalment>(sql`
    select i.loan_id as "loanId", i.no, i.starts_on as "startsOn", i.due_on as "dueOn", i.principal_sen as "principalSen",
           i.interest_sen as "interestSen", i.balance_after_sen as "balanceAfterSen", i.paid_principal_sen as "paidPrincipalSen",
           i.paid_interest_sen as "paidInterestSen", i.penalty_sen as "penaltySen", i.paid_penalty_sen as "paidPenaltySen",
           i.waived_penalty_sen as "waivedPenaltySen", i.settled_on as "settledOn"
      from loans.instalment i
     where i.cooperative_id = ${scope.cooperativeId} and i.loan_id = ${loanId} and i.version = ${version}
     order by i.no`);
}
