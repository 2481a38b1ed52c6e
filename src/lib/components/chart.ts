/** One line, or one set of bars. */
export type Series = { readonly name: string; readonly values: readonly bigint[] };

/** What both charts take. `format` writes a value in the table, `short` at the axis. */
export type ChartProps = {
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly format?: ((value: bigint) => string) | undefined;
  readonly short?: ((value: bigint) => string) | undefined;
};

/** The drawing's size in its own units, with room for the axis. */
export const BOX = { width: 440, height: 230, left: 56, right: 14, top: 12, bottom: 30 } as const;
export const PLOT = { width: BOX.width - BOX.left - BOX.right, height: BOX.height - BOX.top - BOX.bottom } as const;

/** A share of the height as a place on the drawing, which counts from the top. */
export function yAt(share: number): number {
  return Math.round((BOX.top + (1 - share) * PLOT.height) * 10) / 10;
}
