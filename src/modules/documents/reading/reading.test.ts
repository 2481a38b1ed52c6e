import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import * as sheetjs from '@e965/xlsx';
import iconv from 'iconv-lite';
import { DomainError } from '#kernel/errors';
import { textOf, type Workbook } from './cells.ts';
import { sniffDelimiter } from './delimited.ts';
import { readBytes } from './read-bytes.ts';
import { readWorkbook } from './read-workbook.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a worker reads a workbook and keeps numbers, dates, texts and merges apart', async () => {
  const workbook = await readWorkbook(workbookOf('xlsx'));
  assert.equal(workbook.format, 'xlsx');
  const [heading, first] = workbook.sheets[0]?.rows ?? [];
  assert.equal(textOf(heading?.[0]), 'NAMA');
  assert.deepEqual(first?.[1], { kind: 'number', text: '74999.99999999907' });
  assert.deepEqual(first?.[2], { kind: 'date', text: '2025-05-02' });
  assert.deepEqual(first?.[3], { kind: 'text', text: '00123' });
  assert.deepEqual(workbook.sheets[0]?.merges, [{ top: 0, left: 1, bottom: 0, right: 2 }]);
});

for (const format of ['xls', 'ods', 'xlsb', 'biff5'] as const) {
  test(`the same table is read from ${format}`, () => {
    const [, first] = readBytes(workbookOf(format)).sheets[0]?.rows ?? [];
    assert.equal(textOf(first?.[0]), 'Siti Aminah');
    assert.equal(textOf(first?.[2]), '2025-05-02');
  });
}

test('an HTML table called .xls keeps 625.000 as it is written', () => {
  const html =
    '<html><body><table><tr><th>NAMA</th><th>POKOK</th></tr><tr><td>Siti</td><td>625.000</td></tr></table></body></html>';
  const workbook = readBytes(Buffer.from(html));
  assert.equal(workbook.format, 'html');
  assert.deepEqual(workbook.sheets[0]?.rows[1]?.[1], { kind: 'text', text: '625.000' });
});

test('text files are read with comma, semicolon, tab and bar, with a mark, in UTF-16 and in the Windows code page', () => {
  const cell = (bytes: Buffer) => textOf(readBytes(bytes).sheets[0]?.rows[1]?.[1]);
  assert.equal(cell(Buffer.from('\ufeffno,nama\n1,"Budi, Kudus"\n')), 'Budi, Kudus');
  assert.equal(cell(Buffer.from('no;nama\r\n1;1.250.000,00\r\n')), '1.250.000,00');
  assert.equal(cell(Buffer.from('no\tnama\n1\tBudi\n')), 'Budi');
  assert.equal(cell(Buffer.from('sep=|\nno|nama\n1|Budi\n')), 'Budi');
  assert.equal(cell(Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode('no;nama\n1;Budi\n', 'utf16-le')])), 'Budi');
  assert.equal(cell(iconv.encode('no;nama\n1;José\n', 'windows-1252')), 'José');
  assert.equal(sniffDelimiter('a;b;c\n"x,y";2,5;3\n'), ';');
});

test('each bad file is refused with its own reason', async () => {
  const cases: readonly (readonly [string, Buffer])[] = [
    ['file_empty', Buffer.alloc(0)],
    ['file_empty', Buffer.from(' \n , ;\n')],
    ['file_empty', emptyWorkbook()],
    ['file_too_large', Buffer.alloc(50 * 1024 * 1024, 65)],
    ['file_is_picture', PNG],
    ['file_is_picture', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')],
    ['file_is_pdf', Buffer.from('%PDF-1.7\n1 0 obj\n')],
    ['file_encrypted', encryptedContainer()],
    ['file_encrypted', zipOf([{ name: 'xl/workbook.xml', body: Buffer.from('x'), encrypted: true }])],
    ['file_not_a_workbook', zipOf([{ name: 'word/document.xml', body: Buffer.from('<w/>') }])],
    ['file_not_a_workbook', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8])],
    ['file_corrupt', workbookOf('xlsx').subarray(0, 900)],
    ['file_corrupt', zipOf([{ name: 'xl/workbook.xml', body: Buffer.from('not xml at all') }])],
    ['file_zip_bomb', zipBomb(false)],
    ['file_zip_bomb', zipBomb(true)],
    ['too_many_rows', Buffer.from('1,2\n'.repeat(200_002))],
    ['too_many_columns', Buffer.from(`${'1,'.repeat(2_500)}1\n`)],
  ];
  for (const [reason, bytes] of cases) {
    await assert.rejects(
      readWorkbook(bytes),
      (error: unknown) => {
        assert.ok(error instanceof DomainError, String(error));
        assert.equal(error.reason, reason);
        assert.equal(error.code, 'invalid');
        assert.ok(error.pesan.length > 20 && error.fields[0]?.field === 'file');
        return true;
      },
      reason,
    );
  }
});

type Part = {
  readonly name: string;
  readonly body: Buffer;
  readonly encrypted?: boolean;
  readonly declaredSize?: number;
};

function workbookOf(format: 'xlsx' | 'xls' | 'ods' | 'xlsb' | 'biff5'): Buffer {
  const sheet: sheetjs.WorkSheet = sheetjs.utils.aoa_to_sheet([['NAMA', 'SALDO', null, 'KODE'], ['Siti Aminah']]);
  sheet['B2'] = { t: 'n', v: 74999.99999999907 };
  sheet['C2'] = { t: 'n', v: 45779, z: 'dd/mm/yyyy' };
  sheet['D2'] = { t: 'n', v: 123, z: '00000' };
  sheet['!ref'] = 'A1:D2';
  sheet['!merges'] = [{ s: { r: 0, c: 1 }, e: { r: 0, c: 2 } }];
  return written(sheet, format);
}

function emptyWorkbook(): Buffer {
  return written({ '!ref': 'A1:A1' }, 'xlsx');
}

function written(sheet: sheetjs.WorkSheet, bookType: sheetjs.BookType): Buffer {
  return sheetjs.write({ SheetNames: ['Data'], Sheets: { Data: sheet } }, { type: 'buffer', bookType });
}

/** What Excel writes for a workbook with a password: a compound file with the streams EncryptionInfo and EncryptedPackage. */
function encryptedContainer(): Buffer {
  const file = sheetjs.CFB.utils.cfb_new();
  sheetjs.CFB.utils.cfb_add(file, '/EncryptionInfo', Buffer.alloc(224, 7));
  sheetjs.CFB.utils.cfb_add(file, '/EncryptedPackage', Buffer.alloc(8192, 9));
  return Buffer.from(sheetjs.CFB.write(file, { type: 'buffer' }) as Uint8Array);
}

/** A small zip that inflates to 300 MB; the lying one declares a thousand bytes for it. */
function zipBomb(lying: boolean): Buffer {
  const body = Buffer.alloc((lying ? 4 : 300) * 1024 * 1024, 32);
  return zipOf([{ name: 'xl/workbook.xml', body, ...(lying ? { declaredSize: 1000 } : {}) }]);
}

function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const packed = deflateRawSync(part.body);
    const name = Buffer.from(part.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(part.encrypted ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(part.declaredSize ?? part.body.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, name, packed]);
    const entry = Buffer.concat([Buffer.from('504b01021400', 'hex'), common, Buffer.alloc(14), name]);
    entry.writeUInt32LE(offset, 42);
    locals.push(local);
    directory.push(entry);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

test('a hidden number format never makes a date out of an amount', () => {
  const sheet: sheetjs.WorkSheet = { A1: { t: 'n', v: 150000, z: '#,##0.00' }, '!ref': 'A1:A1' };
  const workbook: Workbook = readBytes(written(sheet, 'xlsx'));
  assert.deepEqual(workbook.sheets[0]?.rows[0]?.[0], { kind: 'number', text: '150000' });
});
