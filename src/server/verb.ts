import type { ParseArgsConfig } from 'node:util';

export type VerbInput = {
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly words: readonly string[];
  /** One line of progress for a person; silent with --json. */
  readonly progress: (line: string) => void;
};

/** What a verb answers: `ok` false means the answer is "no" (exit 1). `json` is what --json prints, `lines` what a person reads. */
export type VerbOutcome = { readonly ok: boolean; readonly json: unknown; readonly lines: readonly string[] };

/** One command of `bin/sokoguru`, in a file of its own under verbs/ that exports it as `verb`. */
export type Verb = {
  /** What --help prints: usage, options, an example. Indonesian first. */
  readonly help: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  readonly run: (input: VerbInput) => Promise<VerbOutcome>;
};
