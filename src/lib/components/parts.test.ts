import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html, snippet } from './render.fixture.ts';
import type { Column } from './table.ts';

const url = new URL('http://koperasi.test/staff/members?sort=name&q=siti');
type Row = { name: string; balance: string };
const columns: Column<Row>[] = [
  { key: 'name', label: 'Nama', text: (row) => row.name, href: () => '/m', sortable: true },
  { key: 'balance', label: 'Saldo', text: (row) => row.balance, end: true, sortable: true },
];

test('an amount table sums its lines exactly', async () => {
  const lines = [
    { label: 'Setoran', amount: '0.10' },
    { label: 'Setoran', amount: '0.20' },
    { label: 'Penarikan', amount: '-50000.00' },
  ];
  const table = await html('AmountTable', { lines });
  assert.match(table, /<td class="negative">-Rp 50\.000<\/td>/);
  assert.match(table, /<tfoot>.*-Rp 49\.999,70/);
  assert.doesNotMatch(await html('AmountTable', { lines, total: false }), /tfoot/);
});

test('a table links its heads to sort, marks the one in force, and carries the search along', async () => {
  const table = await html('DataTable', {
    caption: 'Anggota',
    columns,
    rows: [{ name: 'Siti', balance: '1.500' }],
    url,
    nextCursor: 'abc',
  });
  assert.match(table, /aria-sort="ascending"><a href="\/staff\/members\?sort=-name&amp;q=siti">/);
  assert.match(table, /<th scope="row"><a href="\/m">Siti<\/a><\/th>/);
  assert.match(table, /<td class="end">1\.500<\/td>/);
  assert.match(table, /cursor=abc/);
});

test('a table without rows says so and starts the task', async () => {
  const empty = { title: 'Belum ada anggota', action: { href: '/new', label: 'Daftarkan' } };
  const table = await html('DataTable', { caption: 'Anggota', columns, rows: [], url, empty });
  assert.doesNotMatch(table, /<table/);
  assert.match(table, /<a class="button primary" href="\/new">Daftarkan<\/a>/);
});

test('a chart has a table twin with the exact figures', async () => {
  for (const chart of ['LineChart', 'BarChart']) {
    const drawn = await html(chart, {
      title: 'Kas',
      labels: ['Jan', 'Feb'],
      series: [{ name: 'Kas', values: [100n, -250n] }],
    });
    assert.match(drawn, /aria-hidden="true"/);
    assert.match(drawn, /<th scope="row">Feb<\/th><td class="end">-250<\/td>/);
    assert.doesNotMatch(drawn, /NaN|style="/);
  }
});

test('the maker of an act sees it but has no buttons to answer it', async () => {
  const box = {
    title: 'Penarikan',
    askedBy: 'Dewi',
    askedAt: '21 Nov',
    facts: [],
    hash: '9f2c51d0a4e07b13ffee',
    key: 'k',
  };
  const checker = await html('ApprovalBox', box);
  assert.match(checker, /formaction="\?\/approve"/);
  assert.match(checker, /name="hash" value="9f2c51d0a4e07b13ffee"/);
  assert.match(checker, /name="_key" value="k"/);
  const maker = await html('ApprovalBox', { ...box, decide: false, refusal: 'Orang lain yang menyetujui' });
  assert.doesNotMatch(maker, /<form|<button/);
  assert.match(maker, /Orang lain yang menyetujui/);
});

test('a receipt says its amount in figures and in words', async () => {
  const receipt = await html('Receipt', {
    cooperative: 'KSP',
    title: 'Bukti',
    number: 'KDS1-7',
    amount: '150000.00',
    facts: [],
    paper: '58',
  });
  assert.match(receipt, /print-58/);
  assert.match(receipt, /Rp 150\.000/);
  assert.match(receipt, /seratus lima puluh ribu rupiah/);
});

test('a step behind us leads back, the one we are at is marked', async () => {
  const steps = [
    { label: 'Data', href: '/1' },
    { label: 'Alamat', href: '/2' },
    { label: 'Kirim', href: '/3' },
  ];
  const stepper = await html('Stepper', { steps, current: 2 });
  assert.match(stepper, /<li class="done"><a href="\/1">Data<\/a>/);
  assert.match(stepper, /<li aria-current="step">\s?Alamat/);
  assert.doesNotMatch(stepper, /href="\/3"/);
});

test('the staff frame shows only what a permission opens, and speaks the chosen language', async () => {
  const groups = [
    {
      items: [
        { href: '/a', label: 'Anggota' },
        { href: '/j', label: 'Jurnal', permission: 'ledger.read' },
      ],
    },
  ];
  const shell = {
    cooperative: 'KSP',
    person: { name: 'Dewi' },
    permissions: [],
    groups,
    path: '/a',
    children: snippet('<p>isi</p>'),
  };
  const page = await html('AppShell', shell);
  assert.match(page, /href="\/a" aria-current="page"/);
  assert.doesNotMatch(page, /Jurnal/);
  assert.match(page, /<p>isi<\/p>/);
  assert.match(await html('AppShell', shell, 'en'), />Sign out</);
});

test('progress never divides by nothing', async () => {
  assert.match(await html('Progress', { label: 'Jasa', done: 0, total: 0 }), /0%/);
  assert.match(await html('Progress', { label: 'Jasa', done: 1, total: 3 }), /33%/);
});
