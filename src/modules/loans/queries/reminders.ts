import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { idField } from '#kernel/fields';
import { query } from '#kernel/query';
import { maskedPhones } from '#members';

/** A message that waits for a person to send it. The telephone is masked. */
export type WaitingReminder = {
  readonly loanId: string;
  readonly instalmentNo: number;
  readonly kind: string;
  readonly forDate: BusinessDate;
  readonly text: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly loanNumber: string;
  readonly phone: string | null;
};

/** How old a message may be and still make sense to send. */
const FRESH_DAYS = 7;

/** The messages of the last seven days that nobody has sent, newest day first; of one officer's loans, or of all. */
export const waitingReminders = query({
  name: 'loans.reminders',
  permission: 'loans.read',
  input: z.strictObject({ officerId: idField.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  async run(scope, { officerId, limit }) {
    const rows = await scope.tx.rows<Omit<WaitingReminder, 'phone'>>(sql`
      select r.loan_id as "loanId", r.instalment_no as "instalmentNo", r.kind, r.for_date as "forDate", r.text,
             l.member_id as "memberId", m.full_name as "memberName", l.number as "loanNumber"
        from loans.reminder r
        join loans.loan l on l.cooperative_id = r.cooperative_id and l.id = r.loan_id and l.status = 'active'
        join members.member m on m.cooperative_id = l.cooperative_id and m.id = l.member_id
       where r.cooperative_id = ${scope.cooperativeId} and r.for_date > ${scope.today}::date - ${FRESH_DAYS}::int
         and (${officerId ?? null}::uuid is null or l.officer_id = ${officerId ?? null}::uuid)
         and not exists (select 1 from loans.reminder_sent s where s.cooperative_id = r.cooperative_id and s.loan_id = r.loan_id
                            and s.instalment_no = r.instalment_no and s.kind = r.kind)
       order by r.for_date desc, r.loan_id, r.instalment_no, r.kind
       limit ${limit + 1}`);
    const shown = rows.slice(0, limit);
    const phones = await maskedPhones(
      scope,
      shown.map(({ memberId }) => memberId),
    );
    const items = shown.map((row): WaitingReminder => ({ ...row, phone: phones.get(row.memberId) ?? null }));
    return { items, more: rows.length > limit };
  },
});
