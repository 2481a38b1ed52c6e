import sql from 'sql-template-tag';
import { z } from 'zod';
import { addDays, type BusinessDate, dateAt } from '#kernel/dates';
import { idField } from '#kernel/fields';
import type { QueryScope } from '#kernel/query';
import { closedPoint } from '../../closing/doors.ts';
import { dateIn, type Language, type Words, wordsIn } from '../words.ts';

/** What every statement may be asked for: a branch, a unit, a language. */
export const PlaceInput = {
  branchId: idField.optional(),
  unitId: idField.optional(),
  language: z.enum(['id', 'en']).default('id'),
};

/** At most this many columns to compare with. */
export const COMPARE_MAX = 4;

export type Place = {
  readonly branchId?: string | undefined;
  readonly unitId?: string | undefined;
  readonly language: Language;
};

/** A period as it is asked for, both days included, and as it is computed, half-open. */
export type Period = { readonly from: BusinessDate; readonly before: BusinessDate };

/** Turns days that are both included into a half-open period; turned round, they are put right. */
export function periodOf({ from, to }: { from: BusinessDate; to: BusinessDate }): Period {
  const [first, last] = from <= to ? [from, to] : [to, from];
  return { from: first, before: addDays(last, 1) };
}

/** A period in words: "1 Januari 2026 sampai 31 Desember 2026". */
export function periodText({ from, before }: Period, language: Language): string {
  return wordsIn(language).period(dateIn(from, language), dateIn(addDays(before, -1), language));
}

const REOPENED_SHOWN = 2;

/** Lines under a title: of which days, of which branch or unit, and from which point of the books it was made. */
export async function subtitleOf(
  scope: QueryScope,
  of: { days: string; before: BusinessDate; place: Place },
): Promise<string[]> {
  const words = wordsIn(of.place.language);
  const [names, point] = await Promise.all([
    placeNames(scope, of.place),
    pointLines(scope, of.before, of.place.language),
  ]);
  return [of.days, ...names, words.inRupiah, ...point];
}

async function placeNames(scope: QueryScope, { branchId, unitId }: Place): Promise<string[]> {
  if (!branchId && !unitId) return [];
  const rows = await scope.tx.rows<{ name: string }>(sql`
    select b.name from cooperatives.branch b where b.cooperative_id = ${scope.cooperativeId} and b.id = ${branchId ?? null}::uuid
    union all
    select u.name from cooperatives.unit u where u.cooperative_id = ${scope.cooperativeId} and u.id = ${unitId ?? null}::uuid`);
  return rows.map(({ name }) => name);
}

/** From which point of the books: closed or not, through which entry, and whether it was opened again on the way. */
export async function pointLines(scope: QueryScope, before: BusinessDate, language: Language): Promise<string[]> {
  const words = wordsIn(language);
  const point = await closedPoint(scope, before);
  const say = { open: words.pointOpen, closed: words.pointClosed, locked: words.pointLocked }[point.state];
  const line = say(point.throughNumber.toString());
  const checksum = point.checksum === null ? '' : `, ${words.pointChecksum(point.checksum.slice(0, 16))}`;
  const reopened = point.reopened.slice(0, REOPENED_SHOWN).map(({ at, by, reason }) => {
    const on = dateIn(dateAt(new Date(at), scope.context.cooperative.zone), language);
    return words.pointReopened(on, by, reason);
  });
  const more = point.reopened.length - reopened.length;
  return [`${line}${checksum}`, ...reopened, ...(more > 0 ? [words.pointReopenedMore(more)] : [])];
}

/** The remark of a statement that shows only a branch or unit. */
export function placeRemarks({ branchId, unitId }: Place, words: Words): string[] {
  return branchId || unitId ? [words.place] : [];
}
