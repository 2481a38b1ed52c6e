import type { RegionLevel } from '../../address.ts';

/** What every step of the wizard is given: what was typed or suggested, and what is wrong with it. */
export type PartProps = {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly levels: readonly RegionLevel[];
};
