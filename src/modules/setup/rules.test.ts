import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readPercent, suggestShortCode, suggestSlug, zoneOfRegion } from './rules.ts';

describe('the time zone of a region', () => {
  const cases: [string, string][] = [
    ['33.19.01.2001', 'WIB'],
    ['61', 'WIB'],
    ['63.01', 'WITA'],
    ['51.71', 'WITA'],
    ['73.71', 'WITA'],
    ['81', 'WIT'],
    ['94.01', 'WIT'],
  ];
  for (const [region, zone] of cases) {
    test(`of ${region} is ${zone}`, () => assert.equal(zoneOfRegion(region), zone));
  }
});

describe('short names from a name', () => {
  const cases: [string, string, string][] = [
    ['KSP Mekar Jaya', 'mekar-jaya', 'MJ'],
    ['Koperasi Konsumen Pegawai Réspati', 'pegawai-respati', 'PR'],
    ['Koperasi Sejahtera', 'sejahtera', 'SEJ'],
    ['Koperasi Desa Merah Putih', 'koperasi-desa-merah-putih', 'KDMP'],
    ['KSU 17 Agustus', '17-agustus', 'A'],
    ['!!!', '', ''],
  ];
  for (const [name, slug, code] of cases) {
    test(`${name} is ${slug || 'nothing'} and ${code || 'nothing'}`, () => {
      assert.deepEqual([suggestSlug(name), suggestShortCode(name)], [slug, code]);
    });
  }

  test('never breaks the form that the directory asks for, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 130 }), (name) => {
        const [slug, code] = [suggestSlug(name), suggestShortCode(name)];
        assert.ok(slug === '' || /^[a-z0-9](-?[a-z0-9])*$/.test(slug), slug);
        assert.ok(slug.length <= 40);
        assert.ok(code === '' || /^[A-Z][A-Z0-9]{0,5}$/.test(code), code);
      }),
    );
  });
});

describe('a percentage as it is typed', () => {
  const cases: [string, number | undefined][] = [
    ['3', 30_000],
    ['2,5', 25_000],
    ['2.75 %', 27_500],
    ['0', 0],
    ['100', 1_000_000],
    ['100,01', undefined],
    ['1,234', undefined],
    ['-1', undefined],
    ['tiga', undefined],
    ['', undefined],
  ];
  for (const [text, ppm] of cases) {
    test(`"${text}" is ${ppm ?? 'no percentage'}`, () => assert.equal(readPercent(text), ppm));
  }
});
