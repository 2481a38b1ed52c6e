import { z } from 'zod';
import { installCooperative } from '#cooperatives';
import { addPersonWithPassword, installRoles } from '#identity';
import { systemClock } from '#kernel/clock';
import { command } from '#kernel/command';
import { type Context, systemContext } from '#kernel/context';
import type { Database } from '#kernel/database';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import { installLedger } from '#ledger';
import { registerImported } from '#members';
import { installSavings, openSavingsAccounts, savingsProducts } from '#savings';

export const BENCH_PASSWORD = 'kopi-tubruk-di-pagi-hari';

/**
 * A cooperative with `members` active members, each with a voluntary saving; answers the savings' ids. Its books open today, or `openFrom`;
 * a second one of the same run gets another `slug` and code.
 */
export async function benchCooperative(
  database: Database,
  members: number,
  { slug = 'ukur', shortCode = 'UK', openFrom }: { slug?: string; shortCode?: string; openFrom?: BusinessDate } = {},
): Promise<{ context: Context; accountIds: string[] }> {
  const id = newId();
  const cooperative = { id, slug, shortCode, name: 'Koperasi Ukur', zone: 'WIB' as const };
  const context = systemContext({ database, clock: systemClock, cooperative });
  await inOneStep(context, (scope) => install(scope, openFrom ?? scope.today));
  for (const [username, roles] of [
    ['teller', ['teller']],
    ['akuntan', ['akuntan']],
  ] as const) {
    await addPersonWithPassword(
      context,
      { fullName: `Orang ${username}`, username, roles: [...roles] },
      BENCH_PASSWORD,
    );
  }
  const accountIds = await inOneStep(context, (scope) => openMembers(scope, members));
  return { context, accountIds };
}

async function install(scope: Scope, openFrom: BusinessDate): Promise<void> {
  const { slug, shortCode } = scope.context.cooperative;
  const none = {
    legalEntityNumber: null,
    coopRegistryNumber: null,
    businessId: null,
    taxNumber: null,
    postalCode: null,
    phone: null,
    email: null,
  };
  await installCooperative(scope, {
    ...none,
    name: 'Koperasi Ukur',
    slug,
    shortCode,
    kind: 'savings_loan',
    level: 'primary',
    zone: 'WIB',
    street: '',
    regionCode: '33.19',
    bookYearStartMonth: 1,
    booksOpenFrom: openFrom,
    chartTemplate: 'ksp',
  });
  await installLedger(scope, { template: 'ksp', openFrom });
  await installSavings(scope, { openFrom });
  await installRoles(scope);
}

async function openMembers(scope: Scope, members: number): Promise<string[]> {
  const person = {
    nik: null,
    birthPlace: null,
    birthDate: null,
    sex: null,
    phone: null,
    address: null,
    occupation: null,
    employer: null,
    workUnit: null,
  };
  const rows = Array.from({ length: members }, (_, index) => ({
    number: String(index + 1).padStart(5, '0'),
    person: { ...person, fullName: `Anggota ${letters(index)}` },
    joinedOn: scope.today,
    exitedOn: null,
    exitKind: null,
  }));
  const registered = await registerImported(scope, rows);
  const voluntary = (await savingsProducts(scope)).find((product) => product.kind === 'voluntary');
  if (!voluntary) throw new Error('the default products have a voluntary saving');
  const ids = registered.flatMap((outcome) => (outcome.outcome === 'refused' || !outcome.id ? [] : [outcome.id]));
  const opened = await openSavingsAccounts(
    scope,
    ids.map((memberId) => ({ memberId, productId: voluntary.id, openedOn: scope.today })),
  );
  return opened.map((account) => account.id);
}

// Names hold no digits: 0 is A, 27 is BB.
function letters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letters(Math.floor(index / 26) - 1) + letter.toLowerCase();
}

/** Runs steps as one command: how a bench makes its cooperative. */
export async function inOneStep<Result>(context: Context, work: (scope: Scope) => Promise<Result>): Promise<Result> {
  let kept: Result | undefined;
  const run = command({
    name: 'bench.step',
    permission: 'cooperative.create',
    input: z.strictObject({}),
    run: async (scope) => {
      kept = await work(scope);
      return {};
    },
  });
  await run(context, {});
  return kept as Result;
}
