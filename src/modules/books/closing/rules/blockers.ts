import { DomainError, type FieldError } from '#kernel/errors';

/** Something that stands in the way of a close. `stop`: it must be mended first. `warn`: it may stay, for a reason that is kept. */
export type Blocker = {
  /** Stable English, unique within a list. */
  readonly code: string;
  readonly severity: 'stop' | 'warn';
  /** What it is, in words for people. */
  readonly text: string;
  /** The page on which it is mended. */
  readonly href: string;
  readonly count: number;
};

/** A warning that somebody takes on, and why. */
export type Acceptance = { readonly code: string; readonly reason: string };

/** The form field in which the reason for going on past a warning is written. */
export const reasonField = (code: string): string => `reason.${code}`;

/**
 * Lets a close go on when nothing stops it and every warning has a reason; answers the warnings with their reasons. Errors: `close_blocked`,
 * `warning_not_accepted` (at the field of each warning).
 */
export function requirePassable(
  blockers: readonly Blocker[],
  accepted: readonly Acceptance[],
): (Acceptance & Pick<Blocker, 'text' | 'count'>)[] {
  const stops = blockers.filter(({ severity }) => severity === 'stop');
  if (stops[0]) {
    const more = stops.length > 1 ? `, dan ${stops.length - 1} hal lain` : '';
    throw new DomainError('refused', 'close_blocked', `Belum bisa ditutup: ${stops[0].text}${more}`);
  }
  const reasons = new Map(accepted.map(({ code, reason }) => [code, reason]));
  const open = blockers.filter(({ code }) => !reasons.has(code));
  if (open.length > 0) throw new DomainError('invalid', 'warning_not_accepted', NEEDS_REASON, open.map(missing));
  return blockers.map(({ code, text, count }) => ({ code, text, count, reason: reasons.get(code) ?? '' }));
}

const NEEDS_REASON = 'Centang setiap peringatan dan tulis alasan mengapa tetap ditutup';

const missing = ({ code }: Blocker): FieldError => ({
  field: reasonField(code),
  code: 'warning_not_accepted',
  pesan: 'Centang dan tulis alasannya',
});
