import { z } from 'zod';
import type { Context } from '#kernel/context';
import { type QueryScope, query } from '#kernel/query';

/** How many rows are read at a time: a year of a large cooperative never stands in memory. */
const BATCH = 2_000;

/**
 * Reads rows a batch at a time, each batch in a short transaction of its own that reads only. `read` answers at most `limit` rows after the given
 * one (null: from the first), in a fixed order.
 */
export async function* inBatches<Row>(
  context: Context,
  read: (scope: QueryScope, after: Row | null, limit: number) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let after: Row | null = null;
  for (;;) {
    const rows: Row[] = await once(context, (scope) => read(scope, after, BATCH));
    yield* rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1) ?? null;
  }
}

/** One reading transaction of the pack. */
export function once<Result>(context: Context, run: (scope: QueryScope) => Promise<Result>): Promise<Result> {
  return query({ name: 'oversight.pack', permission: 'audit.pack', input: z.strictObject({}), run })(context, {});
}
