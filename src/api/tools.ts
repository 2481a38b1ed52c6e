import { parseInput } from '#kernel/input';
import { answerLoanSchedule, ScheduleAnswer, ScheduleRequest } from '#loans';
import { answerQris, QrisAnswer, QrisRequest } from '#payments';
import { answerSavingsInterest, SavingsInterestAnswer, SavingsInterestRequest } from '#savings';
import { answerShu, ShuAnswer, ShuRequest } from '#shu';
import { type Api, publicRoute } from './route.ts';

/** Calculators: public, without a session, the same rules as the pages. */
export function toolRoutes(api: Api): void {
  publicRoute(
    api,
    {
      method: 'post',
      path: '/tools/loan-schedule',
      summary: 'Hitung jadwal angsuran pinjaman',
      tag: 'tools',
      input: ScheduleRequest,
      output: ScheduleAnswer,
    },
    async (input) => answerLoanSchedule(parseInput(ScheduleRequest, input)),
  );
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
  publicRoute(
    api,
    {
      method: 'post',
      path: '/tools/shu',
      summary: 'Hitung pembagian SHU',
      tag: 'tools',
      input: ShuRequest,
      output: ShuAnswer,
    },
    async (input) => answerShu(parseInput(ShuRequest, input)),
  );
  publicRoute(
    api,
    {
      method: 'post',
      path: '/tools/qris',
      summary: 'Baca kode QRIS, atau isi jumlahnya',
      tag: 'tools',
      input: QrisRequest,
      output: QrisAnswer,
    },
    async (input) => answerQris(parseInput(QrisRequest, input)),
  );
}
