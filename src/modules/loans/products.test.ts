import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { installLoans, readLoanProducts } from '#loans';
import { read, step, testWorld } from '../../../test/support/world.ts';

const world = await testWorld();

describe('the usual loan products', () => {
  for (const [what, options] of [
    ['a savings and loan cooperative', { template: 'ksp' }],
    ['a consumer cooperative', { template: 'konsumen' }],
    ['a sharia cooperative', { template: 'ksp', sharia: true }],
  ] as const) {
    test(`are there for ${what}`, async () => {
      const context = await world.cooperative({ template: options.template });
      await step(context, (scope) => installLoans(scope, options));
      const products = await read(context, (scope) => readLoanProducts(scope, scope.today));
      assert.ok(products.length >= 5);
    });
  }
});
