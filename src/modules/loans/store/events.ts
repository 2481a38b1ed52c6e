import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { Component } from '../terms.ts';

export type LoanEventKind =
  | 'drawn'
  | 'signed'
  | 'cancelled'
  | 'disbursed'
  | 'repaid'
  | 'settled'
  | 'reversed'
  | 'penalty_waived'
  | 'rescheduled'
  | 'restructured'
  | 'rate_changed'
  | 'due_date_moved'
  | 'profit_reported'
  | 'class_overridden'
  | 'written_off'
  | 'recovered'
  | 'foreclosed'
  | 'imported'
  | 'officer_changed'
  | 'standing_order_changed';

export type Channel = 'cash' | 'savings' | 'transfer' | 'payroll' | 'collector' | 'collateral';

/** A part of a payment, and the instalment it went to. Below zero where a reversal gives back. */
export type Allocation = { readonly no: number; readonly component: Component; readonly amountSen: bigint };

/** Something that happened to a loan, before it is written. Amounts in sen. */
export type NewLoanEvent = {
  /** Given where something else must name it; else made. */
  readonly id?: string;
  readonly loanId: string;
  readonly kind: LoanEventKind;
  readonly on: BusinessDate;
  /** The loan's schedule version after it. */
  readonly version: number;
  readonly amountSen?: bigint;
  readonly principalSen?: bigint;
  readonly interestSen?: bigint;
  readonly penaltySen?: bigint;
  readonly feeSen?: bigint;
  readonly excessSen?: bigint;
  readonly channel?: Channel;
  readonly entryId?: string;
  readonly receiptId?: string;
  readonly reversesId?: string;
  readonly note?: string;
  /** JSON-native; money as decimal strings. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly allocations?: readonly Allocation[];
  /** Of a hot command, where several people share a transaction; else the scope's. */
  readonly by?: { readonly personId: string; readonly name: string; readonly commandId: string };
};

const INSERT_EVENTS = `
  insert into loans.event (cooperative_id, id, loan_id, kind, happened_on, amount_sen, principal_sen, interest_sen, penalty_sen, fee_sen,
         excess_sen, channel, version, entry_id, receipt_id, reverses_id, note, detail, person_id, person_name, command_id, written_at)
  select $1, n.id, n.loan_id, n.kind, n.happened_on, n.amount, n.principal, n.interest, n.penalty, n.fee, n.excess, n.channel, n.version,
         n.entry_id, n.receipt_id, n.reverses_id, n.note, n.detail, n.person_id, n.person_name, n.command_id, $3
    from json_to_recordset($2::json) as n (id uuid, loan_id uuid, kind text, happened_on date, amount bigint, principal bigint,
         interest bigint, penalty bigint, fee bigint, excess bigint, channel text, version smallint, entry_id uuid, receipt_id uuid,
         reverses_id uuid, note text, detail jsonb, person_id uuid, person_name text, command_id uuid)`;

const INSERT_ALLOCATIONS = `
  insert into loans.allocation (cooperative_id, event_id, loan_id, no, component, amount_sen)
  select $1, n.event_id, n.loan_id, n.no, n.component, n.amount
    from json_to_recordset($2::json) as n (event_id uuid, loan_id uuid, no smallint, component text, amount bigint)`;

/** Step: writes events with their allocations, in two statements. Answers their ids in order. */
export async function insertLoanEvents(scope: Scope, events: readonly NewLoanEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const { actor } = scope.context;
  const acting = { personId: actor.personId, name: actor.name, commandId: scope.commandId };
  const given = events.map((event) => ({ ...event, id: event.id ?? newId(), by: event.by ?? acting }));
  const records = given.map((event) => ({
    id: event.id,
    loan_id: event.loanId,
    kind: event.kind,
    happened_on: event.on,
    amount: (event.amountSen ?? 0n).toString(),
    principal: (event.principalSen ?? 0n).toString(),
    interest: (event.interestSen ?? 0n).toString(),
    penalty: (event.penaltySen ?? 0n).toString(),
    fee: (event.feeSen ?? 0n).toString(),
    excess: (event.excessSen ?? 0n).toString(),
    channel: event.channel ?? null,
    version: event.version,
    entry_id: event.entryId ?? null,
    receipt_id: event.receiptId ?? null,
    reverses_id: event.reversesId ?? null,
    note: event.note ?? '',
    detail: event.detail ?? {},
    person_id: event.by.personId,
    person_name: event.by.name,
    command_id: event.by.commandId,
  }));
  const allocations = given.flatMap(({ id, loanId, allocations: parts = [] }) =>
    parts.map(({ no, component, amountSen }) => ({
      event_id: id,
      loan_id: loanId,
      no,
      component,
      amount: amountSen.toString(),
    })),
  );
  await Promise.all([
    scope.tx.prepared('loans.insert_events', INSERT_EVENTS, [scope.cooperativeId, JSON.stringify(records), scope.now]),
    scope.tx.prepared('loans.insert_allocations', INSERT_ALLOCATIONS, [
      scope.cooperativeId,
      JSON.stringify(allocations),
    ]),
  ]);
  return given.map(({ id }) => id);
}

/** An event as it stands. */
export type LoanEvent = {
  readonly id: string;
  readonly loanId: string;
  readonly kind: LoanEventKind;
  readonly on: BusinessDate;
  readonly amountSen: bigint;
  readonly principalSen: bigint;
  readonly interestSen: bigint;
  readonly penaltySen: bigint;
  readonly feeSen: bigint;
  readonly excessSen: bigint;
  readonly channel: Channel | null;
  readonly version: number;
  readonly entryId: string | null;
  readonly receiptId: string | null;
  readonly reversesId: string | null;
  /** The event that undid this one, if any. */
  readonly reversedById: string | null;
  readonly note: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly personName: string;
  readonly writtenAt: string;
};

/** The events of loans, oldest first. */
export function readEvents(scope: QueryScope, loanIds: readonly string[]): Promise<LoanEvent[]> {
  return scope.tx.rows<LoanEvent>(sql`
    select e.id, e.loan_id as "loanId", e.kind, e.happened_on as "on", e.amount_sen as "amountSen", e.principal_sen as "principalSen",
           e.interest_sen as "interestSen", e.penalty_sen as "penaltySen", e.fee_sen as "feeSen", e.excess_sen as "excessSen",
           e.channel, e.version, e.entry_id as "entryId", e.receipt_id as "receiptId", e.reverses_id as "reversesId",
           r.id as "reversedById", e.note, e.detail, e.person_name as "personName", e.written_at as "writtenAt"
      from loans.event e
      left join loans.event r on r.cooperative_id = e.cooperative_id and r.reverses_id = e.id
     where e.cooperative_id = ${scope.cooperativeId} and e.loan_id = any(${[...loanIds]}::uuid[])
     order by e.written_at, e.id`);
}

/** The allocations of loans' payments, with the day each was paid. */
export function readAllocations(
  scope: QueryScope,
  loanIds: readonly string[],
): Promise<(Allocation & { readonly eventId: string; readonly loanId: string; readonly on: BusinessDate })[]> {
  return scope.tx.rows(sql`
    select a.event_id as "eventId", a.loan_id as "loanId", a.no, a.component, a.amount_sen as "amountSen", e.happened_on as "on"
      from loans.allocation a
      join loans.event e on e.cooperative_id = a.cooperative_id and e.id = a.event_id
     where a.cooperative_id = ${scope.cooperativeId} and a.loan_id = any(${[...loanIds]}::uuid[])
     order by e.happened_on, e.written_at, a.event_id, a.no`);
}
