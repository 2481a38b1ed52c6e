import sql from 'sql-template-tag';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { ReminderSentInput } from '../quality-schema.ts';
import { remindersOn, reminderText } from '../rules/reminders.ts';
import { readReminderRule } from '../store/quality-parameters.ts';

type Needed = {
  readonly loanId: string;
  readonly instalmentNo: number;
  readonly kind: string;
  readonly dueOn: BusinessDate;
  readonly unpaidSen: bigint;
  readonly memberName: string;
  readonly loanNumber: string;
};

// A late instalment is named only while it is the oldest unpaid one: somebody three months behind gets one message a step, not three.
const NEEDED = `
  select l.id as "loanId", i.no as "instalmentNo", n.kind, i.due_on as "dueOn", m.full_name as "memberName", l.number as "loanNumber",
         i.principal_sen - i.paid_principal_sen + i.interest_sen - i.paid_interest_sen as "unpaidSen"
    from json_to_recordset($2::json) as n (kind text, due_on date)
    join loans.loan l on l.cooperative_id = $1 and l.status = 'active' and l.next_due_on <= n.due_on
    join loans.instalment i on i.cooperative_id = l.cooperative_id and i.loan_id = l.id and i.version = l.version
         and i.due_on = n.due_on and i.settled_on is null
    join members.member m on m.cooperative_id = l.cooperative_id and m.id = l.member_id
   where (n.kind not like 'late%' or l.next_due_on = n.due_on)
     and i.paid_principal_sen + i.paid_interest_sen < i.principal_sen + i.interest_sen
     and not exists (select 1 from loans.reminder r
                      where r.cooperative_id = l.cooperative_id and r.loan_id = l.id and r.instalment_no = i.no and r.kind = n.kind)
   order by l.id, i.no
   limit $3`;

const INSERT = `
  insert into loans.reminder (cooperative_id, loan_id, instalment_no, kind, due_on, for_date, text, queued_at)
  select $1, n.loan_id, n.no, n.kind, n.due_on, $3, n.text, $4
    from json_to_recordset($2::json) as n (loan_id uuid, no smallint, kind text, due_on date, text text)
  on conflict (cooperative_id, loan_id, instalment_no, kind) do nothing`;

const BATCH = 5_000;
const BATCHES_MAX = 1_000;

/**
 * Step: queues the messages that a day (the scope's) needs by the cooperative's schedule, each once for its instalment; twice a day adds
 * nothing. Answers how many were queued. They wait for a person to send them.
 */
export async function queueReminders(scope: Scope): Promise<number> {
  const dates = remindersOn(await readReminderRule(scope, scope.today), scope.today);
  const wanted = JSON.stringify(dates.map(({ kind, dueOn }) => ({ kind, due_on: dueOn })));
  const cooperative = scope.context.cooperative.name;
  let queued = 0;
  for (let batch = 0; ; batch += 1) {
    assert(batch < BATCHES_MAX, 'the reminders of a day end');
    const needed = await scope.tx.prepared<Needed>('loans.reminders', NEEDED, [scope.cooperativeId, wanted, BATCH]);
    const records = needed.map((one) => ({
      loan_id: one.loanId,
      no: one.instalmentNo,
      kind: one.kind,
      due_on: one.dueOn,
      text: reminderText({ ...one, cooperative }),
    }));
    await scope.tx.prepared('loans.insert_reminders', INSERT, [
      scope.cooperativeId,
      JSON.stringify(records),
      scope.today,
      scope.now,
    ]);
    queued += needed.length;
    if (needed.length < BATCH) return queued;
  }
}

/** Notes that a person sent a message. Errors: `reminder_unknown`, `reminder_sent_already`. */
export const markReminderSent = command({
  name: 'loans.markReminderSent',
  permission: 'loans.collect',
  input: ReminderSentInput,
  async run(scope, { loanId, instalmentNo, kind }) {
    const { actor } = scope.context;
    const key = sql`r.cooperative_id = ${scope.cooperativeId} and r.loan_id = ${loanId} and r.instalment_no = ${instalmentNo}
       and r.kind = ${kind}`;
    const found = await scope.tx.maybe<{ kind: string }>(sql`select r.kind from loans.reminder r where ${key}`);
    if (!found) throw new DomainError('not_found', 'reminder_unknown', 'Pengingat ini tidak ada');
    const written = await scope.tx.run(sql`
      insert into loans.reminder_sent (cooperative_id, loan_id, instalment_no, kind, person_id, person_name, sent_at)
      values (${scope.cooperativeId}, ${loanId}, ${instalmentNo}, ${kind}, ${actor.personId}, ${actor.name}, ${scope.now})
      on conflict (cooperative_id, loan_id, instalment_no, kind) do nothing`);
    if (written === 1) return { loanId, instalmentNo, kind };
    throw new DomainError('conflict', 'reminder_sent_already', 'Pengingat ini sudah ditandai terkirim');
  },
});
