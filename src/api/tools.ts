import { parseInput } from '#kernel/input';
import { answerSavingsInterest, SavingsInterestAnswer, SavingsInterestRequest } from '#savings';
import { type Api, publicRoute } from './route.ts';

/** Calculators: public, without a session, the same rules as the pages. */
export function toolRoutes(api: Api): void {
  publicRoute(
    api,
    {
      method: 'post',
      path: '/tools/savings-interest',
      summary: 'Hitung jasa simpanan',
      tag: 'tools',
      input: SavingsInterestRequest,
      output: SavingsInterestAnswer,
    },
    async (input) => answerSavingsInterest(parseInput(SavingsInterestRequest, input)),
  );
}
