import type { IconName } from './icons.ts';

/** A link of a menu. `permission` hides it from those who lack it; `count` says how much waits behind it. */
export type NavItem = {
  readonly href: string;
  readonly label: string;
  readonly permission?: string | undefined;
  readonly count?: number | undefined;
};
export type NavGroup = { readonly label?: string | undefined; readonly items: readonly NavItem[] };

/** One thing to choose from; `picture` names an icon, read by nobody but the eye. */
export type Choice = {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly picture?: IconName | undefined;
};

export type Tone = 'info' | 'success' | 'warning' | 'danger';

/** A line of an amount table; `amount` is sen or a decimal string. */
export type AmountLine = {
  readonly label: string;
  readonly amount: bigint | string;
  readonly note?: string | undefined;
};

/** A line of name and value. */
export type Fact = { readonly label: string; readonly value: string };
