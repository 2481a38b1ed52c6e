/**
 * What the market asks or pays, against which members' benefit is measured: percent, from a day on, each with the ground it rests on (a survey,
 * a published rate). None is set at first; what has no reference is not told.
 */
export const LPEA_PARAMETERS = {
  /** How much more the market asks for what members buy. */
  goods: 'lpea.market_goods_percent',
  /** How much less the market pays for what members sell. */
  sales: 'lpea.market_sales_percent',
  /** What others ask for a loan, a year. */
  loans: 'lpea.market_loan_percent',
  /** What others pay on savings, a year. */
  savings: 'lpea.market_savings_percent',
} as const;

export type ReferenceName = keyof typeof LPEA_PARAMETERS;
