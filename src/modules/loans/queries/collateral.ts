import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { mayRelease } from '../rules/collateral.ts';
import { type Collateral, type CollateralEventKind, readCollateral } from '../store/collateral.ts';
import { type Pledge, readPledges } from '../store/pledges.ts';

const LIST_MAX = 200;

/** What happened to a collateral, with who and when. Value in sen. */
export type CollateralEvent = {
  readonly kind: CollateralEventKind;
  readonly on: BusinessDate;
  readonly valueSen: bigint | null;
  readonly detail: string;
  readonly note: string;
  readonly personName: string;
};

/** A collateral as pages show it, with what it stands for now. Money as decimal strings. */
export type CollateralView = Omit<Collateral, 'valueSen'> & {
  readonly value: string;
  readonly pledge: (Pledge & { readonly mayRelease: boolean }) | null;
};

/** Filters of the register: where the papers are, and whether it stands for something. */
export const COLLATERAL_STATES = ['held', 'pledged', 'free', 'gone'] as const;

/** The register of collateral, newest first; by member, label or description, and by state. */
export const collateralList = query({
  name: 'loans.collateralList',
  permission: 'loans.read',
  input: z.strictObject({
    q: z.string().trim().max(60).default(''),
    state: z.enum(COLLATERAL_STATES).optional(),
    before: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(1).max(LIST_MAX).default(50),
  }),
  async run(scope, { q, state, before, limit }) {
    const like = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const rows = await scope.tx.rows<{ id: string; label: string }>(sql`
      select c.id, c.label
        from loans.collateral c
        join members.member m on m.cooperative_id = c.cooperative_id and m.id = c.member_id
        left join loans.pledge p on p.cooperative_id = c.cooperative_id and p.collateral_id = c.id and p.released_on is null
       where c.cooperative_id = ${scope.cooperativeId}
         and (${q} = '' or m.full_name ilike ${like} or m.number ilike ${like} or c.label ilike ${like} or c.description ilike ${like})
         and (${state ?? null}::text is null
              or (${state ?? null} = 'held' and c.held_at is not null)
              or (${state ?? null} = 'pledged' and p.id is not null)
              or (${state ?? null} = 'free' and p.id is null and c.status = 'active')
              or (${state ?? null} = 'gone' and c.status <> 'active'))
         and (${before ?? null}::text is null or c.label < ${before ?? null})
       order by c.label desc limit ${limit + 1}`);
    const page = rows.slice(0, limit);
    const items = await viewsOf(
      scope,
      page.map(({ id }) => id),
    );
    return { items, nextCursor: rows.length > limit ? (page.at(-1)?.label ?? null) : null };
  },
});

/** One collateral with everything that happened to it and its photos. Undefined when there is none. */
export const collateralDetail = query({
  name: 'loans.collateralDetail',
  permission: 'loans.read',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }) {
    const [collateral] = await viewsOf(scope, [id]);
    if (!collateral) return undefined;
    const [events, photos, pledges] = await Promise.all([
      readEvents(scope, id),
      scope.tx.rows<{ fileId: string }>(sql`
        select p.file_id as "fileId" from loans.collateral_photo p
         where p.cooperative_id = ${scope.cooperativeId} and p.collateral_id = ${id} order by p.added_at, p.file_id limit 40`),
      readPledges(scope, [id]),
    ]);
    return { collateral, events, photos: photos.map(({ fileId }) => fileId), pledges };
  },
});

/** What a member has in the register. */
export const collateralOfMember = query({
  name: 'loans.collateralOfMember',
  permission: 'loans.read',
  input: z.strictObject({ memberId: idField }),
  async run(scope, { memberId }) {
    const rows = await scope.tx.rows<{ id: string }>(sql`
      select c.id from loans.collateral c
       where c.cooperative_id = ${scope.cooperativeId} and c.member_id = ${memberId} order by c.id desc limit ${LIST_MAX}`);
    return viewsOf(
      scope,
      rows.map(({ id }) => id),
    );
  },
});

/** The loans of a member that collateral can be pledged for. Money as decimal strings. */
export const loansToSecure = query({
  name: 'loans.toSecure',
  permission: 'loans.read',
  input: z.strictObject({ memberId: idField }),
  async run(scope, { memberId }) {
    const rows = await scope.tx.rows<{ id: string; number: string; principalSen: bigint }>(sql`
      select l.id, l.number, l.principal_sen as "principalSen" from loans.loan l
       where l.cooperative_id = ${scope.cooperativeId} and l.member_id = ${memberId} and l.status in ('drawn', 'signed', 'active')
       order by l.drawn_on desc, l.id desc limit 50`);
    return rows.map(({ id, number, principalSen }) => ({ id, number, principal: formatDecimal(principalSen) }));
  },
});

/** Step: collateral as pages show it, in the order of the ids. */
export async function viewsOf(scope: QueryScope, ids: readonly string[]): Promise<CollateralView[]> {
  const [found, pledges] = await Promise.all([readCollateral(scope, ids), readPledges(scope, ids)]);
  const inForce = new Map(
    pledges.filter(({ releasedOn }) => releasedOn === null).map((pledge) => [pledge.collateralId, pledge]),
  );
  return ids.flatMap((id) => {
    const collateral = found.get(id);
    if (!collateral) return [];
    const { valueSen, ...shown } = collateral;
    const pledge = inForce.get(id);
    return [
      {
        ...shown,
        value: formatDecimal(valueSen),
        pledge: pledge ? { ...pledge, mayRelease: mayRelease(pledge) } : null,
      },
    ];
  });
}

function readEvents(scope: QueryScope, collateralId: string): Promise<CollateralEvent[]> {
  return scope.tx.rows<CollateralEvent>(sql`
    select e.kind, e.happened_on as "on", e.value_sen as "valueSen", e.detail, e.note, e.person_name as "personName"
      from loans.collateral_event e
     where e.cooperative_id = ${scope.cooperativeId} and e.collateral_id = ${collateralId}
     order by e.written_at desc, e.id desc limit 200`);
}
