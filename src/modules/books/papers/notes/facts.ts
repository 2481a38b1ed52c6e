import { readProfile } from '#cooperatives';
import { dateText } from '#documents';
import { holdersOf } from '#identity';
import { addDays } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { membersOn } from '#members';
import { signatoriesOf } from '../paper.ts';
import type { PaperPeriod } from '../period.ts';
import type { PlaceholderValues } from '../rules/placeholders.ts';

/** What the data say of the cooperative: facts for the first section, and what `{names}` are filled with. */
export type NoteFacts = {
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly values: PlaceholderValues;
};

const NONE = 'belum diisi';

/** Step: reads them for a period. What is not on record says so, so that nobody prints a blank. */
export async function readNoteFacts(scope: QueryScope, period: PaperPeriod): Promise<NoteFacts> {
  const [profile, board, supervisors, members] = await Promise.all([
    readProfile(scope),
    signatoriesOf(scope),
    holdersOf(scope, ['pengawas']),
    membersOn(scope, period),
  ]);
  const of = (sex: 'male' | 'female') => members.find((row) => row.sex === sex)?.members ?? 0;
  const sum = (key: 'members' | 'joined' | 'left') => members.reduce((total, row) => total + row[key], 0);
  const address = [profile.street, profile.postalCode].filter(Boolean).join(' ');
  const count = (value: number) => value.toLocaleString('id-ID');
  const unknown = sum('members') - of('male') - of('female');
  return {
    facts: [
      { label: 'Badan hukum', value: profile.legalEntityNumber ?? NONE },
      { label: 'Nomor induk koperasi (NIK)', value: profile.coopRegistryNumber ?? NONE },
      { label: 'Nomor induk berusaha (NIB)', value: profile.businessId ?? NONE },
      { label: 'NPWP', value: profile.taxNumber ?? NONE },
      { label: 'Alamat', value: address },
      ...board.map(({ office, name }) => ({ label: office, value: name ?? NONE })),
      { label: 'Pengawas', value: supervisors.map(({ name }) => name).join(', ') || NONE },
      {
        label: 'Anggota',
        value: `${count(sum('members'))}: ${count(of('male'))} laki-laki, ${count(of('female'))} perempuan${
          unknown > 0 ? `, ${count(unknown)} belum dicatat jenis kelaminnya` : ''
        }`,
      },
      { label: 'Masuk dan keluar tahun ini', value: `${count(sum('joined'))} masuk, ${count(sum('left'))} keluar` },
    ],
    values: {
      koperasi: profile.name,
      badan_hukum: profile.legalEntityNumber ?? `(${NONE})`,
      nik: profile.coopRegistryNumber ?? `(${NONE})`,
      alamat: address,
      tahun: String(period.year),
      awal: dateText(period.from),
      akhir: dateText(addDays(period.before, -1)),
      anggota: count(sum('members')),
      anggota_laki: count(of('male')),
      anggota_perempuan: count(of('female')),
    },
  };
}
