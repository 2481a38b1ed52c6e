import { z } from 'zod';
import { applicationDetail, applicationList, creditView, enterApplication, STAGES, voteOnApplication } from '#loans';
import { type Api, commandRoute, queryRoute } from './route.ts';

const amount = z.string();

const Guarantor = z.object({ memberId: z.string(), number: z.string().nullable(), name: z.string() });
const Collateral = z.object({ kind: z.string(), description: z.string(), value: amount });

const ApplicationOut = z.object({
  id: z.string(),
  number: z.string().nullable(),
  memberId: z.string(),
  memberName: z.string(),
  memberNumber: z.string().nullable(),
  productId: z.string(),
  productName: z.string(),
  channel: z.enum(['phone', 'office']),
  status: z.enum(STAGES),
  amount: amount.nullable(),
  tenor: z.number().nullable(),
  purpose: z.string().nullable(),
  purposeNote: z.string(),
  income: amount.nullable(),
  otherInstalments: amount.nullable(),
  dependants: z.number().nullable(),
  guarantors: z.array(Guarantor),
  collateral: z.array(Collateral),
  surveyNote: z.string(),
  decidedAmount: amount.nullable(),
  decidedTenor: z.number().nullable(),
  payloadHash: z.string().nullable(),
  approvalsNeeded: z.number().nullable(),
  rejectionReason: z.string().nullable(),
  enteredByName: z.string(),
  reviewedByName: z.string().nullable(),
  startedOn: z.string(),
  submittedOn: z.string().nullable(),
  decidedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  loanId: z.string().nullable(),
  ageDays: z.number().nullable(),
});

const Condition = z.object({
  no: z.number(),
  text: z.string(),
  metOn: z.string().nullable(),
  metBy: z.string().nullable(),
});

const Vote = z.object({
  approverName: z.string(),
  decision: z.enum(['approve', 'reject']),
  reason: z.string(),
  overruled: z.array(z.string()),
  payloadHash: z.string(),
  counts: z.boolean(),
  votedAt: z.coerce.string(),
});

const Event = z.object({ kind: z.string(), on: z.string(), note: z.string(), personName: z.string() });
const Finding = z.object({
  code: z.string(),
  level: z.enum(['hard', 'warning']),
  field: z.string(),
  pesan: z.string(),
});

const ScoreLine = z.object({
  factor: z.string(),
  figure: z.number().nullable(),
  band: z.object({ atLeast: z.number().optional(), atMost: z.number().optional(), points: z.number() }).nullable(),
  points: z.number(),
  max: z.number(),
});

const DetailOut = z.object({
  application: ApplicationOut,
  conditions: z.array(Condition),
  votes: z.array(Vote),
  approvals: z.number(),
  papers: z.array(z.object({ id: z.string(), code: z.string(), fileId: z.string().nullable() })),
  events: z.array(Event),
  findings: z.array(Finding),
  score: z.object({ points: z.number(), max: z.number(), grade: z.string(), lines: z.array(ScoreLine) }),
});

const EnterIn = z.object({
  memberId: z.string(),
  productId: z.string(),
  amount,
  tenor: z.number(),
  purpose: z.string(),
  purposeNote: z.string().optional(),
  income: amount.optional(),
  otherInstalments: amount.optional(),
  dependants: z.number().optional(),
  guarantors: z.array(z.string()).optional().describe('Member numbers'),
  collateral: z.array(Collateral).optional(),
  papersSeen: z.array(z.string()).optional().describe('Codes of papers seen in the office'),
});

/** Applications for loans by program: entered by the office, read with their checks and score, voted on. */
export function loanApplicationRoutes(api: Api): void {
  enterRoute(api);
  listRoute(api);
  detailRoute(api);
  voteRoute(api);
}

function enterRoute(api: Api): void {
  commandRoute(
    api,
    {
      method: 'post',
      path: '/loans/applications',
      summary: 'Masukkan permohonan pinjaman seorang anggota',
      tag: 'loans',
      idempotent: true,
      input: EnterIn,
      output: z.object({ id: z.string(), number: z.string(), warnings: z.array(z.string()) }),
    },
    ({ context, input, key }) => enterApplication(context, input, key === undefined ? {} : { key }),
  );
}

function listRoute(api: Api): void {
  queryRoute(
    api,
    {
      method: 'get',
      path: '/loans/applications',
      summary: 'Permohonan pinjaman, yang paling lama menunggu di atas',
      tag: 'loans',
      input: z
        .object({
          stage: z.string(),
          olderThanDays: z.string(),
          memberId: z.string(),
          limit: z.string(),
          cursor: z.string(),
        })
        .partial(),
      output: z.object({
        items: z.array(ApplicationOut),
        counts: z.record(z.string(), z.number()),
        nextCursor: z.string().nullable(),
      }),
    },
    ({ context, input }) => applicationList(context, input),
  );
}

function detailRoute(api: Api): void {
  queryRoute(
    api,
    {
      method: 'get',
      path: '/loans/applications/{id}',
      summary: 'Satu permohonan dengan pemeriksaan batas, skor, suara, dan perjalanannya',
      tag: 'loans',
      input: z.object({ id: z.string() }),
      output: DetailOut,
    },
    async ({ context, input }) => {
      const id = input['id'];
      const [detail, { findings, score }] = await Promise.all([
        applicationDetail(context, { id }),
        creditView(context, { id }),
      ]);
      return { ...detail, findings, score };
    },
  );
}

function voteRoute(api: Api): void {
  commandRoute(
    api,
    {
      method: 'post',
      path: '/loans/applications/{applicationId}/votes',
      summary: 'Suara komite atas permohonan persis seperti yang dilihat (payloadHash)',
      tag: 'loans',
      idempotent: true,
      input: z.object({
        applicationId: z.string(),
        decision: z.enum(['approve', 'reject']),
        reason: z.string().optional(),
        payloadHash: z.string(),
      }),
      output: z.object({ id: z.string(), outcome: z.string(), approvals: z.number(), approvalsNeeded: z.number() }),
    },
    ({ context, input, key }) => voteOnApplication(context, input, key === undefined ? {} : { key }),
  );
}
