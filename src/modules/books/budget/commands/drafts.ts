import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { formatDecimal, type Sen, sen, sumSen } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { readChart } from '#ledger';
import { actualMonths } from '../actual.ts';
import { isPlanned } from '../rules/lines.ts';
import { grown, spreadYear } from '../rules/spread.ts';
import { BudgetLinesInput, BudgetMonthsInput, StartBudgetInput } from '../schema.ts';
import { type PlannedMonths, readLines, replaceLines } from '../store/lines.ts';
import { insertVersion, lockBudgets, readVersions, requireDraft } from '../store/versions.ts';

/**
 * Begins the next version of a year's budget: empty, as the one in force, or as last year's actual figures grown by a percent, month by month.
 * Errors: `budget_draft_exists`, `budget_nothing_to_copy`.
 */
export const startBudget = command({
  name: 'books.startBudget',
  permission: 'books.plan',
  input: StartBudgetInput,
  async run(scope, { year, note, from, percent }) {
    await lockBudgets(scope);
    const [latest] = await readVersions(scope, year);
    if (latest && latest.resolution === null) {
      throw new DomainError(
        'conflict',
        'budget_draft_exists',
        `Rancangan anggaran ${year} sudah ada. Lanjutkan rancangan itu`,
      );
    }
    const lines = await linesFrom(scope, { from, year, percent: percent ?? 0n, latestId: latest?.id ?? null });
    const versionId = await insertVersion(scope, { year, version: (latest?.version ?? 0) + 1, note });
    await replaceLines(scope, versionId, lines);
    return { versionId, year, version: (latest?.version ?? 0) + 1 };
  },
});

async function linesFrom(
  scope: Scope,
  of: { from: 'empty' | 'version' | 'actual'; year: number; percent: bigint; latestId: string | null },
): Promise<PlannedMonths> {
  if (of.from === 'empty') return new Map();
  const lines =
    of.from === 'actual'
      ? await grownActual(scope, of)
      : of.latestId === null
        ? new Map<string, Sen[]>()
        : await readLines(scope, of.latestId);
  if ([...lines.values()].every((months) => sumSen(months) === 0n)) {
    throw fieldError(
      'from',
      'budget_nothing_to_copy',
      of.from === 'actual'
        ? `Belum ada pendapatan dan beban tahun ${of.year - 1} untuk disalin. Mulai dari kosong`
        : `Belum ada anggaran ${of.year} yang disahkan untuk disalin. Mulai dari kosong`,
    );
  }
  return lines;
}

async function grownActual(scope: Scope, of: { year: number; percent: bigint }): Promise<Map<string, Sen[]>> {
  const actual = await actualMonths(scope, of.year - 1);
  return new Map([...actual].map(([code, months]) => [code, months.map((amount) => grown(amount, of.percent))]));
}

/**
 * Sets what is planned on lines for the year and spreads it over the months; lines whose amount is as before keep theirs. Errors:
 * `budget_unknown`, `budget_approved`, `budget_line_unknown` (one fault a line, at `lines.N`).
 */
export const setBudgetLines = command({
  name: 'books.setBudgetLines',
  permission: 'books.plan',
  input: BudgetLinesInput,
  async run(scope, { versionId, spread, lines }) {
    const { year } = await requireDraft(scope, versionId);
    await requirePlanned(
      scope,
      lines.map(({ code }) => code),
    );
    const before = await readLines(scope, versionId);
    const changed = lines.filter(({ code, amount }) => sumSen(before.get(code) ?? []) !== amount);
    const shapes = spread === 'shape' && changed.length > 0 ? await actualMonths(scope, year - 1) : new Map();
    const months = new Map(changed.map(({ code, amount }) => [code, spreadYear(amount, shapes.get(code))]));
    await replaceLines(scope, versionId, months);
    const after = new Map([...before, ...months]);
    return { versionId, changed: changed.length, lines: [...after.values()].filter((one) => sumSen(one) > 0n).length };
  },
});

/** Sets the twelve months of a line. Errors: `budget_unknown`, `budget_approved`, `budget_line_unknown`. */
export const setBudgetMonths = command({
  name: 'books.setBudgetMonths',
  permission: 'books.plan',
  input: BudgetMonthsInput,
  async run(scope, { versionId, code, months }) {
    await requireDraft(scope, versionId);
    await requirePlanned(scope, [code]);
    await replaceLines(scope, versionId, new Map([[code, months.map(sen)]]));
    return { versionId, code, amount: formatDecimal(sumSen(months)) };
  },
});

/** Step: every code is a line that a budget may plan, named once. Error: `budget_line_unknown`. */
export async function requirePlanned(scope: Scope, codes: readonly string[]): Promise<void> {
  const planned = new Set((await readChart(scope)).filter(isPlanned).map(({ code }) => code));
  const seen = new Set<string>();
  const faults = codes.flatMap((code, place) => {
    const twice = seen.has(code);
    seen.add(code);
    if (planned.has(code) && !twice) return [];
    const pesan = twice
      ? `Akun ${code} tertulis dua kali`
      : `Akun ${code} bukan akun pendapatan atau beban yang bisa dianggarkan`;
    return [{ field: `lines.${place}`, code: 'budget_line_unknown', pesan }];
  });
  const [first] = faults;
  if (first) throw new DomainError('invalid', 'budget_line_unknown', first.pesan, faults);
}
