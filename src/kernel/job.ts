import { z } from 'zod';
import type { Context } from './context.ts';
import { parseInput } from './input.ts';

/** Work that waits in the queue. It may run twice: each calls commands, whose keys make the second run change nothing. */
export type Job = {
  readonly name: string;
  readonly run: (context: Context, payload: unknown) => Promise<void>;
};

/** Makes a job: its payload is checked, and it acts as the program itself inside one cooperative. */
export function job<Schema extends z.ZodType>(definition: {
  readonly name: string;
  readonly input: Schema;
  readonly run: (context: Context, input: z.output<Schema>) => Promise<void>;
}): Job {
  return {
    name: definition.name,
    run: (context, payload) => definition.run(context, parseInput(definition.input, payload)),
  };
}

/** What every queued payload carries beside its own fields. */
export const JobEnvelope = z.object({ cooperativeId: z.string(), payload: z.json() });
