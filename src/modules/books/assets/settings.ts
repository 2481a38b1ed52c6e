import { parameterOn, readProfile } from '#cooperatives';
import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { parseDecimal, rupiah } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { AssetCategory } from './categories.ts';
import { FIRST_MONTHS, type FirstMonth } from './rules/depreciation.ts';

/** By-law parameters of assets. A cooperative sets its own with an effective date; the defaults hold until it does. */
export const ASSET_PARAMETERS = {
  /** `same`, `next` or `middle`. */
  firstMonth: 'assets.first_month',
  gainCode: 'assets.gain_account',
  lossCode: 'assets.loss_account',
  /** Decimal string: above this book value or price a disposal waits for a second person. */
  approvalAbove: 'assets.disposal_approval_above',
} as const;

/** Where gain and loss of a disposal go: the consumer template has no line of its own for them. */
const RESULT_DEFAULTS = {
  ksp: { gain: '7.1.02', loss: '8.1.02' },
  konsumen: { gain: '7.1.01', loss: '8.1.02' },
} as const;

const APPROVAL_ABOVE = rupiah(5_000_000);

type CategoryRow = readonly [
  string,
  string,
  string,
  string | null,
  string | null,
  AssetCategory['method'],
  number | null,
];

const CATEGORY_DEFAULTS: Record<'ksp' | 'konsumen', readonly CategoryRow[]> = {
  ksp: [
    ['land', 'Tanah', '1.3.01', null, null, 'none', null],
    ['building', 'Bangunan', '1.3.02', '1.3.03', '6.1.12', 'straight_line', 240],
    ['vehicle', 'Kendaraan', '1.3.04', '1.3.05', '6.1.12', 'straight_line', 96],
    ['equipment', 'Inventaris dan peralatan', '1.3.06', '1.3.07', '6.1.12', 'straight_line', 48],
    ['software', 'Perangkat lunak', '1.4.02', '1.4.03', '6.1.12', 'straight_line', 48],
  ],
  konsumen: [
    ['land', 'Tanah', '1.3.01', null, null, 'none', null],
    ['building', 'Bangunan', '1.3.02', '1.3.03', '6.1.07', 'straight_line', 240],
    ['vehicle', 'Kendaraan', '1.3.04', '1.3.05', '6.1.07', 'straight_line', 96],
    ['equipment', 'Peralatan toko', '1.3.06', '1.3.07', '6.1.07', 'straight_line', 48],
  ],
};

/** The categories a cooperative of a chart template begins with; lives as the tax law groups them (UU PPh Ps 11(6)). */
export function defaultCategories(template: 'ksp' | 'konsumen'): AssetCategory[] {
  return CATEGORY_DEFAULTS[template].map(
    ([code, name, assetCode, accumulatedCode, expenseCode, method, lifeMonths]) => ({
      code,
      name,
      assetCode,
      accumulatedCode,
      expenseCode,
      method,
      lifeMonths,
    }),
  );
}

/** Which month is an asset's first; the month of the purchase unless the by-laws say otherwise (UU PPh Ps 11(3)). */
export async function firstMonthRule(scope: QueryScope, on: BusinessDate): Promise<FirstMonth> {
  const set = await parameterOn(scope, ASSET_PARAMETERS.firstMonth, on);
  if (set === undefined) return 'same';
  const found = FIRST_MONTHS.find((one) => one === set.value);
  assert(found, `${ASSET_PARAMETERS.firstMonth} is one of ${FIRST_MONTHS.join(', ')}`);
  return found;
}

/** The chart codes that gain and loss of a disposal go to. */
export async function resultCodes(scope: QueryScope, on: BusinessDate): Promise<{ gain: string; loss: string }> {
  const [gain, loss, { chartTemplate }] = await Promise.all([
    parameterOn(scope, ASSET_PARAMETERS.gainCode, on),
    parameterOn(scope, ASSET_PARAMETERS.lossCode, on),
    readProfile(scope),
  ]);
  return {
    gain: textOr(gain?.value, RESULT_DEFAULTS[chartTemplate].gain),
    loss: textOr(loss?.value, RESULT_DEFAULTS[chartTemplate].loss),
  };
}

/** Above this book value or price, in sen, a disposal waits for a second person. */
export async function disposalLimitSen(scope: QueryScope): Promise<bigint> {
  const set = await parameterOn(scope, ASSET_PARAMETERS.approvalAbove, scope.today);
  if (set === undefined) return APPROVAL_ABOVE;
  assert(typeof set.value === 'string', `${ASSET_PARAMETERS.approvalAbove} is a decimal string`);
  return parseDecimal(set.value);
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
