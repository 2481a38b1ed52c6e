import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { sumSen } from '#kernel/money';
import { readStatements } from './read-statement.ts';

/** Files as banks hand them out, kept beside the project and never in it. Frozen by hash, so that no expectation is "mended". */
const FOLDER = new URL('../../../../../../shared/data/bank/', import.meta.url);

type Expected = {
  readonly path: string;
  readonly sha256: string;
  /** A statement each: account, currency, lines, sum, opening, closing, kinds of warnings. */
  readonly statements: readonly (readonly [
    string | null,
    string,
    number,
    bigint,
    bigint | null,
    bigint | null,
    string,
  ])[];
};

const FILES: readonly Expected[] = [
  {
    path: 'id-csv/bca-bisnis-lengkap.csv',
    sha256: '5054472eab6c1bf19ed5fa817ecec0841a5b322829023135dbed5393954b7944',
    statements: [['0350000001', 'IDR', 1, 352896400n, 2191219200n, 2544115600n, '']],
  },
  {
    path: 'id-csv/bca-bisnis-tanggal-tanpa-tahun.csv',
    sha256: 'a976eeea761a4326cdf748a1053785b7c067a5fd6e6175cdca4541762d4b18eb',
    statements: [['0999999999', 'IDR', 2, 1090094182n, 234317827n, 1324412009n, '']],
  },
  {
    path: 'id-csv/bca-bisnis-tanpa-judul-atas.csv',
    sha256: '9692c557c5d0dd783fc31aa46c0369839ad45615fc5ab9123f9cde94a1678a95',
    statements: [[null, 'IDR', 4, -7078039000n, null, null, 'no_balance']],
  },
  {
    path: 'id-csv/bni-direct.csv',
    sha256: 'aaca186c73f43ed1786f6b183523426fab5909f87b676fc010614f6ea3c7e03c',
    statements: [[null, 'IDR', 2, 17500000n, null, null, 'no_balance']],
  },
  {
    path: 'id-csv/bri-cms-potongan.csv',
    sha256: 'f26176319bbdbacdd301c58b76ed2ee51a65c58f356aa07d78acf6a6bf41f7ee',
    statements: [['123', 'IDR', 1, 20000000n, 50000000n, 70000000n, '']],
  },
  {
    path: 'id-csv/mandiri-mcm.csv',
    sha256: 'f0964990328697d553f42886af6980f598d1aeec13dc91d3b165bf3e83bdb068',
    statements: [['0099999999999', 'IDR', 4, 299498400n, null, null, 'no_balance dates_backwards']],
  },
  {
    path: 'id-xlsx/mutasi-bca.xlsx',
    sha256: 'e19db3948311011bd2fd32822ccc19a6b5f8d10b9c9931d0e3f9dbd760a82cf9',
    statements: [[null, 'IDR', 24, 15726131500n, 0n, 15726131500n, 'balance_break dates_backwards']],
  },
  {
    path: 'id-xlsx/mutasi-bni.xlsx',
    sha256: '63d3f645e43c7f4a76945464e5f8575cc925978c4450bf7bcc12ffd7cd05a26c',
    statements: [[null, 'IDR', 10, -5300730000n, 5400730000n, 100000000n, '']],
  },
  {
    path: 'id-xlsx/mutasi-jatim.xlsx',
    sha256: 'ba265ef89c58aa44fe376d45fd52f2f3bb5cbd48d29df7a521901d1c7ada813f',
    statements: [[null, 'IDR', 12, 4624468100n, 23283318875861n, 23287943343961n, '']],
  },
  {
    path: 'mt940/citi-mt940.txt',
    sha256: '4fcc80c52d26136d470dd226fb4f89bcf5da5d60b236ce4c35ace00de41010a6',
    statements: [['123456789', 'USD', 5, -114275n, 1737667n, 1623392n, 'zero_amount']],
  },
  {
    path: 'mt940/cmxl-mt940.sta',
    sha256: '9e3fbe0c78b7a6b0f2be40962bfe4381c48d88901803f1d304b2b1367c1d84ee',
    statements: [
      ['45050050/76198810', 'DEM', 11, 8730n, 8434974n, 8443704n, 'dates_backwards'],
      ['10020030/1234567', 'EUR', 2, 220000n, 218795n, 438795n, ''],
      ['BPHKPLPK/320000546101', 'PLN', 3, 1004000n, 4000000n, 5004000n, ''],
    ],
  },
  {
    path: 'mt940/jejik-abnamro.sta',
    sha256: 'cbec266b057f2130d73ab799ad0bc72e06648dfd96297c6c8a0aa26c21acb2db',
    statements: [
      ['517852257', 'EUR', 8, -32144n, 323628n, 87684n, 'closing_differs dates_backwards'],
      ['517852257', 'EUR', 2, -2449n, 287684n, 184975n, 'closing_differs'],
    ],
  },
  {
    path: 'mt940/jejik-generic.sta',
    sha256: 'c84c6983e0e17918fbb75d57259122d8f1d67381c806c075fd03a7f511e6af3d',
    statements: [
      ['11111111', 'EUR', 1, -1000n, 10000n, 9000n, ''],
      ['11111111', 'EUR', 1, -1000n, 9000n, 8000n, ''],
    ],
  },
  {
    path: 'camt/camt053.v2.minimal.xml',
    sha256: 'd01db4b370ff8fbc011466921928411c58794d5a3249a64eeb407848eacd6b07',
    statements: [['NL26VAYB8060476890', 'EUR', 1, 885n, 1815n, null, 'balance_currency']],
  },
  {
    path: 'camt/camt053.v2.multi.statement.xml',
    sha256: '4c50c6601224e21234c66fe155b1b49e895a7645846c04263d4505c82c5c58bb',
    statements: [
      ['NL26VAYB8060476890', 'EUR', 1, 885n, 1815n, 2700n, ''],
      ['NL26VAYB8060476890', 'EUR', 1, -700n, 2700n, 2000n, ''],
    ],
  },
  {
    path: 'camt/camt053.v2.with-party-ids.xml',
    sha256: 'ec93547fadef45fff52a303e6fd6ef3e574322ab5172deee7628a8a999c4e5f3',
    statements: [['NL26VAYB8060476890', 'EUR', 1, 885n, 1815n, null, 'balance_currency']],
  },
  {
    path: 'camt/camt053.v8.xml',
    sha256: '792e05f38125ef6d7fe447623c1703b5968ffd1cad9630479a8d588392c8b9b1',
    statements: [['NL26VAYB8060476890', 'EUR', 1, 885n, 1815n, null, 'balance_currency']],
  },
  {
    path: 'camt/golden-camt053_duplicate_same_day.xml',
    sha256: '1018a879eabbb36d955fc7212189f225dfda78acf01070f4e6e528153e469b8e',
    statements: [['DE89370400440532013000', 'EUR', 2, -900n, null, null, 'no_balance line_twice']],
  },
];

for (const file of FILES) {
  const url = new URL(file.path, FOLDER);
  test(`${file.path} is read as its bank meant it`, {
    skip: existsSync(url) ? false : 'not beside this copy',
  }, async () => {
    const bytes = readFileSync(url);
    assert.equal(
      createHash('sha256').update(bytes).digest('hex'),
      file.sha256,
      'the file is the one that was looked at',
    );
    const statements = await readStatements(bytes, '2026-11-20' as BusinessDate);
    assert.deepEqual(
      statements.map((one) => [
        one.accountNumber,
        one.currency,
        one.lines.length,
        sumSen(one.lines.map((line) => line.amountSen)),
        one.openingSen,
        one.closingSen,
        [...new Set(one.warnings.map(({ code }) => code))].join(' '),
      ]),
      file.statements,
    );
  });
}

const GARBLED = new URL('camt/golden-camt053_garbled_amount.xml', FOLDER);
test('an amount garbled on purpose is refused', {
  skip: existsSync(GARBLED) ? false : 'not beside this copy',
}, async () => {
  await assert.rejects(readStatements(readFileSync(GARBLED), '2026-11-20' as BusinessDate), {
    reason: 'statement_amount_unreadable',
  });
});

const MT940 = ['cmxl-mt940', 'jejik-abnamro', 'jejik-generic'] as const;

for (const name of MT940) {
  const expected = new URL(`mt940/${name}.expected.yml`, FOLDER);
  test(`${name} holds the transactions that another reader found in it`, {
    skip: existsSync(expected) ? false : 'not beside this copy',
  }, async () => {
    const statements = await readStatements(
      readFileSync(new URL(`mt940/${name}.sta`, FOLDER)),
      '2026-11-20' as BusinessDate,
    );
    const ours = statements.flatMap((one) => one.lines.map((line) => [line.amountSen, line.valueOn]));
    assert.deepEqual(ours, transactionsOf(readFileSync(expected, 'utf8')));
  });
}

/** Amounts and value dates of the expectation, a YAML dump of Python objects: a date is four bytes, year first. */
function transactionsOf(yaml: string): [bigint, string][] {
  const list = yaml.slice(yaml.indexOf('\ntransactions:'));
  return [...list.matchAll(/decimal\.Decimal\s+- '([-\d.E+]+)'[\s\S]*?\n {4}date: [\s\S]*?!!binary \|\s+(\S+)/g)].map(
    (match) => {
      const [year = 0, low = 0, month = 0, day = 0] = Buffer.from(match[2] ?? '', 'base64');
      const on = `${year * 256 + low}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      const [whole = '0', cents = ''] = (match[1] ?? '').replace('-', '').split('.');
      const magnitude = BigInt(whole) * 100n + BigInt(cents.padEnd(2, '0'));
      return [match[1]?.startsWith('-') ? -magnitude : magnitude, on];
    },
  );
}
