import { addDays } from '#kernel/dates';
import { closeDays } from '#loans';
import type { DemoMember } from './history.ts';
import { apply, approve, drawAndSign, type Lending, lend, review, type Wish } from './lending.ts';
import { randomFrom } from './random.ts';
import type { Scene } from './scene.ts';

/**
 * What stands on the desk today: the demo member's own loan, and an application or contract at every stage before the money is paid out.
 */
export async function lendingScenes(scene: Scene, lending: Lending, members: readonly DemoMember[]): Promise<void> {
  const { today } = scene;
  const free = members.filter(({ id, behind }) => !behind && !lending.busyUntil.has(id)).slice(4, -30);
  const guarantor = free.pop();
  const wish = (name: string, thousands: number): Wish => {
    const member = free.shift();
    if (!member || !guarantor) throw new Error('the demo has members without a loan');
    const common = { key: `demo:meja:${name}`, member, purpose: 'business' };
    return { ...common, code: 'PU', rupiah: thousands * 1000, tenor: 12, guarantor };
  };
  await ownLoan(scene, lending, members, guarantor);
  await apply(scene, lending, wish('dikirim', 4_000), today);
  const reviewed = wish('komite', 7_500);
  const id = await apply(scene, lending, reviewed, addDays(today, -2));
  await review(scene, lending.staff.manajer, { id, wish: reviewed, on: addDays(today, -1) });
  await approve(scene, lending, wish('disetujui', 3_000), addDays(today, -1));
  const signed = wish('akad', 5_000);
  const applicationId = await approve(scene, lending, signed, addDays(today, -1));
  await drawAndSign(scene, lending, { applicationId, wish: signed, on: addDays(today, -1) });
  await closeDays(scene.systemOn(today));
}

// The demo member has paid most of a loan.
async function ownLoan(
  scene: Scene,
  lending: Lending,
  members: readonly DemoMember[],
  guarantor: DemoMember | undefined,
): Promise<void> {
  const [member] = members;
  if (!member || !guarantor) return;
  const wish: Wish = {
    key: 'demo:anggota:pinjaman',
    member,
    code: 'PU',
    rupiah: 6_000_000,
    tenor: 12,
    purpose: 'business',
    guarantor,
  };
  await lend(scene, lending, { wish, on: addDays(scene.today, -1), manner: 'prompt', random: randomFrom(3) });
}
