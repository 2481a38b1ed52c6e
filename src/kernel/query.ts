import type { z } from 'zod';
import { type Context, requirePermission } from './context.ts';
import type { Tx } from './database.ts';
import type { BusinessDate } from './dates.ts';
import { parseInput } from './input.ts';
import type { Permission } from './permissions.ts';

/** What a query may use: a read-only transaction inside the cooperative. */
export type QueryScope = {
  readonly context: Context;
  readonly cooperativeId: string;
  readonly tx: Tx;
  readonly now: Date;
  readonly today: BusinessDate;
};

export type QueryDefinition<Schema extends z.ZodType, Result> = {
  readonly name: string;
  readonly permission: Permission;
  readonly input: Schema;
  readonly run: (scope: QueryScope, input: z.output<Schema>) => Promise<Result>;
};

/** Makes a query: permission, input check, read-only transaction in the tenant. The read twin of `command()`. */
export function query<Schema extends z.ZodType, Result>(definition: QueryDefinition<Schema, Result>) {
  return async (context: Context, rawInput: unknown): Promise<Result> => {
    requirePermission(context, definition.permission);
    const input = parseInput(definition.input, rawInput);
    return context.database.tenant(context.cooperative.id, (tx) => definition.run(queryScope(context, tx), input), {
      readOnly: true,
    });
  };
}

/** The scope of a read inside a transaction that is open already. */
export function queryScope(context: Context, tx: Tx): QueryScope {
  return {
    context,
    cooperativeId: context.cooperative.id,
    tx,
    now: context.clock.now(),
    today: context.clock.today(context.cooperative.zone),
  };
}
