import type { ByLaws, YearBasis, YearPool } from '#shu';

/** A row of the form: text as it was typed or stands in the by-laws. `use` is empty (divided further), a basis, or `fund:<chart code>`. */
export type PoolRow = {
  readonly code: string;
  readonly name: string;
  readonly percent: string;
  readonly of: string;
  readonly use: string;
  readonly whenZero: string;
};

/** Rows that stand empty for new pools. */
const SPARE_ROWS = 3;
const CAPITAL = ['principal', 'mandatory'] as const;
const ALL = [...CAPITAL, 'voluntary'] as const;

/** The bases that the form offers, by the word that stands in its choice. */
export const BASIS_CHOICES: Readonly<Record<string, YearBasis>> = {
  'savings:year_end:capital': { kind: 'savings', measure: 'year_end', kinds: CAPITAL },
  'savings:average:capital': { kind: 'savings', measure: 'average', kinds: CAPITAL },
  'savings:monthly:capital': { kind: 'savings', measure: 'monthly', kinds: CAPITAL },
  'savings:year_end:all': { kind: 'savings', measure: 'year_end', kinds: ALL },
  'savings:average:all': { kind: 'savings', measure: 'average', kinds: ALL },
  'savings:monthly:all': { kind: 'savings', measure: 'monthly', kinds: ALL },
  transactions: { kind: 'transactions', units: [{ unit: 'loan_interest', weightPercent: 100 }] },
  equal: { kind: 'equal' },
};

/** What a pool is for, as the form's choice. */
export function useOf({ basis, credits }: Pick<YearPool, 'basis' | 'credits'>): string {
  if (credits !== undefined) return `fund:${credits}`;
  if (basis === undefined) return '';
  if (basis.kind !== 'savings') return basis.kind;
  return `savings:${basis.measure}:${basis.kinds.includes('voluntary') ? 'all' : 'capital'}`;
}

/** The rows that the form begins with: the by-laws' pools and room for more. */
export function poolRows(rules: ByLaws): PoolRow[] {
  const rows = rules.pools.map((pool) => ({
    code: pool.code,
    name: pool.name,
    percent: pool.percent,
    of: pool.of ?? '',
    use: useOf(pool),
    whenZero: pool.whenZero ?? 'refuse',
  }));
  const empty = { code: '', name: '', percent: '', of: '', use: '', whenZero: 'refuse' };
  return [...rows, ...Array.from({ length: SPARE_ROWS }, () => empty)];
}

type Values = Readonly<Record<string, string>>;

/** Reads the form's rows; a row without code and name is left out. */
export function typedRows(values: Values): PoolRow[] {
  const places = Object.keys(values).flatMap((name) => /^code(\d+)$/.exec(name)?.[1] ?? []);
  const at = (name: string, place: string) => (values[`${name}${place}`] ?? '').trim();
  return places
    .sort((a, b) => Number(a) - Number(b))
    .map((place) => ({
      code: at('code', place),
      name: at('name', place),
      percent: at('percent', place).replace(',', '.'),
      of: at('of', place),
      use: at('use', place),
      whenZero: at('whenZero', place),
    }));
}

/** The rules that a form asks for; what it has no field for stays as in `current`. Checked by the command. */
export function rulesOf(values: Values, current: ByLaws): unknown {
  const outside = values['nonMembers'] ?? '';
  return {
    pools: typedRows(values)
      .filter(({ code, name }) => code !== '' || name !== '')
      .map((row) => poolOf(row, current)),
    nonMemberPools:
      outside === 'keep'
        ? current.nonMemberPools
        : outside === ''
          ? []
          : [{ code: 'bukan_anggota', name: 'SHU dari bukan anggota', percent: '100', credits: outside }],
    eligibility: {
      joiners: values['joiners'],
      leavers: values['leavers'],
      minMonths: Number(values['minMonths'] ?? ''),
      arrears: values['arrears'],
      associates: values['associates'] === 'yes',
    },
    rounding: { step: values['step'], method: values['method'] },
    tax: { percent: (values['taxPercent'] ?? '').replace(',', '.'), legalBasis: values['taxBasis'] },
    unclaimed: { years: Number(values['unclaimedYears'] ?? ''), to: values['unclaimedTo'] },
  };
}

function poolOf({ code, name, percent, of, use, whenZero }: PoolRow, current: ByLaws): unknown {
  const before = current.pools.find((pool) => pool.code === code);
  // A basis that the form cannot tell apart (weights, other kinds of savings) stays as it was written.
  const basis = before && useOf(before) === use ? before.basis : BASIS_CHOICES[use];
  return {
    code,
    name,
    percent,
    ...(of === '' ? {} : { of }),
    ...(use.startsWith('fund:') ? { credits: use.slice('fund:'.length) } : {}),
    ...(basis ? { basis, whenZero } : {}),
  };
}

/** What a cooperative without by-laws begins with: the usual division, to be changed. */
export const USUAL_RULES: ByLaws = {
  pools: [
    { code: 'cadangan', name: 'Cadangan', percent: '40', credits: '3.2.01' },
    { code: 'anggota', name: 'Bagian anggota', percent: '40' },
    {
      code: 'jasa_modal',
      name: 'Jasa modal',
      percent: '50',
      of: 'anggota',
      basis: { kind: 'savings', measure: 'average', kinds: CAPITAL },
      whenZero: 'refuse',
    },
    {
      code: 'jasa_usaha',
      name: 'Jasa usaha',
      percent: '50',
      of: 'anggota',
      basis: { kind: 'transactions', units: [{ unit: 'loan_interest', weightPercent: 100 }] },
      whenZero: 'refuse',
    },
    { code: 'pengurus', name: 'Dana pengurus dan pengawas', percent: '5', credits: '2.1.13' },
    { code: 'karyawan', name: 'Dana karyawan', percent: '5', credits: '2.1.14' },
    { code: 'pendidikan', name: 'Dana pendidikan', percent: '5', credits: '2.1.11' },
    { code: 'sosial', name: 'Dana sosial', percent: '5', credits: '2.1.12' },
  ],
  nonMemberPools: [],
  eligibility: { joiners: 'pro_rata', leavers: 'none', minMonths: 0, arrears: 'ignore', associates: true },
  rounding: { step: '1.00', method: 'largest_remainder' },
  tax: { percent: '0', legalBasis: 'SHU anggota bukan objek pajak (UU PPh Pasal 4 ayat 3)' },
  unclaimed: { years: 5, to: '3.2.01' },
};
