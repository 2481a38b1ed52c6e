import { parameterOn, readProfile } from '#cooperatives';
import { assert } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';

/** Chart codes of the surplus by chart template. A cooperative sets its own with an effective date. */
export const SHU_DEFAULTS = {
  ksp: { undivided: '3.3.01', reserve: '3.2.01', members: '2.1.10', tax: '2.1.31' },
  konsumen: { undivided: '3.3.01', reserve: '3.2.01', members: '2.1.10', tax: '2.1.30' },
} as const;

export const SHU_PARAMETERS = {
  undivided: 'books.undivided_account',
  reserve: 'shu.reserve_account',
  members: 'shu.members_account',
  tax: 'shu.tax_account',
} as const;

/** Where a year's surplus waits, the reserves, what members are owed of it, and tax withheld: chart codes. */
export type ShuAccounts = Readonly<Record<keyof typeof SHU_PARAMETERS, string>>;

/** The accounts of the surplus as they hold today. */
export async function shuAccounts(scope: QueryScope): Promise<ShuAccounts> {
  const { chartTemplate } = await readProfile(scope);
  const code = async (which: keyof ShuAccounts): Promise<string> => {
    const set = await parameterOn(scope, SHU_PARAMETERS[which], scope.today);
    if (set === undefined) return SHU_DEFAULTS[chartTemplate][which];
    assert(typeof set.value === 'string', `${SHU_PARAMETERS[which]} is a chart code`);
    return set.value;
  };
  const [undivided, reserve, members, tax] = await Promise.all([
    code('undivided'),
    code('reserve'),
    code('members'),
    code('tax'),
  ]);
  return { undivided, reserve, members, tax };
}
