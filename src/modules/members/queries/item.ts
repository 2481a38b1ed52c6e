import sql from 'sql-template-tag';

/** The columns of a `MemberItem`, from `members.member m` joined with its cycle in force, `members.membership s`. */
export const ITEM_COLUMNS = sql`m.id, m.number, m.full_name as "fullName", m.status, m.region_name as "region",
  m.work_unit as "workUnit", s.applied_on as "appliedOn", s.activated_on as "activatedOn"`;
