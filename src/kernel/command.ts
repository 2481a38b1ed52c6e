import type { z } from 'zod';
import { freeze } from './approval.ts';
import { type Claim, claim, logOutcome, replay } from './command-log.ts';
import { type Context, requirePermission } from './context.ts';
import { DomainError } from './errors.ts';
import { type ApprovalNeed, Held } from './held.ts';
import { newId } from './ids.ts';
import { inputHash, parseInput } from './input.ts';
import type { Permission } from './permissions.ts';
import { type Answer, commandScope, registerHeldRunner, type Scope } from './scope.ts';

export type CommandDefinition<Schema extends z.ZodType, Result extends Answer> = {
  readonly name: string;
  readonly permission: Permission;
  readonly input: Schema;
  /** Tells whether a second person is needed, and why. Asked before `run`; not asked again once approved. */
  readonly approval?: (scope: Scope, input: z.output<Schema>) => Promise<ApprovalNeed | null>;
  readonly run: (scope: Scope, input: z.output<Schema>) => Promise<Result>;
};

export type CommandOptions = {
  /** Made by the client before it sends. The same key and input always give the first answer again. */
  readonly key?: string;
};

/** `answer` is the stored text of the result: what the API sends, byte for byte. */
export type Outcome<Result> = { readonly result: Result; readonly answer: string; readonly replayed: boolean };

/**
 * Makes a command: permission, input check, transaction in the tenant, idempotency row (= audit row), run, outbox,
 * answer. A refusal thrown by `run` undoes everything and is itself logged; a command over its limit is frozen and
 * answered with `Held`.
 */
export function command<Schema extends z.ZodType, Result extends Answer>(
  definition: CommandDefinition<Schema, Result>,
) {
  if (definition.approval) {
    registerHeldRunner(definition.name, definition.permission, (scope, payload) =>
      definition.run(scope, parseInput(definition.input, payload)),
    );
  }
  return async (context: Context, rawInput: unknown, options: CommandOptions = {}): Promise<Outcome<Result>> => {
    requirePermission(context, definition.permission);
    const input = parseInput(definition.input, rawInput);
    const attempt = attemptOf(definition.name, input, options);
    try {
      return await context.database
        .tenant(context.cooperative.id, async (tx) => {
          const earlier = await claim(tx, context, attempt);
          if (earlier) return { ...replay<Result>(earlier, attempt), replayed: true };
          const scope = commandScope(context, tx, attempt.id);
          const need = definition.approval ? await definition.approval(scope, input) : null;
          if (need) return await hold(scope, attempt, need, rawInput);
          const result = await definition.run(scope, input);
          const answer = JSON.stringify(result);
          await logOutcome(scope, [{ attempt, outcome: 'done', answer, context }]);
          return { result: JSON.parse(answer) as Result, answer, replayed: false };
        })
        .then(throwIfHeld);
    } catch (error) {
      if (error instanceof DomainError && error.code !== 'invalid' && !isAnswered(error)) {
        await logRefusal(context, attempt, error);
      }
      throw error;
    }
  };
}

/** The identity of one try: its command id, key and input hash. */
export function attemptOf(name: string, input: unknown, options: CommandOptions): Claim {
  const id = newId();
  const key = options.key ?? id;
  if (key.length > 255 || key.length === 0) {
    throw new DomainError('invalid', 'idempotency_key_invalid', 'Kunci permintaan harus 1 sampai 255 huruf');
  }
  return { id, name, key, hash: inputHash(name, input) };
}

async function hold(scope: Scope, attempt: Claim, need: ApprovalNeed, rawInput: unknown): Promise<Held> {
  const held = await freeze(scope, attempt, need, rawInput);
  await logOutcome(scope, [{ attempt, outcome: 'held', answer: held.answer, context: scope.context }]);
  return held;
}

function throwIfHeld<T>(value: T | Held): T {
  if (value instanceof Held) throw value;
  return value;
}

// A replayed refusal, a clash of keys and a held action are answered already; they are not logged a second time.
function isAnswered(error: DomainError): boolean {
  return error instanceof Held || error.reason.startsWith('idempotency_') || 'replayed' in error;
}

async function logRefusal(context: Context, attempt: Claim, refusal: DomainError): Promise<void> {
  await context.database.tenant(context.cooperative.id, async (tx) => {
    if (await claim(tx, context, attempt)) return;
    const scope = commandScope(context, tx, attempt.id);
    await logOutcome(scope, [
      { attempt, outcome: 'refused', answer: refusalAnswer(refusal), context, reason: refusal.reason },
    ]);
  });
}

/** A refusal as stored: enough to answer it again, word for word. */
export function refusalAnswer(refusal: DomainError): string {
  const { code, reason, pesan, fields } = refusal;
  return JSON.stringify({ code, reason, pesan, fields });
}
