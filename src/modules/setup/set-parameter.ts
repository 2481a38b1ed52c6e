import { insertParameter, ParameterInput } from '#cooperatives';
import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import { readChart } from '#ledger';
import { isParameterValue, type KnownParameter, knownParameter, type ParameterKind } from './parameters.ts';

/**
 * Sets a known by-law parameter from a day on, with its legal basis. What held before stays readable.
 * Errors: `parameter_unknown`, those of `checkValue`.
 */
export const setKnownParameter = command({
  name: 'setup.setParameter',
  permission: 'cooperative.settings',
  input: ParameterInput,
  async run(scope, input) {
    const known = knownParameter(input.name);
    if (!known) throw new DomainError('not_found', 'parameter_unknown', 'Aturan ini tidak dikenal');
    await checkValue(scope, known, input.value);
    return { id: await insertParameter(scope, input) };
  },
});

/**
 * Refuses a value that the parameter cannot have. Errors at `value`: `parameter_amount`, `parameter_chart_code`, `parameter_percent`,
 * `parameter_choice`, `parameter_table`.
 */
export async function checkValue(scope: QueryScope, known: KnownParameter, value: unknown): Promise<void> {
  const codes = known.kind === 'chart_code' ? await postableCodes(scope) : [];
  if (isParameterValue(known, value, codes)) return;
  throw fieldError('value', `parameter_${known.kind}`, WHAT_TO_WRITE[known.kind]);
}

const WHAT_TO_WRITE: Readonly<Record<ParameterKind, string>> = {
  amount: 'Tulis jumlah di atas nol, misalnya 1.000.000',
  chart_code: 'Pilih akun dari bagan akun',
  percent: 'Tulis persen di atas 0 sampai 100, misalnya 12,5',
  choice: 'Pilih salah satu',
  table: 'Isi tabelnya tidak terbaca. Ubah angkanya saja, susunannya tetap',
};

async function postableCodes(scope: QueryScope): Promise<string[]> {
  const chart = await readChart(scope);
  return chart.filter((line) => line.postable && line.active).map((line) => line.code);
}
