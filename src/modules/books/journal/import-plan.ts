import { z } from 'zod';
import type { QueryScope } from '#kernel/query';
import { type ChartLine, checkByHand, type EntryInput, EntryLineInput, readChart } from '#ledger';
import type { SheetFault } from './sheet/rows.ts';
import type { Voucher } from './sheet/vouchers.ts';

/** What a file comes to with today's chart and periods: entries to write, or the faults that stand in the way. */
export type ImportPlan = { readonly entries: readonly EntryInput[]; readonly faults: readonly SheetFault[] };

/** Looks for every account of the vouchers and tries each entry on the books as they are, without writing. */
export async function planImport(
  scope: QueryScope,
  vouchers: readonly Voucher[],
  ownFaults: readonly SheetFault[],
): Promise<ImportPlan> {
  const find = accountFinder(await readChart(scope));
  const faults: SheetFault[] = [...ownFaults];
  const entries: EntryInput[] = [];
  const rows: number[] = [];
  for (const voucher of vouchers) {
    const entry = entryOf(voucher, find, faults);
    if (!entry) continue;
    entries.push(entry);
    rows.push(voucher.row);
  }
  for (const [index, refusal] of (await checkByHand(scope, entries)).entries()) {
    const row = rows[index];
    if (refusal && row !== undefined) faults.push({ row, code: refusal.reason, text: refusal.pesan });
  }
  return { entries, faults: faults.sort((a, b) => a.row - b.row) };
}

type Find = (text: string) => { code: string } | { fault: string };

/** Finds an account by its code, by `code name`, or by a name that only one account has. */
function accountFinder(chart: readonly ChartLine[]): Find {
  const usable = chart.filter((line) => line.postable && line.active);
  const codes = new Map(usable.map((line) => [line.code.toLowerCase(), line.code]));
  const names = new Map<string, string[]>();
  for (const line of usable) names.set(plain(line.name), [...(names.get(plain(line.name)) ?? []), line.code]);
  return (text) => {
    const code = codes.get(text.toLowerCase()) ?? codes.get((text.split(/\s/, 1)[0] ?? '').toLowerCase());
    if (code !== undefined) return { code };
    const [named, second] = names.get(plain(text)) ?? [];
    if (named === undefined)
      return { fault: `Akun ${text} tidak ada di bagan akun. Pakai kodenya, atau tambah akunnya dulu` };
    return second === undefined ? { code: named } : { fault: `Nama ${text} dipakai dua akun. Pakai kodenya` };
  };
}

function entryOf(voucher: Voucher, find: Find, faults: SheetFault[]): EntryInput | undefined {
  const before = faults.length;
  const lines = voucher.lines.map(({ row, account, ...line }) => {
    const found = find(account);
    if ('code' in found) return { account: found.code, ...line };
    if (!faults.some((fault) => fault.row === row && fault.text === found.fault)) {
      faults.push({ row, code: 'account_unknown', text: found.fault });
    }
    return { account, ...line };
  });
  if (faults.length > before) return undefined;
  return {
    happenedOn: voucher.happenedOn,
    description: voucher.description,
    lines: z.array(EntryLineInput).parse(lines),
  };
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
