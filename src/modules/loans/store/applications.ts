import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { ApplyStep, Stage } from '../rules/application-stage.ts';
import type { ProductTermsJson } from '../terms.ts';

/** Who stands for the borrower, as named in an application. */
export type OfferedGuarantor = { readonly memberId: string; readonly number: string | null; readonly name: string };
/** Collateral as offered; `value` is a decimal string of rupiah. */
export type OfferedCollateral = { readonly kind: string; readonly description: string; readonly value: string };

/** An application as it stands. Amounts in sen. */
export type Application = {
  readonly id: string;
  readonly number: string | null;
  readonly memberId: string;
  readonly memberName: string;
  readonly memberNumber: string | null;
  readonly productId: string;
  readonly productName: string;
  readonly channel: 'phone' | 'office';
  readonly status: Stage;
  readonly step: ApplyStep;
  readonly amountSen: bigint | null;
  readonly tenor: number | null;
  readonly purpose: string | null;
  readonly purposeNote: string;
  readonly incomeSen: bigint | null;
  readonly otherInstalmentsSen: bigint | null;
  readonly dependants: number | null;
  readonly guarantors: readonly OfferedGuarantor[];
  readonly collateral: readonly OfferedCollateral[];
  readonly surveyNote: string;
  /** What the officer recommends and the committee decides on; null before the review. */
  readonly decidedAmountSen: bigint | null;
  readonly decidedTenor: number | null;
  readonly conditions: readonly string[];
  readonly terms: ProductTermsJson | null;
  readonly payloadHash: string | null;
  readonly approvalsNeeded: number | null;
  readonly rejectionReason: string | null;
  readonly enteredBy: string;
  readonly enteredByName: string;
  readonly reviewedBy: string | null;
  readonly reviewedByName: string | null;
  readonly startedOn: BusinessDate;
  readonly submittedOn: BusinessDate | null;
  readonly decidedOn: BusinessDate | null;
  readonly expiresOn: BusinessDate | null;
  readonly loanId: string | null;
};

const COLUMNS = sql`
  a.id, a.number, a.member_id as "memberId", m.full_name as "memberName", m.number as "memberNumber", a.product_id as "productId",
  p.name as "productName", a.channel, a.status, a.step, a.amount_sen as "amountSen", a.tenor, a.purpose, a.purpose_note as "purposeNote",
  a.income_sen as "incomeSen", a.other_instalments_sen as "otherInstalmentsSen", a.dependants, a.guarantors, a.collateral,
  a.survey_note as "surveyNote", a.decided_amount_sen as "decidedAmountSen", a.decided_tenor as "decidedTenor", a.conditions, a.terms,
  a.payload_hash as "payloadHash", a.approvals_needed as "approvalsNeeded", a.rejection_reason as "rejectionReason",
  a.entered_by as "enteredBy", a.entered_by_name as "enteredByName", a.reviewed_by as "reviewedBy",
  a.reviewed_by_name as "reviewedByName", a.started_on as "startedOn", a.submitted_on as "submittedOn", a.decided_on as "decidedOn",
  a.expires_on as "expiresOn", a.loan_id as "loanId"`;
const TABLES = sql`
  loans.application a
  join members.member m on m.cooperative_id = a.cooperative_id and m.id = a.member_id
  join loans.product p on p.cooperative_id = a.cooperative_id and p.id = a.product_id`;

/** One application. Error: `application_unknown`. */
export async function requireApplication(scope: QueryScope, id: string): Promise<Application> {
  const row = await scope.tx.maybe<Application>(sql`
    select ${COLUMNS} from ${TABLES} where a.cooperative_id = ${scope.cooperativeId} and a.id = ${id}`);
  if (!row) throw unknownApplication();
  return row;
}

/** The same, locked until the transaction ends, so that two votes or a vote and a change come one after the other. */
export async function lockApplication(scope: Scope, id: string): Promise<Application> {
  await scope.tx.run(sql`
    select a.id from loans.application a where a.cooperative_id = ${scope.cooperativeId} and a.id = ${id} for update`);
  return requireApplication(scope, id);
}

/** The applications of a member, newest first. */
export function applicationsOfMember(scope: QueryScope, memberId: string, limit = 50): Promise<Application[]> {
  return scope.tx.rows<Application>(sql`
    select ${COLUMNS} from ${TABLES}
     where a.cooperative_id = ${scope.cooperativeId} and a.member_id = ${memberId}
     order by a.id desc limit ${limit}`);
}

/** Which applications a list shows. */
export type ApplicationFilter = {
  readonly stage?: Stage | undefined;
  readonly memberId?: string | undefined;
  /** Sent on this day or earlier. */
  readonly sentBy?: BusinessDate | undefined;
  /** Where the last page ended. */
  readonly after?: { readonly submittedOn: string; readonly id: string } | undefined;
  readonly limit: number;
};

/** Sent applications, the longest waiting first. */
export function listApplications(scope: QueryScope, filter: ApplicationFilter): Promise<Application[]> {
  return scope.tx.rows<Application>(sql`
    select ${COLUMNS} from ${TABLES}
     where a.cooperative_id = ${scope.cooperativeId} and a.status <> 'draft' and a.submitted_on is not null
       and (${filter.stage ?? null}::text is null or a.status = ${filter.stage ?? null}::text)
       and (${filter.memberId ?? null}::uuid is null or a.member_id = ${filter.memberId ?? null}::uuid)
       and (${filter.sentBy ?? null}::date is null or a.submitted_on <= ${filter.sentBy ?? null}::date)
       and (${filter.after?.id ?? null}::uuid is null
            or (a.submitted_on, a.id) > (${filter.after?.submittedOn ?? null}::date, ${filter.after?.id ?? null}::uuid))
     order by a.submitted_on, a.id limit ${filter.limit}`);
}

/** How many sent applications stand in each stage. */
export function countApplications(scope: QueryScope): Promise<{ stage: Stage; count: bigint }[]> {
  return scope.tx.rows(sql`
    select a.status as stage, count(*) as count from loans.application a
     where a.cooperative_id = ${scope.cooperativeId} and a.status <> 'draft' and a.submitted_on is not null
     group by a.status`);
}

/** A new row, before anything was asked. */
export type NewApplication = {
  readonly id: string;
  readonly memberId: string;
  readonly productId: string;
  readonly channel: 'phone' | 'office';
};

/** Step: begins an application. Clash: `application_open` when the member has one of this product open (index of the same name). */
export async function insertApplication(scope: Scope, row: NewApplication): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.application (cooperative_id, id, member_id, product_id, channel, status, step, entered_by, entered_by_name,
           started_on, changed_at)
    values (${scope.cooperativeId}, ${row.id}, ${row.memberId}, ${row.productId}, ${row.channel}, 'draft', 'amount',
            ${actor.personId}, ${actor.name}, ${scope.today}, ${scope.now})`);
}

/** What may change of an application: fields that are left out stay as they are. */
export type ApplicationPatch = Partial<
  Pick<
    Application,
    | 'number'
    | 'status'
    | 'step'
    | 'amountSen'
    | 'tenor'
    | 'purpose'
    | 'purposeNote'
    | 'incomeSen'
    | 'otherInstalmentsSen'
    | 'dependants'
    | 'guarantors'
    | 'collateral'
    | 'surveyNote'
    | 'decidedAmountSen'
    | 'decidedTenor'
    | 'conditions'
    | 'terms'
    | 'payloadHash'
    | 'approvalsNeeded'
    | 'rejectionReason'
    | 'reviewedBy'
    | 'reviewedByName'
    | 'submittedOn'
    | 'decidedOn'
    | 'expiresOn'
    | 'loanId'
  >
> & { readonly consentedAt?: string };

// A key that is missing keeps the row's own value, a null empties it: what populating a record from JSON does.
const PATCH = `
  update loans.application a
     set (number, status, step, amount_sen, tenor, purpose, purpose_note, income_sen, other_instalments_sen, dependants, guarantors,
          collateral, consented_at, survey_note, decided_amount_sen, decided_tenor, conditions, terms, payload_hash, approvals_needed,
          rejection_reason, reviewed_by, reviewed_by_name, submitted_on, decided_on, expires_on, loan_id, changed_at)
       = (select n.number, n.status, n.step, n.amount_sen, n.tenor, n.purpose, n.purpose_note, n.income_sen, n.other_instalments_sen,
                 n.dependants, n.guarantors, n.collateral, n.consented_at, n.survey_note, n.decided_amount_sen, n.decided_tenor,
                 n.conditions, n.terms, n.payload_hash, n.approvals_needed, n.rejection_reason, n.reviewed_by, n.reviewed_by_name,
                 n.submitted_on, n.decided_on, n.expires_on, n.loan_id, $4::timestamptz
            from json_populate_record(a, $3::json) n)
   where a.cooperative_id = $1 and a.id = $2`;

/** Step: changes an application's row, which the caller has locked. */
export async function updateApplication(scope: Scope, id: string, patch: ApplicationPatch): Promise<void> {
  const columns = Object.entries(patch).map(([field, value]) => [
    field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    typeof value === 'bigint' ? value.toString() : value,
  ]);
  const values = JSON.stringify(Object.fromEntries(columns));
  await scope.tx.prepared('loans.patch_application', PATCH, [scope.cooperativeId, id, values, scope.now]);
}

/** Step: the next application number of the cooperative, such as `PP-000012`. */
export async function drawApplicationNumber(scope: Scope): Promise<string> {
  const { sequence } = await scope.tx.one<{ sequence: bigint }>(sql`
    insert into loans.application_numbering as n (cooperative_id, next_sequence) values (${scope.cooperativeId}, 2)
    on conflict (cooperative_id) do update set next_sequence = n.next_sequence + 1
    returning n.next_sequence - 1 as sequence`);
  return `PP-${String(sequence).padStart(6, '0')}`;
}

/** Step: sets approvals past their last day to expired, of one member or of all. Answers which. */
export async function expireRows(scope: Scope, memberId?: string): Promise<string[]> {
  const rows = await scope.tx.rows<{ id: string }>(sql`
    update loans.application a set status = 'expired', changed_at = ${scope.now}
     where a.cooperative_id = ${scope.cooperativeId} and a.status = 'approved' and a.expires_on < ${scope.today}
       and (${memberId ?? null}::uuid is null or a.member_id = ${memberId ?? null}::uuid)
    returning a.id`);
  return rows.map(({ id }) => id);
}

/** The refusal when an application is not there, or is not the member's own. */
export function unknownApplication(): DomainError {
  return new DomainError('not_found', 'application_unknown', 'Permohonan ini tidak ada');
}
