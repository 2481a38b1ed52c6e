import { letterhead, readProfile } from '#cooperatives';
import { dateText, type ReportPaper } from '#documents';
import { holdersOf } from '#identity';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { regions } from '#members';
import { pointLines } from '../statements/queries/head.ts';

/** The offices that make up the pengurus, in the order in which they sign. */
const OFFICES = { ketua: 'Ketua', sekretaris: 'Sekretaris', bendahara: 'Bendahara' } as const;

/** Everyone who signs the year's report: all pengurus (UU 25/1992 pasal 36 ayat 1). An office nobody holds has a line to write on. */
export async function signatoriesOf(scope: QueryScope): Promise<{ office: string; name?: string }[]> {
  const holders = await holdersOf(scope, Object.keys(OFFICES));
  return Object.entries(OFFICES).flatMap(([role, office]): { office: string; name?: string }[] => {
    const own = holders.filter((holder) => holder.role === role);
    return own.length === 0 ? [{ office }] : own.map(({ name }) => ({ office, name }));
  });
}

/** What stands on every paper of a report whose figures end before a day: letterhead, place and date, all pengurus, the point of the books. */
export async function reportPaper(scope: QueryScope, before: BusinessDate): Promise<ReportPaper> {
  const [head, profile, signatures, point] = await Promise.all([
    letterhead(scope),
    readProfile(scope),
    signatoriesOf(scope),
    pointLines(scope, before, 'id'),
  ]);
  const place = await placeOf(profile.regionCode);
  const today = dateText(scope.today);
  return {
    letterhead: head,
    placeAndDate: place === null ? today : `${place}, ${today}`,
    signatures,
    source: point.join('. '),
    writtenAt: scope.now,
  };
}

/** "Kudus" of a code within Kabupaten Kudus; null where the code names no kabupaten or kota. */
async function placeOf(regionCode: string): Promise<string | null> {
  const regency = regionCode.split('.').slice(0, 2).join('.');
  const name = (await regions()).nameOf(regency);
  return regency.includes('.') && name ? (name.split(',')[0] ?? name).replace(/^(Kabupaten|Kota) /i, '') : null;
}
