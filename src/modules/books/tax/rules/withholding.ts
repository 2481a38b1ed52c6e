import { divideRounded, type Sen, sen } from '#kernel/money';

export const WITHHOLDING_TAXES = ['pph21', 'pph23', 'pph4_2'] as const;
export type WithholdingTax = (typeof WITHHOLDING_TAXES)[number];

/** A layer of a progressive rate: up to an amount in sen (null: all above), at parts per million. */
export type Layer = { readonly upToSen: bigint | null; readonly ppm: number };

/**
 * How a payment is taxed. Parts per million. `surchargePpm` is added to the tax of who gives no NPWP or NIK. `given`: the rate is typed for
 * each payment, as with the monthly effective rates of employees (TER).
 */
export type WithholdingRate =
  | { readonly kind: 'flat'; readonly ppm: number; readonly surchargePpm: number }
  | {
      readonly kind: 'layers';
      readonly basePpm: number;
      readonly layers: readonly Layer[];
      readonly surchargePpm: number;
    }
  | { readonly kind: 'given'; readonly surchargePpm: number };

export type Withheld = { readonly baseSen: Sen; readonly taxSen: Sen; readonly rateText: string };

const MILLION = 1_000_000n;
const RUPIAH = 100n;

/** The tax on one gross payment, whole rupiah, down. Base: the gross, or the part of it that the layers look at. */
export function withhold(
  rate: WithholdingRate,
  payment: { readonly grossSen: bigint; readonly hasNumber: boolean; readonly givenPpm?: number | undefined },
): Withheld {
  const { grossSen, hasNumber } = payment;
  const baseSen = rate.kind === 'layers' ? divideRounded(grossSen * BigInt(rate.basePpm), MILLION, 'down') : grossSen;
  // In sen times a million, so that only the end is rounded.
  const exact =
    rate.kind === 'layers'
      ? inLayers(baseSen, rate.layers)
      : baseSen * BigInt(rate.kind === 'flat' ? rate.ppm : (payment.givenPpm ?? 0));
  const factor = MILLION + (hasNumber ? 0n : BigInt(rate.surchargePpm));
  const taxSen = divideRounded(exact * factor, MILLION * MILLION * RUPIAH, 'down') * RUPIAH;
  return { baseSen: sen(baseSen), taxSen: sen(taxSen), rateText: textOf(rate, payment) };
}

function inLayers(baseSen: bigint, layers: readonly Layer[]): bigint {
  let from = 0n;
  let tax = 0n;
  for (const { upToSen, ppm } of layers) {
    const to = upToSen === null || upToSen > baseSen ? baseSen : upToSen;
    if (to > from) tax += (to - from) * BigInt(ppm);
    from = to > from ? to : from;
  }
  return tax;
}

function textOf(rate: WithholdingRate, { hasNumber, givenPpm }: { hasNumber: boolean; givenPpm?: number | undefined }) {
  const more = hasNumber ? '' : `, ditambah ${percentText(rate.surchargePpm)} karena tanpa NPWP/NIK`;
  if (rate.kind === 'flat') return `${percentText(rate.ppm)} dari bruto${more}`;
  if (rate.kind === 'given') return `${percentText(givenPpm ?? 0)} dari bruto${more}`;
  return `tarif berlapis dari ${percentText(rate.basePpm)} bruto${more}`;
}

/** Parts per million as Indonesian text: 25,000 is "2,5%". */
export function percentText(ppm: number): string {
  const digits = String(ppm % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${Math.floor(ppm / 10_000)}${digits === '' ? '' : `,${digits}`}%`;
}
