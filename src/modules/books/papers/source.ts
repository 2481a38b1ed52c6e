import { dateText } from '#documents';
import type { BusinessDate } from '#kernel/dates';

type Point = {
  readonly state: 'open' | 'closed' | 'locked';
  readonly throughNumber: bigint;
  readonly checksum: string | null;
  readonly reopened: readonly { readonly by: string; readonly reason: string; readonly at: string }[];
};

const STATES = { open: 'belum ditutup', closed: 'sudah ditutup', locked: 'sudah dikunci' } as const;

/** From which point of the books a paper was made, for the foot of every page; it says so when a closed period was opened again. */
export function sourceText(point: Point, lastDay: BusinessDate): string {
  const { state, throughNumber, checksum, reopened } = point;
  const mark = checksum === null ? '' : `, sidik ${checksum.slice(0, 12)}`;
  const made = `Pembukuan s.d. ${dateText(lastDay)} ${STATES[state]}, jurnal s.d. nomor ${throughNumber}${mark}`;
  const [latest] = reopened;
  if (!latest) return made;
  return `${made}. Pernah dibuka kembali ${reopened.length} kali, terakhir oleh ${latest.by}: ${latest.reason}`;
}
