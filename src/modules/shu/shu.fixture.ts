import type { ByLaws } from './rules/by-laws.ts';

/** By-laws of a test: reserves 40, members 50 (savings half, loan interest half), education and social 10. */
export const BY_LAWS: ByLaws = {
  pools: [
    { code: 'cadangan', name: 'Cadangan', percent: '40', credits: '3.2.01' },
    { code: 'anggota', name: 'Bagian anggota', percent: '50' },
    {
      code: 'jasa_modal',
      name: 'Jasa modal',
      percent: '50',
      of: 'anggota',
      basis: { kind: 'savings', measure: 'year_end', kinds: ['principal', 'mandatory'] },
    },
    {
      code: 'jasa_usaha',
      name: 'Jasa usaha',
      percent: '50',
      of: 'anggota',
      basis: { kind: 'transactions', units: [{ unit: 'loan_interest', weightPercent: 100 }] },
    },
    { code: 'pendidikan', name: 'Dana pendidikan', percent: '5', credits: '2.1.11' },
    { code: 'sosial', name: 'Dana sosial', percent: '5', credits: '2.1.12' },
  ],
  nonMemberPools: [],
  eligibility: { joiners: 'pro_rata', leavers: 'none', minMonths: 0, arrears: 'ignore', associates: true },
  rounding: { step: '1.00', method: 'largest_remainder' },
  tax: { percent: '0', legalBasis: 'UU PPh Ps 4(3)' },
  unclaimed: { years: 3, to: '2.1.12' },
};
