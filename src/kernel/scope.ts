import sql from 'sql-template-tag';
import type { Context } from './context.ts';
import type { Tx } from './database.ts';
import type { Permission } from './permissions.ts';
import { type QueryScope, queryScope } from './query.ts';

/** What a command may use: a transaction inside the cooperative, its own id, and the outbox. */
export type Scope = QueryScope & {
  readonly commandId: string;
  /** Set when a second person has approved exactly this input. */
  readonly approvalId: string | null;
  /** Adds a job in this transaction: it runs if and only if the command commits. */
  readonly enqueue: (task: string, payload: Record<string, unknown>, jobKey?: string) => Promise<void>;
};

/** JSON-native: money as decimal strings, dates as text. */
export type Answer = Record<string, unknown>;

/** Runs a held command's frozen payload inside an approver's transaction. */
export type HeldRunner = (scope: Scope, payload: unknown) => Promise<Answer>;

const heldRunners = new Map<string, { readonly runner: HeldRunner; readonly permission: Permission }>();

/** The runner of a command that can be held, by name. */
export function heldRunner(name: string): HeldRunner | undefined {
  return heldRunners.get(name)?.runner;
}

/** The permission a command asks of its maker, of a command that can be held: asked again when it is approved. */
export function heldPermission(name: string): Permission | undefined {
  return heldRunners.get(name)?.permission;
}

/** Lets a held command be run once it is approved. */
export function registerHeldRunner(name: string, permission: Permission, runner: HeldRunner): void {
  heldRunners.set(name, { runner, permission });
}

/** The scope of one command inside an open transaction. */
export function commandScope(context: Context, tx: Tx, commandId: string, approvalId: string | null = null): Scope {
  return {
    ...queryScope(context, tx),
    commandId,
    approvalId,
    async enqueue(task, payload, jobKey) {
      const envelope = JSON.stringify({ cooperativeId: context.cooperative.id, payload });
      await tx.run(sql`select kernel.enqueue(${task}, ${envelope}::json, ${jobKey ?? null})`);
    },
  };
}
