import type { Clock } from '#kernel/clock';
import type { Database } from '#kernel/database';
import { addDays, addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { Held } from '#kernel/held';
import { postEntry } from '#ledger';
import { completeExit, memberDetail, registerMember, requestExit, suspendMember } from '#members';
import { tills } from '#payments';
import { deposit, settleExit, withdraw } from '#savings';
import { openBankAccount } from './bank.ts';
import { closeMonthsBefore } from './closing.ts';
import { type DemoMember, writeHistory } from './history.ts';
import { type LendingStaff, openLending } from './lending.ts';
import { lendingScenes } from './lending-scenes.ts';
import { inventPerson } from './people.ts';
import { randomFrom } from './random.ts';
import { addDemoPerson, chairOf, type DemoPerson, openScene, type Scene } from './scene.ts';

export type MakerParts = {
  readonly database: Database;
  readonly clock: Clock;
  readonly openFrom: BusinessDate;
  readonly analyze: () => Promise<void>;
};

/** KSP Mekar Jaya, Kudus: three book years, more than three hundred members, staff of every role. */
export async function makeMekarJaya(parts: MakerParts, progress: (step: string) => void): Promise<Scene> {
  const scene = await openScene({
    ...parts,
    id: '01900000-0000-7000-8000-0000000000a1',
    profile: {
      name: 'KSP Mekar Jaya',
      slug: 'mekar-jaya',
      shortCode: 'MJ',
      kind: 'savings_loan',
      chartTemplate: 'ksp',
    },
    chair: { username: 'ketua', fullName: 'Sutrisno Hadi' },
  });
  const context = scene.systemOn(parts.openFrom);
  const staff = [
    ['bendahara', 'Sri Wahyuni', ['bendahara', 'akuntan']],
    ['manajer', 'Agus Prasetyo', ['manajer']],
    ['teller', 'Dewi Lestari', ['teller']],
    ['kolektor', 'Joko Susilo', ['kolektor']],
    ['pengawas', 'Bambang Widodo', ['pengawas']],
  ] as const;
  const people = new Map<string, DemoPerson>();
  for (const [username, fullName, roles] of staff) {
    people.set(username, await addDemoPerson(context, { username, fullName, roles: [...roles] }));
  }
  await fundVault(scene, parts.openFrom);
  const ketua = await chairOf(scene, 'ketua');
  const lending = await openLending(scene, lendingStaff(people, ketua));
  const { teller } = lending.staff;
  const office = { serviceLeast: 2_400, serviceMost: 3_200, wages: 1_800 };
  const plan = {
    seed: 20_260,
    from: parts.openFrom,
    founders: 150,
    joiningMonthly: 5,
    teller,
    lending,
    office,
    closing: lending.staff,
  };
  const members = await writeHistory(scene, { ...plan, analyze: parts.analyze }, progress);
  const kolektor = people.get('kolektor');
  if (kolektor) await lendingScenes(scene, lending, { members, kolektor });
  const before = addMonths(startOfMonth(scene.today), -1);
  await closeMonthsBefore(scene, lending.staff, { before, on: addDays(scene.today, -1) });
  await openBankAccount(scene, lending.staff);
  await openMemberPage(scene, members[0], teller);
  await leaveSomethingToDo(scene, members, teller);
  return scene;
}

function lendingStaff(people: ReadonlyMap<string, DemoPerson>, ketua: DemoPerson): LendingStaff {
  const of = (username: string) => {
    const person = people.get(username);
    assert(person, `${username} works here`);
    return person;
  };
  return { teller: of('teller'), manajer: of('manajer'), bendahara: of('bendahara'), ketua };
}

// The safe holds money that the office did not count into its general cash.
async function fundVault(scene: Scene, day: BusinessDate): Promise<void> {
  const context = scene.systemOn(day);
  const vault = (await tills(context, {})).find((till) => till.kind === 'vault');
  if (!vault) return;
  const entry = {
    happenedOn: day,
    description: 'Hibah modal awal dari pemerintah kabupaten',
    lines: [
      { account: vault.accountId, debit: '75000000.00' },
      { account: '3.1.06', credit: '75000000.00' },
    ],
  };
  await postEntry(context, entry, { key: 'demo:hibah' });
}

async function openMemberPage(scene: Scene, member: DemoMember | undefined, teller: DemoPerson): Promise<void> {
  if (!member) return;
  const system = scene.systemOn(scene.today);
  const { fullName } = await memberDetail(system, { memberId: member.id });
  await addDemoPerson(system, { username: 'anggota', fullName, roles: ['anggota'], memberId: member.id });
  const context = scene.on(scene.today, teller);
  await deposit(context, { accountId: member.voluntary, amount: '250000.00' }, { key: 'demo:anggota:setor' });
}

// Work that waits: applicants, a held withdrawal, a suspension, and members who left.
async function leaveSomethingToDo(scene: Scene, members: readonly DemoMember[], teller: DemoPerson): Promise<void> {
  const random = randomFrom(7);
  const context = scene.on(scene.today, teller);
  for (const sequence of [9001, 9002, 9003]) {
    await registerMember(context, inventPerson(random, sequence), { key: `demo:${sequence}:register` });
  }
  const [, large, suspended, ...others] = members;
  if (large) await holdWithdrawal(scene, large, teller);
  if (suspended) {
    await suspendMember(
      context,
      { memberId: suspended.id, reason: 'Tidak bisa dihubungi sejak pindah rumah' },
      { key: 'demo:suspend' },
    );
  }
  for (const leaver of others.slice(0, 2)) {
    const memberId = leaver.id;
    await requestExit(
      context,
      { memberId, kind: 'moved', reason: 'Pindah ke luar kota' },
      { key: `demo:${memberId}:exit` },
    );
    await settleExit(context, { memberId }, { key: `demo:${memberId}:settle` });
    await completeExit(context, { memberId }, { key: `demo:${memberId}:left` });
  }
}

async function holdWithdrawal(scene: Scene, member: DemoMember, teller: DemoPerson): Promise<void> {
  const day = addDays(scene.today, -1);
  const context = scene.on(day, teller);
  await deposit(context, { accountId: member.voluntary, amount: '40000000.00' }, { key: 'demo:besar:setor' });
  try {
    await withdraw(context, { accountId: member.voluntary, amount: '30000000.00' }, { key: 'demo:besar:ambil' });
  } catch (error) {
    if (!(error instanceof Held)) throw error;
  }
}
