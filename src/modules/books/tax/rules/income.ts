import { divideRounded, type Sen, sen } from '#kernel/money';

/** The cooperative's own income tax in force: general rate, the cut for small turnovers (UU PPh Ps 31E), and the final rate of small businesses. */
export type IncomeRates = {
  readonly ratePpm: number;
  /** The share of the rate that the facilitated part saves: 500,000 is half. */
  readonly facilityPpm: number;
  readonly facilityTurnoverSen: bigint;
  readonly turnoverSenMax: bigint;
};

export type CorporateTax = {
  /** Whole thousands of rupiah, down (UU PPh Ps 17(4)); nought in a year of loss. */
  readonly taxableSen: Sen;
  readonly facilitatedSen: Sen;
  readonly facilitatedTaxSen: Sen;
  readonly restTaxSen: Sen;
  readonly taxSen: Sen;
};

const MILLION = 1_000_000n;
const RUPIAH = 100n;
const THOUSAND_RUPIAH = 100_000n;

/**
 * Income tax by the general rate. Turnover up to the facility's amount: all income at the reduced rate; up to the maximum: the part of it
 * that the facility's amount is of the turnover, whole rupiah down; above: nothing reduced. Each tax whole rupiah, down.
 */
export function corporateTax(facts: { incomeSen: bigint; turnoverSen: bigint; rates: IncomeRates }): CorporateTax {
  const { turnoverSen, rates } = facts;
  const income = facts.incomeSen > 0n ? facts.incomeSen : 0n;
  const taxableSen = (income / THOUSAND_RUPIAH) * THOUSAND_RUPIAH;
  const facilitatedSen = facilitated(taxableSen, turnoverSen, rates);
  const facilitatedTaxSen = rupiahDown(
    facilitatedSen * BigInt(rates.ratePpm) * (MILLION - BigInt(rates.facilityPpm)),
    MILLION * MILLION,
  );
  const restTaxSen = rupiahDown((taxableSen - facilitatedSen) * BigInt(rates.ratePpm), MILLION);
  return {
    taxableSen: sen(taxableSen),
    facilitatedSen: sen(facilitatedSen),
    facilitatedTaxSen,
    restTaxSen,
    taxSen: sen(facilitatedTaxSen + restTaxSen),
  };
}

function facilitated(taxableSen: bigint, turnoverSen: bigint, rates: IncomeRates): bigint {
  if (turnoverSen > rates.turnoverSenMax) return 0n;
  if (turnoverSen <= rates.facilityTurnoverSen) return taxableSen;
  return rupiahDown(taxableSen * rates.facilityTurnoverSen, turnoverSen);
}

/** Final tax on the turnover of a month (PP 55/2022), whole rupiah, down. A month of returns only owes nothing. */
export function turnoverTax(turnoverSen: bigint, ratePpm: number): Sen {
  return turnoverSen <= 0n ? sen(0n) : rupiahDown(turnoverSen * BigInt(ratePpm), MILLION);
}

function rupiahDown(numerator: bigint, denominator: bigint): Sen {
  return sen(divideRounded(numerator, denominator * RUPIAH, 'down') * RUPIAH);
}
