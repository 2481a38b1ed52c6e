import { addDays, addMonths, type BusinessDate, endOfMonth, parts, startOfMonth } from '#kernel/dates';
import { postEntries } from '#ledger';
import { decideAdmission, registerMember } from '#members';
import {
  deposit,
  finishInterestRun,
  memberSavings,
  openAccountsOfMember,
  productList,
  startInterestRun,
  withdraw,
} from '#savings';
import { endYear, keepAssets, type Office } from './closing.ts';
import { type Lending, lendMonth } from './lending.ts';
import { inventPerson } from './people.ts';
import { type Random, randomFrom } from './random.ts';
import type { DemoPerson, Scene } from './scene.ts';

/** A member of the demo and the ids of their savings. */
export type DemoMember = {
  readonly id: string;
  readonly principal: string;
  readonly mandatory: string;
  readonly voluntary: string;
  behind: boolean;
  voluntarySen: bigint;
};

export type HistoryPlan = {
  readonly seed: number;
  readonly from: BusinessDate;
  /** How many join in the first month, and about how many in each later one. */
  readonly founders: number;
  readonly joiningMonthly: number;
  readonly teller: DemoPerson;
  /** Loans, where the cooperative lends. */
  readonly lending?: Lending;
  /** Who closes its books; without them its years stay open. */
  readonly closing?: Office;
  /** What serving others (electricity bills) earns a month, and what wages cost, in thousands of rupiah. */
  readonly office: { readonly serviceLeast: number; readonly serviceMost: number; readonly wages: number };
  /** Lets the database look at its tables once the first month has filled them: its plans depend on it. */
  readonly analyze: () => Promise<void>;
};

/** Writes the years of a savings cooperative month by month, by the same commands that its staff would send. */
export async function writeHistory(
  scene: Scene,
  plan: HistoryPlan,
  progress: (step: string) => void,
): Promise<DemoMember[]> {
  const random = randomFrom(plan.seed);
  const members: DemoMember[] = [];
  const voluntary = (await productList(scene.on(plan.from), {})).find((product) => product.kind === 'voluntary');
  let since = 0;
  for (let month = startOfMonth(plan.from); month <= scene.today; month = addMonths(month, 1)) {
    if (month.endsWith('-01-01') || month === startOfMonth(plan.from)) progress(`demo: ${month.slice(0, 4)}`);
    const joining =
      members.length === 0 ? plan.founders : random.between(plan.joiningMonthly - 2, plan.joiningMonthly + 2);
    await join(scene, plan, { random, members, month, joining });
    await payMonth(scene, plan, { random, members, month });
    await runOffice(scene, plan, { random, month });
    if (plan.lending) await lendMonth(scene, plan.lending, { random, members, month, since });
    if (plan.closing) await keepAssets(scene, plan.closing, { month, since });
    // Plans made while tables were empty are bad ones; the second look comes when there are loans.
    if (since === 0 || since === 6) await plan.analyze();
    since += 1;
    const next = addMonths(month, 1);
    if (voluntary && next <= scene.today) {
      const context = scene.on(next);
      const { result } = await startInterestRun(
        context,
        { productId: voluntary.id, until: next },
        { key: `demo:interest:${next}` },
      );
      await finishInterestRun(context, String(result.id));
    }
    const { year, month: number } = parts(month);
    if (plan.closing && number === 2 && since >= 12) await endYear(scene, plan.closing, year - 1);
  }
  return members;
}

type Month = { readonly random: Random; readonly members: DemoMember[]; readonly month: BusinessDate };

async function join(
  scene: Scene,
  plan: HistoryPlan,
  { random, members, month, joining }: Month & { joining: number },
): Promise<void> {
  const day = addDays(month, 2);
  if (day > scene.today) return;
  const context = scene.on(day, plan.teller);
  const first = members.length + 1;
  const people = Array.from({ length: joining }, (_, index) => inventPerson(random, first + index));
  const joined = await Promise.all(
    people.map(async (person, index): Promise<DemoMember> => {
      const key = `demo:${first + index}`;
      const { result } = await registerMember(context, person, { key: `${key}:register` });
      const id = String(result.id);
      await decideAdmission(
        context,
        { memberId: id, decision: 'accepted', identityChecked: true },
        { key: `${key}:admit` },
      );
      await openAccountsOfMember(context, { memberId: id }, { key: `${key}:open` });
      const savings = await memberSavings(context, { memberId: id });
      const idOf = (kind: string) => savings.find((saving) => saving.kind === kind)?.id ?? '';
      await deposit(context, { accountId: idOf('principal'), amount: '100000.00' }, { key: `${key}:principal` });
      return {
        id,
        principal: idOf('principal'),
        mandatory: idOf('mandatory'),
        voluntary: idOf('voluntary'),
        behind: false,
        voluntarySen: 0n,
      };
    }),
  );
  members.push(...joined);
}

async function payMonth(scene: Scene, plan: HistoryPlan, { random, members, month }: Month): Promise<void> {
  const on = (day: number) => addDays(month, day - 1);
  const send = { dues: on(5), savings: on(12), withdrawals: on(20) };
  if (send.dues <= scene.today) {
    const context = scene.on(send.dues, plan.teller);
    await Promise.all(
      members.map((member) => {
        // Some fall behind, and most of them pay double a month later.
        if (random.chance(6)) member.behind = true;
        else if (member.behind && random.chance(70)) member.behind = false;
        if (member.behind) return undefined;
        return deposit(
          context,
          { accountId: member.mandatory, amount: '50000.00' },
          { key: `demo:${month}:${member.id}:wajib` },
        );
      }),
    );
  }
  if (send.savings <= scene.today) {
    const context = scene.on(send.savings, plan.teller);
    await Promise.all(
      members.map((member) => {
        if (!random.chance(38)) return undefined;
        const rupiah = random.between(2, 60) * 10_000;
        member.voluntarySen += BigInt(rupiah) * 100n;
        return deposit(
          context,
          { accountId: member.voluntary, amount: `${rupiah}.00` },
          { key: `demo:${month}:${member.id}:setor` },
        );
      }),
    );
  }
  if (send.withdrawals <= scene.today) {
    const context = scene.on(send.withdrawals, plan.teller);
    await Promise.all(
      members.map((member) => {
        const half = (member.voluntarySen / 2n / 1_000_000n) * 1_000_000n;
        if (half === 0n || !random.chance(12)) return undefined;
        member.voluntarySen -= half;
        return withdraw(
          context,
          { accountId: member.voluntary, amount: `${half / 100n}.00` },
          { key: `demo:${month}:${member.id}:ambil` },
        );
      }),
    );
  }
}

// What the office earns and spends besides lending.
async function runOffice(scene: Scene, plan: HistoryPlan, { random, month }: Omit<Month, 'members'>): Promise<void> {
  const happenedOn = endOfMonth(month) <= scene.today ? addDays(month, 24) : month;
  if (happenedOn > scene.today) return;
  const entry = (description: string, debit: string, credit: string, thousands: number) => ({
    happenedOn,
    description,
    lines: [
      { account: debit, debit: `${thousands}000.00` },
      { account: credit, credit: `${thousands}000.00` },
    ],
  });
  const { serviceLeast, serviceMost, wages } = plan.office;
  const context = scene.on(happenedOn, plan.teller);
  await postEntries(
    context,
    {
      entries: [
        entry(
          'Jasa pelayanan pembayaran listrik, bukan anggota',
          '1.1.01',
          '4.2.04',
          random.between(serviceLeast, serviceMost),
        ),
        entry('Gaji dan honor', '6.1.01', '1.1.01', wages),
        entry('Listrik, air dan telepon', '6.1.03', '1.1.01', random.between(180, 320)),
        entry('Alat tulis dan fotokopi', '6.1.05', '1.1.01', random.between(40, 150)),
        entry('Rapat pengurus', '6.2.01', '1.1.01', random.between(100, 250)),
      ],
    },
    { key: `demo:${month}:kantor` },
  );
}
