import { decideApproval } from '#identity';
import { addDays } from '#kernel/dates';
import { Held } from '#kernel/held';
import { assignOfficer, closeDays, noteContact, proposeWriteOff, recover, restructureLoan, voteWriteOff } from '#loans';
import type { DemoMember } from './history.ts';
import { apply, approve, drawAndSign, type Lending, review, type Wish } from './lending.ts';
import type { DemoPerson, Scene } from './scene.ts';

/** What stands on the desk today: an application or contract at every stage before the money is paid out, and loans in trouble. */
export async function lendingScenes(
  scene: Scene,
  lending: Lending,
  { members, kolektor }: { members: readonly DemoMember[]; kolektor: DemoPerson },
): Promise<void> {
  const { today } = scene;
  const free = members.filter(({ id, behind }) => !behind && !lending.busyUntil.has(id)).slice(4, -30);
  const guarantor = free.pop();
  const wish = (name: string, thousands: number): Wish => {
    const member = free.shift();
    if (!member || !guarantor) throw new Error('the demo has members without a loan');
    const common = { key: `demo:meja:${name}`, member, purpose: 'business' };
    return { ...common, code: 'PU', rupiah: thousands * 1000, tenor: 12, guarantor };
  };
  await apply(scene, lending, wish('dikirim', 4_000), today);
  const reviewed = wish('komite', 7_500);
  const id = await apply(scene, lending, reviewed, addDays(today, -2));
  await review(scene, lending.staff.manajer, { id, wish: reviewed, on: addDays(today, -1) });
  await approve(scene, lending, wish('disetujui', 3_000), addDays(today, -1));
  const signed = wish('akad', 5_000);
  const applicationId = await approve(scene, lending, signed, addDays(today, -1));
  await drawAndSign(scene, lending, { applicationId, wish: signed, on: addDays(today, -1) });
  await closeDays(scene.systemOn(today));
  await troubledLoans(scene, lending, kolektor);
}

// Who stopped paying: the oldest is written off and pays a little since, the next was visited, the latest gets easier terms.
async function troubledLoans(scene: Scene, lending: Lending, kolektor: DemoPerson): Promise<void> {
  const [oldest, visited, ...others] = lending.stopping;
  const eased = others.at(-1);
  const on = (person: DemoPerson) => scene.on(scene.today, person);
  const { manajer, bendahara } = lending.staff;
  if (visited) {
    await assignOfficer(
      on(manajer),
      { loanIds: [visited, ...others].slice(0, 20), officerId: kolektor.id },
      { key: 'demo:kolektor' },
    );
    const promise = { promiseOn: addDays(scene.today, 5), promiseAmount: '300000.00' };
    await noteContact(
      on(kolektor),
      {
        loanId: visited,
        kind: 'visit',
        result: 'promised',
        note: 'Warung sedang sepi, akan mulai mencicil',
        ...promise,
      },
      { key: 'demo:kunjungan' },
    );
  }
  if (oldest) await writeOff(scene, lending, oldest);
  if (!eased) return;
  const change = { loanId: eased, instalments: 12, arrears: 'move', reason: 'Usaha pulih setelah banjir' };
  try {
    await restructureLoan(on(manajer), change, { key: 'demo:restrukturisasi' });
  } catch (error) {
    if (!(error instanceof Held)) throw error;
    const { approvalId, payloadHash } = JSON.parse(error.answer) as { approvalId: string; payloadHash: string };
    const decision = { approvalId, payloadHash, decision: 'approved', reason: 'Disetujui rapat pengurus' };
    await decideApproval(on(bendahara), decision, { key: 'demo:restrukturisasi:setuju' });
  }
}

async function writeOff(scene: Scene, lending: Lending, loanId: string): Promise<void> {
  const on = (person: DemoPerson) => scene.on(scene.today, person);
  const { manajer, ketua, bendahara, teller } = lending.staff;
  const proposal = {
    loanId,
    reason: 'Peminjam pindah dan tidak bisa ditemukan sejak setahun lalu',
    resolution: '07/RP/MJ',
  };
  const { result } = await proposeWriteOff(on(manajer), proposal, { key: 'demo:hapus-buku' });
  for (const [name, person] of Object.entries({ ketua, bendahara })) {
    await voteWriteOff(
      on(person),
      { proposalId: result.id, decision: 'agreed', note: 'Sesuai keputusan rapat' },
      { key: `demo:hapus-buku:${name}` },
    );
  }
  const paid = { loanId, amount: '150000.00', channel: 'cash' };
  await recover(on(teller), paid, { key: 'demo:hapus-buku:terima' });
}
