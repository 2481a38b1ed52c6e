import { DomainError } from '#kernel/errors';

/** Where an application stands (DOMAIN 5.3: apply, survey, committee, contract). */
export const STAGES = [
  'draft',
  'submitted',
  'in_review',
  'in_committee',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
  'contracted',
] as const;
export type Stage = (typeof STAGES)[number];

/** The small steps in which a member writes an application on the phone, in order. */
export const APPLY_STEPS = ['amount', 'purpose', 'income', 'security', 'documents', 'review'] as const;
export type ApplyStep = (typeof APPLY_STEPS)[number];

/** What may be done, and from which stages. */
const ACTS = {
  write: ['draft'],
  submit: ['draft'],
  addPaper: ['draft', 'submitted', 'in_review'],
  review: ['submitted', 'in_review', 'in_committee'],
  vote: ['in_committee'],
  withdraw: ['draft', 'submitted', 'in_review', 'in_committee', 'approved'],
  // Also under a contract: a condition is of the payout, and often comes with the signatures.
  meetCondition: ['approved', 'contracted'],
  contract: ['approved'],
} as const satisfies Record<string, readonly Stage[]>;
export type ApplicationAct = keyof typeof ACTS;

const DECIDED: readonly Stage[] = ['approved', 'rejected', 'withdrawn', 'expired', 'contracted'];

const PESAN: Record<Stage, string> = {
  draft: 'masih ditulis dan belum dikirim',
  submitted: 'sudah dikirim dan menunggu diperiksa',
  in_review: 'sedang diperiksa petugas',
  in_committee: 'sedang diputuskan komite',
  approved: 'sudah disetujui',
  rejected: 'sudah ditolak',
  withdrawn: 'sudah dibatalkan',
  expired: 'persetujuannya sudah lewat waktu',
  contracted: 'sudah menjadi perjanjian pinjaman',
};

/** True when the act is open in this stage. */
export function mayAct(stage: Stage, act: ApplicationAct): boolean {
  return (ACTS[act] as readonly Stage[]).includes(stage);
}

/** Refuses an act that is not open. Errors: `application_decided` once it was decided, else `application_stage`. */
export function requireStage(stage: Stage, act: ApplicationAct): void {
  if (mayAct(stage, act)) return;
  const reason = DECIDED.includes(stage) ? 'application_decided' : 'application_stage';
  throw new DomainError('conflict', reason, `Belum bisa dilakukan: permohonan ini ${PESAN[stage]}`);
}

/** The step after this one that the product asks for; `security` is left out where nothing is to be secured. */
export function stepAfter(step: ApplyStep, needsSecurity: boolean): ApplyStep {
  const steps = stepsOf(needsSecurity);
  return steps[steps.indexOf(step) + 1] ?? 'review';
}

/** The steps of an application: five, or six where the product asks for guarantors or collateral. */
export function stepsOf(needsSecurity: boolean): readonly ApplyStep[] {
  return APPLY_STEPS.filter((step) => needsSecurity || step !== 'security');
}

/** The later of two steps: who goes back to correct one does not lose the place. */
export function furthest(a: ApplyStep, b: ApplyStep): ApplyStep {
  return APPLY_STEPS.indexOf(a) >= APPLY_STEPS.indexOf(b) ? a : b;
}
