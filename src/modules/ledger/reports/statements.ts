import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { dateField, idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { query } from '#kernel/query';
import { chartBalances, type LineBalance, type ReportRange, rollUp } from './balances.ts';

const Dimensions = { branchId: idField.optional(), unitId: idField.optional() };

/** A figure of a statement. `level` 0 is a section; `code` opens the entries behind it. */
export type StatementLine = {
  readonly code: string | null;
  readonly name: string;
  readonly level: number;
  readonly postable: boolean;
  readonly amount: string;
};

export type StatementSection = { readonly key: string; readonly lines: StatementLine[]; readonly total: string };

/** Every chart line with its debit or credit balance on a day (its evening), and totals that are equal. */
export const trialBalance = query({
  name: 'ledger.trialBalance',
  permission: 'ledger.read',
  input: z.strictObject({ on: dateField.optional(), ...Dimensions }),
  async run(scope, input) {
    const on = input.on ?? scope.today;
    const lines = (await chartBalances(scope, { ...input, before: addDays(on, 1) })).filter(
      (line) => line.amountSen !== 0n,
    );
    const debit = lines.reduce((sum, line) => sum + (line.amountSen > 0n ? line.amountSen : 0n), 0n);
    const credit = lines.reduce((sum, line) => sum + (line.amountSen < 0n ? -line.amountSen : 0n), 0n);
    return {
      on,
      lines: lines.map((line) => ({
        code: line.code,
        name: line.name,
        debit: formatDecimal(line.amountSen > 0n ? line.amountSen : 0n),
        credit: formatDecimal(line.amountSen < 0n ? -line.amountSen : 0n),
      })),
      totals: { debit: formatDecimal(debit), credit: formatDecimal(credit) },
    };
  },
});

/**
 * Assets = liabilities + equity on a day (its evening). Revenue and expense not yet closed stand in equity as the
 * surplus of the running year, so that the sides are equal on any date.
 */
export const balanceSheet = query({
  name: 'ledger.balanceSheet',
  permission: 'ledger.read',
  input: z.strictObject({ on: dateField.optional(), ...Dimensions }),
  async run(scope, input) {
    const on = input.on ?? scope.today;
    const lines = await chartBalances(scope, { ...input, before: addDays(on, 1) });
    const surplus = -sumOf(lines, ['revenue', 'expense']);
    const equity = section('equity', lines, -1n);
    const unclosed: StatementLine = {
      code: null,
      name: 'SHU tahun berjalan (belum ditutup)',
      level: 1,
      postable: false,
      amount: formatDecimal(surplus),
    };
    const equityTotal = -sumOf(lines, ['equity']) + surplus;
    const liabilities = -sumOf(lines, ['liability']);
    return {
      on,
      sections: [
        section('asset', lines, 1n),
        section('liability', lines, -1n),
        { ...equity, lines: [...equity.lines, unclosed], total: formatDecimal(equityTotal) },
      ],
      totals: {
        assets: formatDecimal(sumOf(lines, ['asset'])),
        liabilitiesAndEquity: formatDecimal(liabilities + equityTotal),
      },
    };
  },
});

/**
 * Perhitungan hasil usaha of a period, both days included: members' gross and net participation, non-members' margin,
 * operating expense, other items and tax (layout of the Kemenkop form; parts follow the chart's `party` tags).
 */
export const incomeStatement = query({
  name: 'ledger.incomeStatement',
  permission: 'ledger.read',
  input: z.strictObject({ from: dateField, to: dateField, ...Dimensions }),
  async run(scope, input) {
    const range: ReportRange = {
      from: input.from,
      before: addDays(input.to, 1),
      branchId: input.branchId,
      unitId: input.unitId,
      withoutClosing: true,
    };
    const lines = (await chartBalances(scope, range)).filter(
      (line) => line.kind === 'revenue' || line.kind === 'expense',
    );
    const part = (key: string, pick: (line: LineBalance) => boolean): StatementSection & { sen: bigint } => {
      const picked = lines.filter((line) => line.postable && pick(line) && line.amountSen !== 0n);
      const sen = -picked.reduce((sum, line) => sum + line.amountSen, 0n);
      const shown = picked.map((line) => figure(line, 1, line.kind === 'revenue' ? -line.amountSen : line.amountSen));
      return { key, lines: shown, total: formatDecimal(sen), sen };
    };
    const member = part('member', (line) => line.party === 'member');
    const nonMember = part('non_member', (line) => line.party === 'non_member');
    const other = part('other', (line) => line.party === null && /^[78]/.test(line.code));
    const tax = part('tax', (line) => line.party === null && line.code.startsWith('9'));
    const operating = part('operating', (line) => line.party === null && !/^[789]/.test(line.code));
    const beforeTax = member.sen + nonMember.sen + operating.sen + other.sen;
    const sections = [member, nonMember, operating, other, tax].map(({ sen: _sen, ...shown }) => shown);
    return {
      from: input.from,
      to: input.to,
      sections,
      totals: {
        gross: formatDecimal(member.sen + nonMember.sen),
        beforeTax: formatDecimal(beforeTax),
        surplus: formatDecimal(beforeTax + tax.sen),
      },
    };
  },
});

function sumOf(lines: readonly LineBalance[], kinds: readonly LineBalance['kind'][]): bigint {
  return lines.reduce((sum, line) => sum + (kinds.includes(line.kind) ? line.amountSen : 0n), 0n);
}

function section(kind: LineBalance['kind'], lines: readonly LineBalance[], sign: bigint): StatementSection {
  const own = lines.filter((line) => line.kind === kind);
  const totals = rollUp(own);
  const shown = own
    .filter((line) => (totals.get(line.code) ?? 0n) !== 0n || line.parentCode === null)
    .map((line) => figure(line, levelOf(line, own), sign * (totals.get(line.code) ?? 0n)));
  return { key: kind, lines: shown, total: formatDecimal(sign * sumOf(own, [kind])) };
}

function levelOf(line: LineBalance, lines: readonly LineBalance[]): number {
  let level = 0;
  let parent = line.parentCode;
  while (parent !== null && level < 12) {
    level += 1;
    parent = lines.find((candidate) => candidate.code === parent)?.parentCode ?? null;
  }
  return level;
}

function figure(line: LineBalance, level: number, amountSen: bigint): StatementLine {
  return { code: line.code, name: line.name, level, postable: line.postable, amount: formatDecimal(amountSen) };
}
