import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { apiOf } from '../support/people.ts';
import { testWorld } from '../support/world.ts';

const api = apiOf(await testWorld());
const DATA = new URL('../../../shared/data/', import.meta.url);

/** A public file of figures, frozen by its hash. */
function frozen(path: string, sha256: string): unknown {
  const bytes = readFileSync(new URL(path, DATA));
  assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256, `${path} has changed`);
  return JSON.parse(bytes.toString('utf8'));
}
const options = { skip: existsSync(DATA) ? false : 'skipped: ../shared/data is not beside this repository' };

type Answer = {
  pools: { code: string; amount: string }[];
  members: { id: string; bySavings: string; byTransactions: string; total: string }[];
  residual: string;
};
async function share(body: object): Promise<Answer> {
  const answer = await api.call('POST', '/tools/shu', { body });
  assert.equal(answer.status, 200, answer.text);
  return answer.body as Answer;
}
const rupiah = (amount: number) => `${amount}.00`;
const sen = (amount: string) => BigInt(amount.replace('.', ''));
const sum = (amounts: readonly string[]) => amounts.reduce((total, amount) => total + sen(amount), 0n);

type Numbers = Record<string, number>;
type Case = { id: string; status: string; inputs: Numbers; expected: Numbers; publishedAnswer?: number };
const SHU_SHA = 'a049b09073553b79baa1e0710ad49a5d7c986abb8e0bd0bdde44f9271e6f734c';
const cases = () => (frozen('shu.json', SHU_SHA) as { cases: Case[] }).cases;

/** A published example as a request: one member, and everybody else as a second one. */
function published({ inputs }: Case) {
  const own = (inputs['simpananPokok'] ?? 0) + (inputs['simpananWajib'] ?? 0);
  const did = inputs['transaksiAnggota'] ?? 0;
  const [modal, usaha] = [inputs['pctJasaModal'] ?? 0, inputs['pctJasaUsaha'] ?? 0];
  return {
    surplus: rupiah(inputs['shu'] ?? 0),
    pools: [
      { code: 'modal', percent: String(modal), basis: 'savings' },
      { code: 'usaha', percent: String(usaha), basis: 'transactions' },
      { code: 'lainnya', percent: String(100 - modal - usaha) },
    ],
    members: [
      { id: '1', savings: rupiah(own), transactions: rupiah(did) },
      {
        id: '2',
        savings: rupiah((inputs['totalSimpanan'] ?? 0) - own),
        transactions: rupiah((inputs['totalTransaksi'] ?? 0) - did),
      },
    ],
    rounding: { step: '1.00', method: 'floor_to_reserve' },
  };
}

test('every published example is answered as printed, and what the page got wrong is not', options, async () => {
  const examples = cases().filter(({ inputs }) => 'pctJasaModal' in inputs);
  assert.equal(examples.length, 4);
  for (const one of examples) {
    const { members, pools, residual } = await share(published(one));
    const [member] = members;
    const { jasaModal, jasaUsaha, total, poolJasaModal } = one.expected;
    assert.deepEqual(
      [member?.bySavings, member?.byTransactions, member?.total],
      [jasaModal, jasaUsaha, total].map((amount) => rupiah(amount ?? -1)),
      one.id,
    );
    if (poolJasaModal !== undefined) assert.equal(pools[0]?.amount, rupiah(poolJasaModal));
    if (one.status === 'published_wrong') assert.notEqual(member?.total, rupiah(one.publishedAnswer ?? -1));
    const funds = pools.filter(({ code }) => code === 'lainnya').map(({ amount }) => amount);
    const all = sum([...funds, ...members.map(({ total: share }) => share), residual]);
    assert.equal(all, BigInt(one.inputs['shu'] ?? 0) * 100n, one.id);
  }
});

test('cutting down leaves a stated rest for the reserves; the largest remainder leaves none', options, async () => {
  const heri = cases().find(({ id }) => id === 'shu-heri');
  assert.ok(heri);
  const down = await share(published(heri));
  assert.equal(down.members[0]?.byTransactions, '397058.00');
  assert.equal(down.residual, '1.00');
  const exact = await share({
    ...published(heri),
    rounding: { step: '1.00', method: 'largest_remainder' },
  });
  assert.equal(exact.members[0]?.byTransactions, '397059.00');
  assert.equal(exact.residual, '0.00');
});

test('the seven pools of BITA and their two parts are its own figures', options, async () => {
  const bita = cases().find(({ id }) => id === 'shu-bita-pools') as unknown as {
    inputs: {
      shu: number;
      alokasiPersen: Numbers;
      jasaModalPersenDariAnggota: number;
      jasaUsahaPersenDariAnggota: number;
    };
    expected: Numbers;
  };
  const { pools } = await share({
    surplus: rupiah(bita.inputs.shu),
    pools: [
      ...Object.entries(bita.inputs.alokasiPersen).map(([code, percent]) => ({ code, percent })),
      { code: 'jasaModal', percent: bita.inputs.jasaModalPersenDariAnggota, of: 'anggota' },
      { code: 'jasaUsaha', percent: bita.inputs.jasaUsahaPersenDariAnggota, of: 'anggota' },
    ],
  });
  assert.deepEqual(
    Object.fromEntries(pools.map(({ code, amount }) => [code, amount])),
    Object.fromEntries(Object.entries(bita.expected).map(([code, amount]) => [code, rupiah(amount)])),
  );
});

test('a million among three equals: the odd rupiah goes to the lowest number', options, async () => {
  const { expected } = cases().find(({ id }) => id === 'shu-largest-remainder') as unknown as {
    expected: { shares: number[] };
  };
  const { members } = await share({
    surplus: '1000000.00',
    pools: [{ code: 'anggota', percent: 100, basis: 'equal' }],
    members: ['1', '2', '3'].map((id) => ({ id })),
  });
  assert.deepEqual(
    members.map(({ total }) => total),
    expected.shares.map(rupiah),
  );
});

type Rule = {
  koperasi: string;
  complete?: boolean;
  pools: { base: string; parts: [string, number][]; percent_sum: number }[];
};

test(
  'every division met in real by-laws is taken when it makes 100, and refused when it is not whole',
  options,
  async () => {
    const { rules } = frozen(
      'real/reports/aturan-pembagian-shu-nyata.json',
      '1ece7c77652dc6105871b9d6ea453677ed6a7b6a3f29f51bb106a900034187ec',
    ) as { rules: Rule[] };
    for (const { koperasi, pools } of rules) {
      for (const { parts, percent_sum } of pools) {
        const body = {
          surplus: '68757975.00',
          pools: parts.map(([name, percent]) => ({ code: name.slice(0, 40), percent })),
        };
        const answer = await api.call('POST', '/tools/shu', { body });
        if (percent_sum === 100) {
          assert.equal(answer.status, 200, `${koperasi}: ${answer.text}`);
          const made = answer.body as Answer;
          assert.equal(sum([...made.pools.map(({ amount }) => amount), made.residual]), 6_875_797_500n, koperasi);
        } else {
          assert.deepEqual([answer.status, answer.body.code], [422, 'pool_percent_sum'], koperasi);
        }
      }
    }
  },
);

test(
  'the school cooperative prints shares one rupiah above its surplus; ours are its surplus, none more than a rupiah away',
  options,
  async () => {
    const file = frozen(
      'real/reports/kk-warga-bahagia-sman19-bandung-2024.json',
      '75a1a1ccae8f3c877eb7ebf4c6f87be87c1a4f69ad0529cb0fac20954fd317f4',
    ) as {
      accounts: { name: string; amount: number }[];
      shu_distribution: { component: string; percent: number; amount: number }[];
    };
    const surplus = file.accounts.find(({ name }) => name === 'SHU Tahun Berjalan')?.amount ?? 0;
    const parts = file.shu_distribution;
    const printed = parts.reduce((total, { amount }) => total + amount, 0);
    const { pools, residual } = await share({
      surplus: rupiah(surplus),
      pools: parts.map(({ component, percent }) => ({ code: component, percent: String(percent) })),
    });
    assert.equal(sum([...pools.map(({ amount }) => amount), residual]), BigInt(surplus) * 100n);
    assert.equal(printed - surplus, 1);
    parts.forEach(({ component, amount }, place) => {
      const difference = sen(pools[place]?.amount ?? '0') - BigInt(amount) * 100n;
      assert.ok(difference <= 100n && difference >= -100n, component);
    });
  },
);
