import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';

/** Members of one sex on a day, and who came and went in a period; `sex` null where it is not noted. */
export type MembersOn = {
  readonly sex: 'male' | 'female' | null;
  readonly members: number;
  readonly joined: number;
  readonly left: number;
};

/** Step: members at the end of a period (half-open) by sex, with those who joined and left in it. */
export function membersOn(
  scope: QueryScope,
  period: { from: BusinessDate; before: BusinessDate },
): Promise<MembersOn[]> {
  return scope.tx.rows<MembersOn>(sql`
    select m.sex,
           (count(*) filter (where s.activated_on < ${period.before}::date and (s.exited_on is null or s.exited_on >= ${period.before}::date)))::int
             as members,
           (count(*) filter (where s.activated_on >= ${period.from}::date and s.activated_on < ${period.before}::date))::int as joined,
           (count(*) filter (where s.exited_on >= ${period.from}::date and s.exited_on < ${period.before}::date))::int as left
      from members.membership s
      join members.member m on m.cooperative_id = s.cooperative_id and m.id = s.member_id
     where s.cooperative_id = ${scope.cooperativeId} and s.activated_on is not null
     group by m.sex order by m.sex nulls last`);
}
