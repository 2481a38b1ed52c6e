import { z } from 'zod';
import { approveShu, calculateShu, ownShu, shuShares, shuYear } from '#shu';
import { type Api, commandRoute, queryRoute } from './route.ts';

const amount = z.string();
const year = z.string();

const Pool = z.object({
  code: z.string(),
  name: z.string(),
  percent: z.string(),
  of: z.string().nullable(),
  amount,
});

const Calculation = z.object({
  id: z.string(),
  year: z.number(),
  version: z.number(),
  surplus: amount,
  nonMember: amount,
  members: amount,
  rest: amount,
  memberCount: z.number(),
  excludedCount: z.number(),
  throughNumber: z.string(),
  checksum: z.string().nullable(),
  calculatedBy: z.string(),
  calculatedAt: z.string(),
  approval: z
    .object({ resolutionNumber: z.string(), happenedOn: z.string(), entryId: z.string(), approvedByName: z.string() })
    .nullable(),
  pools: z.array(Pool),
});

const YearOut = z
  .object({
    row: z.object({ year: z.number(), step: z.string(), surplus: amount.nullable() }),
    calculation: Calculation.nullable(),
  })
  .nullable();

const SharesOut = z.object({
  items: z.array(
    z.object({
      memberId: z.string(),
      number: z.string(),
      memberName: z.string(),
      months: z.number(),
      shares: z.array(amount),
      total: amount,
      final: amount,
      paidWay: z.string().nullable(),
      paidOn: z.string().nullable(),
    }),
  ),
  next: z.number().nullable(),
});

const LetterOut = z.object({
  year: z.number(),
  total: amount,
  final: amount,
  tax: amount,
  net: amount,
  lines: z.array(
    z.object({ name: z.string(), amount, own: z.string(), all: z.string(), share: amount, sentence: z.string() }),
  ),
  where: z.array(z.object({ name: z.string(), amount })),
  resolutionNumber: z.string(),
});

/** The surplus by program: a year's state, its shares, calculating and approving it; a member's own letters. */
export function shuRoutes(api: Api): void {
  queryRoute(
    api,
    {
      method: 'get',
      path: '/shu/{year}',
      summary: 'SHU satu tahun buku: keadaan dan hitungan yang berlaku',
      tag: 'shu',
      input: z.object({ year }),
      output: YearOut,
    },
    ({ context, input }) => shuYear(context, input),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/shu/{year}/shares',
      summary: 'Bagian SHU per anggota, 50 sehalaman; after: urutan terakhir yang sudah dibaca',
      tag: 'shu',
      input: z.object({ year, search: z.string().optional(), after: z.string().optional() }),
      output: SharesOut,
    },
    ({ context, input }) => shuShares(context, input),
  );
  commandRoute(
    api,
    {
      method: 'post',
      path: '/shu/{year}/calculations',
      summary: 'Hitung SHU dari tahun buku yang sudah ditutup',
      tag: 'shu',
      input: z.object({ year }),
      output: z.object({
        id: z.string(),
        year: z.number(),
        version: z.number(),
        members: z.number(),
        membersTotal: amount,
        rest: amount,
      }),
      idempotent: true,
    },
    ({ context, input, key }) => calculateShu(context, { year: input['year'] }, key === undefined ? {} : { key }),
  );
  commandRoute(
    api,
    {
      method: 'post',
      path: '/shu/calculations/{calculationId}/approval',
      summary: 'Setujui hitungan SHU dengan nomor keputusan rapat anggota',
      tag: 'shu',
      input: z.object({ calculationId: z.string(), resolutionNumber: z.string(), happenedOn: z.string().optional() }),
      output: z.object({ year: z.number(), entryId: z.string(), number: z.string() }),
      idempotent: true,
    },
    ({ context, input, key }) => approveShu(context, input, key === undefined ? {} : { key }),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/me/shu',
      summary: 'SHU anggota yang masuk, dengan cara menghitungnya',
      tag: 'shu',
      output: z.array(LetterOut),
    },
    ({ context }) => ownShu(context, {}),
  );
}
