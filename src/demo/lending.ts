import { addDays, addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { formatDecimal, parseDecimal, rupiah } from '#kernel/money';
import {
  closeDays,
  DEFAULT_LOAN_PRODUCTS,
  disburseLoan,
  drawContract,
  enterApplication,
  loanProductList,
  makeSchedule,
  parseSchedule,
  repay,
  reviewApplication,
  ScheduleRequest,
  settle,
  signLoan,
  voteOnApplication,
} from '#loans';
import { memberDetail } from '#members';
import { withdraw } from '#savings';
import type { DemoMember } from './history.ts';
import type { Random } from './random.ts';
import type { DemoPerson, Scene } from './scene.ts';

/** Who decides on loans. */
export type LendingStaff = Record<'teller' | 'manajer' | 'ketua' | 'bendahara', DemoPerson>;

/** How a borrower pays: on the day, some days late, or at some point no more; `settles` pays all before the end. */
type Manner = 'prompt' | 'slow' | 'stops' | 'settles';

type Payment = {
  readonly loanId: string;
  readonly on: BusinessDate;
  readonly amountSen: bigint | 'all';
  readonly no: number;
};

/** What lending has done so far: who owes, and every payment that will come. */
export type Lending = {
  readonly staff: LendingStaff;
  readonly productIds: ReadonlyMap<string, string>;
  readonly busyUntil: Map<string, BusinessDate>;
  readonly payments: Payment[];
  /** Loans whose borrowers stop paying, in the order they were lent. */
  readonly stopping: string[];
};

/** What a demo loan is asked for. */
export type Wish = {
  readonly key: string;
  readonly member: DemoMember;
  readonly code: string;
  readonly rupiah: number;
  readonly tenor: number;
  readonly purpose: string;
  readonly guarantor?: DemoMember;
};

const SURVEY = 'Usaha berjalan, penghasilan cukup, rumah milik sendiri. Layak dibantu.';

/** Opens the book of lending: its people and products. */
export async function openLending(scene: Scene, staff: LendingStaff): Promise<Lending> {
  const products = await loanProductList(scene.systemOn(scene.today), {});
  return {
    staff,
    productIds: new Map(products.map(({ code, id }) => [code, id])),
    busyUntil: new Map(),
    payments: [],
    stopping: [],
  };
}

/** One month of lending: new loans on the fifteenth, payments on the days they come, and the end of every day. */
export async function lendMonth(
  scene: Scene,
  lending: Lending,
  { random, members, month, since }: { random: Random; members: DemoMember[]; month: BusinessDate; since: number },
): Promise<void> {
  const nextMonth = addMonths(month, 1);
  const payday = addDays(month, 14);
  await payUntil(scene, lending, payday);
  if (since >= 3 && payday <= scene.today) {
    for (let n = random.between(3, 5); n > 0; n -= 1) {
      const wish = wishOf(random, lending, { members, payday, n });
      if (wish) await lend(scene, lending, { wish, on: payday, manner: mannerOf(random), random });
    }
  }
  const own = ownWish(scene, members, { month, since });
  if (own && payday <= scene.today) await lend(scene, lending, { wish: own, on: payday, manner: 'prompt', random });
  await payUntil(scene, lending, nextMonth);
}

// The demo member paid one loan off in the first year, and is in the middle of another.
function ownWish(
  { today }: Scene,
  [member, guarantor]: readonly DemoMember[],
  { month, since }: { month: BusinessDate; since: number },
): Wish | undefined {
  const running = startOfMonth(addMonths(today, -7));
  if (!member || !guarantor || (since !== 4 && month !== running)) return undefined;
  const common = { key: `demo:anggota:pinjaman:${month}`, member, guarantor, code: 'PU' };
  return since === 4
    ? { ...common, rupiah: 3_000_000, tenor: 6, purpose: 'education' }
    : { ...common, rupiah: 6_000_000, tenor: 12, purpose: 'business' };
}

function mannerOf(random: Random): Manner {
  const drawn = random.between(1, 100);
  return drawn <= 74 ? 'prompt' : drawn <= 90 ? 'slow' : drawn <= 95 ? 'settles' : 'stops';
}

const PURPOSES = ['business', 'education', 'housing', 'vehicle', 'household', 'health'] as const;

function wishOf(
  random: Random,
  { busyUntil }: Lending,
  { members, payday, n }: { members: DemoMember[]; payday: BusinessDate; n: number },
): Wish | undefined {
  // Newcomers wait three months; nobody has two at once, and the last who joined stand surety for nobody.
  const old = members.slice(4, Math.max(members.length - 24, 6));
  const free = old.filter(({ id, behind }) => !behind && (busyUntil.get(id) ?? payday) <= payday);
  if (free.length < 3) return undefined;
  const member = random.pick(free);
  const guarantor = random.pick(old.filter(({ id }) => id !== member.id));
  const code = random.pick(['PU', 'PU', 'PU', 'PM', 'PD', 'PW'] as const);
  const key = `demo:pinjaman:${payday}:${n}`;
  const purpose = random.pick(PURPOSES);
  const common = { key, member, code, purpose };
  if (code === 'PD') return { ...common, rupiah: random.between(3, 9) * 50_000, tenor: random.between(3, 6) };
  if (code === 'PW') return { ...common, rupiah: random.between(2, 8) * 250_000, tenor: random.pick([20, 25, 40]) };
  const amount = random.between(4, 18) * 500_000;
  return { ...common, rupiah: amount, tenor: random.pick([10, 12, 18, 24]), guarantor };
}

/** Takes an application through the committee; answers its id. */
export async function approve(scene: Scene, lending: Lending, wish: Wish, on: BusinessDate): Promise<string> {
  const id = await apply(scene, lending, wish, on);
  const { manajer, ketua, bendahara } = lending.staff;
  const payloadHash = await review(scene, manajer, { id, wish, on });
  for (const [voter, person] of Object.entries({ ketua, bendahara })) {
    const { result } = await voteOnApplication(
      scene.on(on, person),
      { applicationId: id, decision: 'approve', reason: 'Sesuai hasil survei', payloadHash },
      { key: `${wish.key}:${voter}` },
    );
    if (result.outcome === 'approved') break;
  }
  return id;
}

/** Enters an application at the office. */
export async function apply(scene: Scene, lending: Lending, wish: Wish, on: BusinessDate): Promise<string> {
  const product = productOf(wish.code);
  const guarantor = wish.guarantor ? [await numberOf(scene, wish.guarantor)] : [];
  const { result } = await enterApplication(
    scene.on(on, lending.staff.teller),
    {
      memberId: wish.member.id,
      productId: lending.productIds.get(wish.code),
      amount: `${wish.rupiah}.00`,
      tenor: wish.tenor,
      purpose: wish.purpose,
      income: '6500000.00',
      otherInstalments: '0.00',
      dependants: 2,
      guarantors: product.terms.security?.guarantors ? guarantor : [],
      papersSeen: product.terms.documents ?? [],
    },
    { key: `${wish.key}:apply` },
  );
  return String(result.id);
}

/** The manager's survey, sent to the committee; answers the hash that is voted on. */
export async function review(
  scene: Scene,
  reviewer: DemoPerson,
  { id, wish, on }: { id: string; wish: Wish; on: BusinessDate },
): Promise<string> {
  const { result } = await reviewApplication(
    scene.on(on, reviewer),
    { id, surveyNote: SURVEY, amount: `${wish.rupiah}.00`, tenor: wish.tenor, send: true },
    { key: `${wish.key}:review` },
  );
  return String(result.payloadHash);
}

type Lent = { readonly wish: Wish; readonly on: BusinessDate; readonly manner: Manner; readonly random: Random };

/** A loan from its application to the money in the member's hand, with every payment that will come of it. Answers its id. */
export async function lend(scene: Scene, lending: Lending, { wish, on, manner, random }: Lent): Promise<string> {
  const applicationId = await approve(scene, lending, wish, on);
  const loanId = await drawAndSign(scene, lending, { applicationId, wish, on });
  const { result } = await disburseLoan(
    scene.on(on, lending.staff.teller),
    { loanId, channel: 'savings' },
    { key: `${wish.key}:disburse` },
  );
  await withdraw(
    scene.on(on, lending.staff.teller),
    // A little stays in the saving: it may not be empty.
    { accountId: wish.member.voluntary, amount: formatDecimal(parseDecimal(String(result.net)) - rupiah(50_000)) },
    { key: `${wish.key}:cash` },
  );
  const payments = paymentsOf(loanId, { wish, on, manner, random });
  lending.payments.push(...payments);
  if (manner === 'stops') lending.stopping.push(loanId);
  lending.busyUntil.set(wish.member.id, addMonths(on, manner === 'stops' ? 600 : wish.tenor + 3));
  return loanId;
}

/** Draws an approved contract up and has it signed on paper. */
export async function drawAndSign(
  scene: Scene,
  lending: Lending,
  { applicationId, wish, on }: { applicationId: string; wish: Wish; on: BusinessDate },
): Promise<string> {
  const context = scene.on(on, lending.staff.manajer);
  const { result } = await drawContract(
    context,
    { applicationId, firstDueOn: firstDueOn(wish.code, on), savingsAccountId: wish.member.voluntary },
    { key: `${wish.key}:draw` },
  );
  const loanId = String(result.id);
  const signers = [
    { role: 'borrower', member: wish.member },
    ...(wish.guarantor ? [{ role: 'guarantor', member: wish.guarantor }] : []),
  ];
  for (const { role, member } of signers) {
    const { fullName } = await memberDetail(scene.systemOn(on), { memberId: member.id });
    await signLoan(context, { loanId, role, name: fullName, way: 'paper' }, { key: `${wish.key}:sign:${role}` });
  }
  return loanId;
}

function firstDueOn(code: string, on: BusinessDate): BusinessDate {
  return code === 'PW' ? addDays(on, 7) : addMonths(on, 1);
}

// Known from the agreement alone, so that a demo that was interrupted pays the same again.
function paymentsOf(loanId: string, { wish, on, manner, random }: Lent): Payment[] {
  const request = {
    ...productOf(wish.code).terms.calculation,
    principal: `${wish.rupiah}.00`,
    instalments: wish.tenor,
    disbursedOn: on,
    firstDueOn: firstDueOn(wish.code, on),
  };
  const { rows } = makeSchedule(parseSchedule(parseInput(ScheduleRequest, request)));
  const last = manner === 'stops' || manner === 'settles' ? Math.ceil(rows.length / 2) : rows.length;
  return rows.slice(0, last).map(({ no, dueOn, totalSen }): Payment => {
    const late = manner === 'slow' ? random.between(0, wish.code === 'PW' ? 5 : 24) : -random.between(0, 3);
    // The last payment is whatever is still owed.
    if (no === last && manner !== 'stops') return { loanId, no, on: addDays(dueOn, late), amountSen: 'all' };
    // Who is late brings the charge as well, rounded up; what is too much goes to the saving.
    const charge = late > 3 ? (totalSen * BigInt(late)) / 1000n + rupiah(1_000) : 0n;
    return { loanId, no, on: addDays(dueOn, late), amountSen: totalSen + charge };
  });
}

// Each day's payments are taken once every day before it is closed.
async function payUntil(scene: Scene, lending: Lending, until: BusinessDate): Promise<void> {
  const due = lending.payments.filter(({ on }) => on < until && on <= scene.today);
  lending.payments.splice(0, lending.payments.length, ...lending.payments.filter((payment) => !due.includes(payment)));
  const days = Map.groupBy(due, ({ on }) => on);
  for (const on of [...days.keys()].sort()) {
    await closeDays(scene.systemOn(on));
    await Promise.all((days.get(on) ?? []).map((payment) => pay(scene, lending, payment)));
  }
}

async function pay(scene: Scene, lending: Lending, { loanId, no, on, amountSen }: Payment): Promise<void> {
  const context = scene.on(on, lending.staff.teller);
  const key = `demo:bayar:${loanId}:${no}`;
  if (amountSen === 'all') await settle(context, { loanId, channel: 'cash' }, { key });
  else await repay(context, { loanId, amount: formatDecimal(amountSen), channel: 'cash' }, { key });
}

function productOf(code: string) {
  const product = DEFAULT_LOAN_PRODUCTS.ksp.find((candidate) => candidate.code === code);
  assert(product, `the usual products have ${code}`);
  return product;
}

async function numberOf(scene: Scene, member: DemoMember): Promise<string> {
  const { number } = await memberDetail(scene.systemOn(scene.today), { memberId: member.id });
  assert(number, 'who stands surety is a member');
  return number;
}
