import type { Tone } from '#lib/components/types.ts';

/** The page of the month that begins on a day: `/staff/closing/2026-10`. */
export const monthHref = (startsOn: string): string => `/staff/closing/${startsOn.slice(0, 7)}`;

/** How the states of months and years look. */
export const STATE_TONES: Readonly<Record<'open' | 'closed' | 'locked' | 'approved', Tone>> = {
  open: 'info',
  closed: 'success',
  locked: 'success',
  approved: 'success',
};
