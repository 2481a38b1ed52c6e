import type { FormValues } from '#lib/server/form.ts';
import { readPercent, zoneOfRegion } from '#setup';
import { type Draft, OFFICES, type Office } from './draft.ts';

/** What a step shows where nothing was typed yet: a sensible beginning from the steps before. Pure. */
export function suggested(values: FormValues, today: string): FormValues {
  const shopKinds = ['consumer', 'producer', 'service', 'marketing'];
  return {
    zone: zoneOfRegion(values['regionCode'] ?? ''),
    bookYearStartMonth: '1',
    booksOpenFrom: `${today.slice(0, 4)}-01-01`,
    chartTemplate: shopKinds.includes(values['kind'] ?? '') ? 'konsumen' : 'ksp',
    principal: '100000.00',
    mandatory: '50000.00',
    offered: 'SS',
    voluntaryRate: '3',
    voluntaryMinBalance: '10000.00',
    withdrawalAbove: '25000000.00',
    cashOutAbove: '5000000.00',
  };
}

/** The offices that somebody was named for. */
export function namedOffices(values: FormValues): Office[] {
  return OFFICES.filter((office) => (values[`username_${office}`] ?? '') !== '');
}

/** Everything the wizard gathered, as `createCooperative` takes it. Pure. */
export function setupInput({ values, codes }: Pick<Draft, 'values' | 'codes'>) {
  const own = (field: string) => values[field] ?? '';
  const cashOutAbove = own('cashOutAbove');
  return {
    ...Object.fromEntries(COOPERATIVE_FIELDS.map((field) => [field, own(field)])),
    savings: {
      principal: own('principal'),
      mandatory: own('mandatory'),
      offered: own('offered').split(',').filter(Boolean),
      voluntaryRatePpm: readPercent(own('voluntaryRate')) ?? 0,
      voluntaryMinBalance: own('voluntaryMinBalance'),
      ...(own('withdrawalAbove') && { withdrawalApprovalAbove: own('withdrawalAbove') }),
    },
    parameters: cashOutAbove ? [{ name: 'till.cash_out_approval_above', value: cashOutAbove }] : [],
    people: namedOffices(values).map((office) => ({
      fullName: own(`name_${office}`),
      username: own(`username_${office}`),
      roles: [office],
      codeHash: codes[office]?.hash ?? '',
    })),
  };
}

const COOPERATIVE_FIELDS = [
  'name',
  'kind',
  'zone',
  'legalEntityNumber',
  'coopRegistryNumber',
  'businessId',
  'taxNumber',
  'street',
  'regionCode',
  'postalCode',
  'phone',
  'email',
  'slug',
  'shortCode',
  'bookYearStartMonth',
  'booksOpenFrom',
  'chartTemplate',
];
