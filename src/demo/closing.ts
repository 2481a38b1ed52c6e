import { closeMonth, closeYear, closingOverview, depreciate, monthClosing, registerAsset, startBudget } from '#books';
import { approveBudget, recordResolution } from '#governance';
import type { Context } from '#kernel/context';
import { addDays, addMonths, type BusinessDate, fromParts, parts } from '#kernel/dates';
import { approveShu, calculateShu, finishBatch, setByLaws, startBatch } from '#shu';
import type { DemoPerson, Scene } from './scene.ts';

/** Who keeps the books and who signs what the meeting resolved. */
export type Office = { readonly bendahara: DemoPerson; readonly ketua: DemoPerson };

/** The demo's by-laws: what a meeting of members decides a surplus is for. */
const BY_LAWS = {
  pools: [
    { code: 'cadangan', name: 'Cadangan umum', percent: '30', credits: '3.2.01' },
    { code: 'anggota', name: 'Bagian anggota', percent: '45' },
    {
      code: 'jasa_modal',
      name: 'Jasa modal',
      percent: '45',
      of: 'anggota',
      basis: { kind: 'savings', measure: 'monthly', kinds: ['principal', 'mandatory'] },
    },
    {
      code: 'jasa_usaha',
      name: 'Jasa usaha',
      percent: '55',
      of: 'anggota',
      basis: { kind: 'transactions', units: [{ unit: 'loan_interest', weightPercent: 100 }] },
      whenZero: 'equal',
    },
    { code: 'pengurus', name: 'Dana pengurus dan pengawas', percent: '10', credits: '2.1.13' },
    { code: 'karyawan', name: 'Dana karyawan', percent: '5', credits: '2.1.14' },
    { code: 'pendidikan', name: 'Dana pendidikan', percent: '5', credits: '2.1.11' },
    { code: 'sosial', name: 'Dana sosial', percent: '5', credits: '2.1.12' },
  ],
  nonMemberPools: [],
  eligibility: { joiners: 'pro_rata', leavers: 'none', minMonths: 0, arrears: 'ignore', associates: true },
  rounding: { step: '1.00', method: 'largest_remainder' },
  tax: { percent: '0', legalBasis: 'UU PPh Ps 4 ayat (3) huruf i' },
  unclaimed: { years: 3, to: '2.1.12' },
};

const BOUGHT = [
  { month: 2, code: 'KM-01', name: 'Komputer dan pencetak', cost: '9600000.00', location: 'Loket' },
  { month: 5, code: 'BR-01', name: 'Brankas', cost: '6000000.00', location: 'Ruang kas' },
  { month: 9, code: 'MJ-01', name: 'Meja dan kursi loket', cost: '4800000.00', location: 'Loket' },
];

/** What the office does with a month that is over, a few days into the next: buys what it needs, and books its depreciation. */
export async function keepAssets(
  scene: Scene,
  { bendahara }: Office,
  { month, since }: { month: BusinessDate; since: number },
): Promise<void> {
  const on = addDays(addMonths(month, 1), 2);
  if (on > scene.today) return;
  const bought = BOUGHT.find((asset) => asset.month === since);
  if (bought) {
    const { month: _, ...asset } = bought;
    const acquiredOn = addDays(month, 20);
    const wanted = { ...asset, categoryCode: 'equipment', acquiredOn, paidFrom: '1.1.01' };
    await registerAsset(scene.on(acquiredOn, bendahara), wanted, { key: `demo:aset:${asset.code}` });
  }
  if (since >= 2) await depreciate(scene.on(on, bendahara), { month }, { key: `demo:susut:${month}` });
}

/** Closes every month before a date that is still open; warnings are taken on with a reason, as a treasurer does. */
export async function closeMonthsBefore(
  scene: Scene,
  { bendahara }: Office,
  { before, on }: { before: BusinessDate; on: BusinessDate },
): Promise<void> {
  const context = scene.on(on, bendahara);
  for (;;) {
    const { next } = await closingOverview(context, {});
    if (next === null || next >= before) return;
    const { blockers } = await monthClosing(context, { startsOn: next });
    const accepted = blockers
      .filter(({ severity }) => severity === 'warn')
      .map(({ code }) => ({ code, reason: 'Sudah diperiksa' }));
    await closeMonth(context, { startsOn: next, accepted });
  }
}

/** In February: last year's months and the year are closed, the meeting decides on the surplus and next year's budget, members are paid. */
export async function endYear(scene: Scene, office: Office, year: number): Promise<void> {
  const [closedOn, meetingOn] = [fromParts(year + 1, 2, 10), fromParts(year + 1, 2, 24)];
  if (meetingOn > scene.today) return;
  await closeMonthsBefore(scene, office, { before: fromParts(year + 1, 1, 1), on: closedOn });
  await closeYear(scene.on(closedOn, office.bendahara), { year }, { key: `demo:tutup:${year}` });
  const [maker, checker] = [scene.on(meetingOn, office.bendahara), scene.on(meetingOn, office.ketua)];
  if (year === parts(scene.today).year - 2) {
    const rules = { effectiveFrom: fromParts(year, 1, 1), legalBasis: 'Anggaran Dasar pasal 45', rules: BY_LAWS };
    await setByLaws(maker, rules, { key: 'demo:aturan-shu' });
  }
  const number = await resolved(checker, {
    number: `01/RAT/${year + 1}`,
    kind: 'shu',
    bookYear: year,
    decision: `SHU tahun buku ${year} dibagi menurut Anggaran Dasar.`,
  });
  const { result } = await calculateShu(maker, { year }, { key: `demo:shu:${year}` });
  await approveShu(checker, { calculationId: result.id, resolutionNumber: number }, { key: `demo:shu:${year}:sah` });
  const batch = await startBatch(maker, { year }, { key: `demo:shu:${year}:bayar` });
  await finishBatch(maker, String(batch.result.id));
  await planNextYear({ maker, checker }, year + 1);
}

async function planNextYear({ maker, checker }: { maker: Context; checker: Context }, year: number): Promise<void> {
  const number = await resolved(checker, {
    number: `02/RAT/${year}`,
    kind: 'budget',
    bookYear: year,
    decision: `RAPB tahun buku ${year} disahkan.`,
  });
  const plan = { year, note: 'Tahun lalu ditambah 8 persen', from: 'actual', percent: '8' };
  const { result } = await startBudget(maker, plan, { key: `demo:rapb:${year}` });
  await approveBudget(
    checker,
    { versionId: result.versionId, resolutionNumber: number },
    { key: `demo:rapb:${year}:sah` },
  );
}

async function resolved(
  context: Context,
  about: { number: string; kind: string; bookYear: number; decision: string },
): Promise<string> {
  const decidedOn = context.clock.today(context.cooperative.zone);
  const meeting = {
    meeting: 'rat',
    decidedOn,
    place: 'Balai Desa Demaan',
    attended: 121,
    chair: 'Sutrisno Hadi',
    minutesTaker: 'Sri Wahyuni',
  };
  await recordResolution(context, { ...about, ...meeting }, { key: `demo:keputusan:${about.number}` });
  return about.number;
}
