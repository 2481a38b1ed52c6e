/** What a group of the portfolio can be cut by, and the field of the list that narrows to it. */
const FIELDS = { product: 'productId', officer: 'officerId', branch: 'branchId', class: 'collectability' } as const;

/** The list of loans behind a figure: a state, narrowed to one group of a cut. */
export function listHref(state: string, cut?: keyof typeof FIELDS, key?: string | null): string {
  const group = cut === undefined ? '' : `&${FIELDS[cut]}=${encodeURIComponent(key ?? 'none')}`;
  return `/staff/loans?state=${state}${group}`;
}
