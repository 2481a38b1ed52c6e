import type { Tone } from '../components/types.ts';

const TONES: Readonly<Record<string, Tone>> = {
  approved: 'success',
  contracted: 'success',
  in_committee: 'warning',
  rejected: 'danger',
};

/** The colour of an application's stage; the word beside it says the same. */
export function stageTone(stage: string): Tone {
  return TONES[stage] ?? 'info';
}
