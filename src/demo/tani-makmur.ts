import { postEntry } from '#ledger';
import { writeHistory } from './history.ts';
import type { MakerParts } from './mekar-jaya.ts';
import { addDemoPerson, openScene, type Scene } from './scene.ts';

/** A second, small cooperative: nothing of it is ever seen from the first. */
export async function makeTaniMakmur(parts: MakerParts, progress: (step: string) => void): Promise<Scene> {
  const scene = await openScene({
    ...parts,
    id: '01900000-0000-7000-8000-0000000000b2',
    profile: {
      name: 'Koperasi Tani Makmur',
      slug: 'tani-makmur',
      shortCode: 'TM',
      kind: 'multi_business',
      chartTemplate: 'ksp',
    },
    chair: { username: 'ketua2', fullName: 'Karno Wibowo' },
  });
  const context = scene.systemOn(parts.openFrom);
  const teller = await addDemoPerson(context, {
    username: 'teller2',
    fullName: 'Ratna Handayani',
    roles: ['teller', 'akuntan'],
  });
  const opening = {
    happenedOn: parts.openFrom,
    description: 'Modal awal',
    lines: [
      { account: '1.1.01', debit: '20000000.00' },
      { account: '3.1.06', credit: '20000000.00' },
    ],
  };
  await postEntry(context, opening, { key: 'demo:modal' });
  const members = await writeHistory(
    scene,
    {
      seed: 77,
      from: parts.openFrom,
      founders: 12,
      joiningMonthly: 2,
      teller,
      office: { serviceLeast: 2_600, serviceMost: 3_400, wages: 1_800 },
      analyze: parts.analyze,
    },
    progress,
  );
  const [member] = members;
  if (member) {
    await addDemoPerson(scene.systemOn(scene.today), {
      username: 'anggota2',
      fullName: 'Murni Astuti',
      roles: ['anggota'],
      memberId: member.id,
    });
  }
  return scene;
}
