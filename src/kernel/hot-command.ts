import type { z } from 'zod';
import { freeze } from './approval.ts';
import type { CommandOptions, Outcome } from './command.ts';
import { attemptOf, refusalAnswer } from './command.ts';
import { type Claim, claimMany, type LogRow, logOutcome, replay, settled } from './command-log.ts';
import { type Context, requirePermission } from './context.ts';
import { assert, DomainError } from './errors.ts';
import { gather } from './gather.ts';
import { type ApprovalNeed, Held } from './held.ts';
import { parseInput } from './input.ts';
import type { Permission } from './permissions.ts';
import { type Answer, commandScope, registerHeldRunner, type Scope } from './scope.ts';

/** One request as `decide` sees it. */
export type HotRequest<Input> = {
  readonly input: Input;
  readonly context: Context;
  readonly commandId: string;
  /** Set when a second person has approved exactly this input. */
  readonly approvalId: string | null;
};

/** What `decide` answers: what to write, or that a second person is needed. A refusal is a thrown DomainError. */
export type HotDecision<Write> =
  | { readonly outcome: 'done'; readonly write: Write }
  | { readonly outcome: 'held'; readonly need: ApprovalNeed };

export type HotCommandDefinition<Schema extends z.ZodType, State, Write, Result extends Answer> = {
  readonly name: string;
  readonly permission: Permission;
  readonly input: Schema;
  /** One set-wise read of what all requests need, rows locked in id order. */
  readonly load: (scope: Scope, inputs: readonly z.output<Schema>[]) => Promise<State>;
  /**
   * Pure: decides one request on the working state, which belongs to this batch alone. It must check everything before
   * it changes the state, since a refusal leaves the state to the next request.
   */
  readonly decide: (state: State, request: HotRequest<z.output<Schema>>, scope: Scope) => HotDecision<Write>;
  /** A few set-wise statements; answers in the order of `writes`. */
  readonly write: (scope: Scope, writes: readonly Write[], state: State) => Promise<Result[]>;
};

const HOT = { hot: true } as const;

/** At most this many requests share a transaction. */
export const HOT_BATCH_MAX = 256;

type Pending<Input> = { attempt: Claim; context: Context; input: Input; rawInput: unknown };
type Settled = { answer: string; replayed: boolean } | { error: unknown };

/**
 * Makes a command that is sent by the thousand. Requests for one cooperative that wait while its last transaction is
 * in flight share the next one; each keeps its own idempotency row, refusal and answer, and one refusal never
 * touches its neighbours. If the shared transaction fails, its requests are run one by one.
 */
export function hotCommand<Schema extends z.ZodType, State, Write, Result extends Answer>(
  definition: HotCommandDefinition<Schema, State, Write, Result>,
) {
  type Input = z.output<Schema>;
  const gatherers = new Map<string, (item: Pending<Input>) => Promise<Settled>>();

  registerHeldRunner(definition.name, definition.permission, async (scope, payload) => {
    const input = parseInput(definition.input, payload);
    const state = await definition.load(scope, [input]);
    const { context, commandId, approvalId } = scope;
    const decision = definition.decide(state, { input, context, commandId, approvalId }, scope);
    assert(decision.outcome === 'done', `${definition.name} was approved and cannot be held again`);
    const [result] = await definition.write(scope, [decision.write], state);
    assert(result, 'write answers every request');
    return result;
  });

  function gathererOf(context: Context): (item: Pending<Input>) => Promise<Settled> {
    const id = context.cooperative.id;
    let gatherer = gatherers.get(id);
    if (!gatherer) {
      gatherer = gather((items) => runBatch(definition, items), HOT_BATCH_MAX);
      gatherers.set(id, gatherer);
    }
    return gatherer;
  }

  return async (context: Context, rawInput: unknown, options: CommandOptions = {}): Promise<Outcome<Result>> => {
    requirePermission(context, definition.permission);
    const input = parseInput(definition.input, rawInput);
    const attempt = attemptOf(definition.name, input, options);
    const settledItem = await gathererOf(context)({ attempt, context, input, rawInput });
    if ('error' in settledItem) throw settledItem.error;
    const { answer, replayed } = settledItem;
    return { answer, replayed, result: JSON.parse(answer) as Result };
  };
}

async function runBatch<Schema extends z.ZodType, State, Write, Result extends Answer>(
  definition: HotCommandDefinition<Schema, State, Write, Result>,
  items: Pending<z.output<Schema>>[],
): Promise<Settled[]> {
  const { first, repeats } = splitRepeats(items);
  const settledItems = new Map<Pending<z.output<Schema>>, Settled>();
  try {
    await runTogether(definition, first, settledItems);
  } catch (error) {
    if (first.length === 1 && first[0]) settledItems.set(first[0], { error });
    else for (const item of first) await runAlone(definition, item, settledItems);
  }
  // The same key twice in one batch: the second is asked again, and finds the first one's answer.
  for (const item of repeats) await runAlone(definition, item, settledItems);
  return items.map((item) => settledItems.get(item) ?? { error: new Error('a request was left without an answer') });
}

async function runAlone<Schema extends z.ZodType, State, Write, Result extends Answer>(
  definition: HotCommandDefinition<Schema, State, Write, Result>,
  item: Pending<z.output<Schema>>,
  settledItems: Map<Pending<z.output<Schema>>, Settled>,
): Promise<void> {
  try {
    await runTogether(definition, [item], settledItems);
  } catch (error) {
    settledItems.set(item, { error });
  }
}

function splitRepeats<Input>(items: Pending<Input>[]): { first: Pending<Input>[]; repeats: Pending<Input>[] } {
  const seen = new Set<string>();
  const first: Pending<Input>[] = [];
  const repeats: Pending<Input>[] = [];
  for (const item of items) {
    const name = `${item.context.actor.personId}\n${item.attempt.key}`;
    (seen.has(name) ? repeats : first).push(item);
    seen.add(name);
  }
  return { first, repeats };
}

async function runTogether<Schema extends z.ZodType, State, Write, Result extends Answer>(
  definition: HotCommandDefinition<Schema, State, Write, Result>,
  items: Pending<z.output<Schema>>[],
  settledItems: Map<Pending<z.output<Schema>>, Settled>,
): Promise<void> {
  const lead = items[0];
  assert(lead, 'a batch has at least one request');
  const outcome = await lead.context.database.tenant(
    lead.context.cooperative.id,
    async (tx) => {
      const scope = commandScope(lead.context, tx, lead.attempt.id);
      const claimed = claimMany(
        tx,
        scope.cooperativeId,
        items.map((item) => item.context.actor.personId),
        items.map((item) => item.attempt.key),
      );
      const [claims, state] = await Promise.all([
        claimed,
        definition.load(
          scope,
          items.map((item) => item.input),
        ),
      ]);
      const answers = new Map<Pending<z.output<Schema>>, Settled>();
      const open = items.filter((item, index) => {
        const earlier = tryOr(answers, item, () => {
          const row = claims[index];
          assert(row && row.key === item.attempt.key, 'claims come back in the order they were asked');
          const decided = settled(row);
          return decided ? { ...replay<Result>(decided, item.attempt), replayed: true } : undefined;
        });
        if (earlier) answers.set(item, { answer: earlier.answer, replayed: true });
        return !answers.has(item);
      });
      await decideAndWrite(definition, scope, state, open, answers);
      return answers;
    },
    HOT,
  );
  for (const [item, answer] of outcome) settledItems.set(item, answer);
}

async function decideAndWrite<Schema extends z.ZodType, State, Write, Result extends Answer>(
  definition: HotCommandDefinition<Schema, State, Write, Result>,
  scope: Scope,
  state: State,
  items: Pending<z.output<Schema>>[],
  answers: Map<Pending<z.output<Schema>>, Settled>,
): Promise<void> {
  const done: { item: Pending<z.output<Schema>>; write: Write }[] = [];
  const log: LogRow[] = [];
  for (const item of items) {
    const { attempt, context, input, rawInput } = item;
    try {
      const decision = definition.decide(state, { input, context, commandId: attempt.id, approvalId: null }, scope);
      if (decision.outcome === 'done') done.push({ item, write: decision.write });
      else {
        const held = await freeze(commandScope(context, scope.tx, attempt.id), attempt, decision.need, rawInput);
        log.push({ attempt, outcome: 'held', answer: held.answer, context });
        answers.set(item, { error: held });
      }
    } catch (refusal) {
      if (!(refusal instanceof DomainError)) throw refusal;
      log.push({ attempt, outcome: 'refused', answer: refusalAnswer(refusal), context, reason: refusal.reason });
      answers.set(item, { error: refusal });
    }
  }
  const results =
    done.length > 0
      ? await definition.write(
          scope,
          done.map(({ write }) => write),
          state,
        )
      : [];
  done.forEach(({ item }, index) => {
    const answer = JSON.stringify(results[index]);
    log.push({ attempt: item.attempt, outcome: 'done', answer, context: item.context });
    answers.set(item, { answer, replayed: false });
  });
  if (log.length > 0) scope.tx.last(logOutcome(scope, log));
}

function tryOr<Value>(answers: Map<unknown, Settled>, item: unknown, work: () => Value): Value | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DomainError) && !(error instanceof Held)) throw error;
    answers.set(item, { error });
    return undefined;
  }
}
