import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_LOAN_PRODUCTS, ProductTerms } from '#loans';
import { percentValue, readTermsForm, termsFormValues } from './terms-form.ts';

const usual = Object.values(DEFAULT_LOAN_PRODUCTS).flat();
const first = usual[0];
const VALUES = first ? termsFormValues(first.terms, 'id') : {};

test('percents are read the Indonesian way and the English way', () => {
  assert.deepEqual(
    ['1,5', '1.5', '12 %', '', '-2'].map((text) => percentValue(text, 'x', 'id')),
    ['1.5', '1.5', '12', undefined, '-2'],
  );
});

describe('terms shown in a form and sent unchanged are the same terms', () => {
  for (const product of usual) {
    test(`${product.name} (${product.codes.principalCode})`, () => {
      const { documents, ...terms } = ProductTerms.parse(product.terms);
      for (const locale of ['id', 'en'] as const) {
        const read = ProductTerms.parse(readTermsForm(termsFormValues(product.terms, locale), locale, product.terms));
        const { documents: again, ...rest } = read;
        assert.deepEqual(again, documents);
        const codes = (of: typeof rest) => of.fees.map(({ code: _code, ...fee }) => fee);
        assert.deepEqual(codes(rest), codes(terms));
        assert.deepEqual(
          { ...rest, fees: [], calculation: { ...rest.calculation, grace: undefined } },
          {
            ...terms,
            fees: [],
            calculation: { ...terms.calculation, grace: undefined },
          },
        );
      }
    });
  }
});

for (const [what, change, field] of [
  ['a fee without its account', { 'terms.fees': 'Provisi = 1 %' }, 'terms.fees'],
  ['a fee without its size', { 'terms.fees': 'Provisi = banyak, 4.1.03' }, 'terms.fees'],
  ['a level without people', { 'terms.approval': '5.000.000' }, 'terms.approval'],
  ['a rate in words', { 'terms.calculation.rate': 'satu' }, 'terms.calculation.rate'],
  ['an amount in words', { 'terms.amount.min': 'sejuta' }, 'terms.amount.min'],
] as const) {
  test(`${what} is refused at its field`, () => {
    assert.throws(
      () => readTermsForm({ ...VALUES, ...change }, 'id'),
      (error: unknown) =>
        error instanceof Error && 'fields' in error && (error.fields as { field: string }[])[0]?.field === field,
    );
  });
}

test('a fee names its kind, its account and how it is taken', () => {
  const read = readTermsForm(
    { ...VALUES, 'terms.fees': 'Provisi = 1,25 %, 4.1.03\nMeterai = 10.000, 2.1.24, tunai' },
    'id',
  );
  assert.deepEqual(read['fees'], [
    { code: 'provisi', name: 'Provisi', kind: 'percent', percent: '1.25', chartCode: '4.1.03', taken: 'deducted' },
    { code: 'meterai', name: 'Meterai', kind: 'flat', amount: '10000.00', chartCode: '2.1.24', taken: 'cash' },
  ]);
});
