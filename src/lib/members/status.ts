import type { MemberStatus } from '#members';
import type { Tone } from '../components/types.ts';

const TONES: Record<MemberStatus, Tone> = {
  applied: 'warning',
  rejected: 'danger',
  accepted: 'info',
  active: 'success',
  suspended: 'danger',
  exiting: 'warning',
  exited: 'info',
};

/** The colour of a status's tag; the word always stands beside it. */
export function statusTone(status: MemberStatus): Tone {
  return TONES[status];
}
