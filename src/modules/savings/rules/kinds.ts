/** The kinds of savings, in the words of DOMAIN.md: pokok, wajib, sukarela, berjangka, khusus. */
export const SAVINGS_KINDS = ['principal', 'mandatory', 'voluntary', 'term', 'goal'] as const;
export type SavingsKind = (typeof SAVINGS_KINDS)[number];

/** What a term deposit does with itself on its day. */
export const ROLLOVERS = ['none', 'principal', 'principal_interest'] as const;
export type Rollover = (typeof ROLLOVERS)[number];

export type AccountStatus = 'open' | 'blocked' | 'closed';
