import type { Context } from '#kernel/context';
import { assert } from '#kernel/errors';
import { formatDecimal, parseDecimal } from '#kernel/money';
import { registerImported } from '#members';
import { read, step, type World } from '../../../test/support/world.ts';
import { accountsOfMembers, deposit, installSavings, openSavingsAccounts, savingsProducts } from './index.ts';

/** A cooperative with the usual products, for tests. */
export type SavingsWorld = { readonly context: Context; readonly products: ReadonlyMap<string, string> };

export async function savingsWorld(world: World): Promise<SavingsWorld> {
  const context = await world.cooperative();
  await step(context, (scope) =>
    installSavings(scope, { openFrom: scope.today.replace(/..-..$/, '01-01') as typeof scope.today }),
  );
  const products = await read(context, savingsProducts);
  return { context, products: new Map(products.map(({ code, id }) => [code, id])) };
}

/** A member and the ids of what every member has. */
export type Saver = { readonly memberId: string; readonly SP: string; readonly SW: string; readonly SS: string };

/** Active members with their usual savings, all empty. */
export async function savers(context: Context, count: number, first = 1): Promise<Saver[]> {
  return step(context, async (scope) => {
    const rows = Array.from({ length: count }, (_, index) => importedMember(first + index));
    const added = await registerImported(scope, rows);
    const found: Saver[] = [];
    const ids = added.map((outcome) => (outcome.outcome === 'added' ? outcome.id : ''));
    const usual = (await savingsProducts(scope)).filter(({ opensOnAdmission }) => opensOnAdmission);
    const openedOn = scope.today;
    await openSavingsAccounts(
      scope,
      ids.flatMap((memberId) => usual.map(({ id }) => ({ memberId, productId: id, openedOn }))),
    );
    const accounts = Map.groupBy(await accountsOfMembers(scope, ids), ({ memberId }) => memberId);
    for (const memberId of ids) {
      const of = (code: string) => accounts.get(memberId)?.find(({ productCode }) => productCode === code)?.id ?? '';
      found.push({ memberId, SP: of('SP'), SW: of('SW'), SS: of('SS') });
    }
    return found;
  });
}

/** One active member with the usual savings. */
export async function saver(context: Context, n = 1): Promise<Saver> {
  const [one] = await savers(context, 1, n);
  assert(one, 'one member was made');
  return one;
}

/** One active member whose voluntary saving holds this much. */
export async function saverWith(context: Context, amount: string, n = 1): Promise<Saver> {
  const one = await saver(context, n);
  await deposit(context, { accountId: one.SS, amount });
  return one;
}

/** The balance of a saving, as a decimal string. */
export async function balanceOf(
  context: Context,
  { memberId }: { memberId: string },
  accountId: string,
): Promise<string> {
  const accounts = await read(context, (scope) => accountsOfMembers(scope, [memberId]));
  const account = accounts.find(({ id }) => id === accountId);
  assert(account, 'the account exists');
  return formatDecimal(account.balanceSen);
}

/** Sen of a decimal string, for expected sums. */
export const senOf = (text: string): bigint => parseDecimal(text);

function importedMember(n: number): Parameters<typeof registerImported>[1][number] {
  return {
    number: `A${n.toString().padStart(5, '0')}`,
    person: {
      fullName: `Anggota Nomor ${numberWord(n)}`,
      nik: null,
      birthPlace: null,
      birthDate: null,
      sex: null,
      phone: null,
      address: null,
      occupation: null,
      employer: null,
      workUnit: null,
    },
    joinedOn: '2026-01-02',
    exitedOn: null,
    exitKind: null,
  } as Parameters<typeof registerImported>[1][number];
}

function numberWord(n: number): string {
  return [...n.toString()]
    .map((digit) => 'Nol Satu Dua Tiga Empat Lima Enam Tujuh Delapan Sembilan'.split(' ')[Number(digit)])
    .join(' ');
}
