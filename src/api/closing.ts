import { z } from 'zod';
import {
  closeDay,
  closeMonth,
  closeYear,
  closingOverview,
  monthClosing,
  reopenDay,
  reopenMonth,
  reopenYear,
  yearClosing,
} from '#books';
import { formatDecimal } from '#kernel/money';
import { type Api, commandRoute, type Decoded, queryRoute } from './route.ts';

const month = z.object({
  startsOn: z.string(),
  endsBefore: z.string(),
  status: z.enum(['open', 'closed', 'locked']),
  closedBefore: z.string().nullable(),
});
const accepted = z.array(z.object({ code: z.string(), reason: z.string() })).optional();
const blocker = z.object({
  code: z.string(),
  severity: z.enum(['stop', 'warn']),
  text: z.string(),
  href: z.string(),
  count: z.number(),
});
const refusal = z.object({ reason: z.string(), pesan: z.string() }).nullable();

const Overview = z.object({
  today: z.string(),
  next: z.string().nullable(),
  years: z.array(
    z.object({
      year: z.number(),
      from: z.string(),
      before: z.string(),
      state: z.enum(['open', 'closed', 'approved']),
      surplus: z.string().nullable(),
      months: z.array(month),
    }),
  ),
});

const options = ({ key }: Decoded) => (key === undefined ? {} : { key });

/** Periods of the books by program: what is open and closed, what stands in the way, closing and opening again. */
export function closingRoutes(api: Api): void {
  queryRoute(
    api,
    {
      method: 'get',
      path: '/books/periods',
      summary: 'Tahun buku dan bulannya: terbuka, ditutup, dikunci',
      tag: 'books',
      input: z.object({}),
      output: Overview,
    },
    async ({ context }) => {
      const { years, ...rest } = await closingOverview(context, {});
      return {
        ...rest,
        years: years.map(({ closed, ...year }) => ({ ...year, surplus: decimal(closed?.surplusSen ?? null) })),
      };
    },
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/books/periods/{startsOn}',
      summary: 'Satu bulan: apa yang menghalangi penutupannya',
      tag: 'books',
      input: z.object({ startsOn: z.string() }),
      output: z.object({ month, close: refusal, blockers: z.array(blocker), reopen: refusal }),
    },
    ({ context, input }) => monthClosing(context, input),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/books/years/{year}',
      summary: 'Satu tahun buku: pendapatan, beban, SHU, dan apa yang menghalangi penutupannya',
      tag: 'books',
      input: z.object({ year: z.string() }),
      output: z.object({
        state: z.string(),
        revenue: z.string(),
        expense: z.string(),
        surplus: z.string(),
        close: refusal,
        blockers: z.array(blocker),
      }),
    },
    async ({ context, input }) => {
      const { year, result, close, blockers } = await yearClosing(context, input);
      const { revenueSen, expenseSen, surplusSen } = result;
      const surplus = decimal(year.closed?.surplusSen ?? surplusSen);
      const sums = { revenue: decimal(revenueSen), expense: decimal(expenseSen), surplus };
      return { state: year.state, ...sums, close, blockers };
    },
  );
  monthActs(api);
  yearActs(api);
}

const decimal = (sen: bigint | null): string | null => (sen === null ? null : formatDecimal(sen));

const post = { method: 'post', tag: 'books', idempotent: true } as const;
const reason = z.string();
const startsOn = z.string();

function monthActs(api: Api): void {
  commandRoute(
    api,
    {
      ...post,
      path: '/books/days/close',
      summary: 'Tutup hari pembukuan sampai satu tanggal',
      input: z.object({ on: z.string() }),
      output: z.strictObject({
        from: z.string(),
        through: z.string(),
        throughNumber: z.string(),
        checksum: z.string(),
      }),
    },
    (request) => closeDay(request.context, request.input, options(request)),
  );
  commandRoute(
    api,
    {
      ...post,
      path: '/books/days/reopen',
      summary: 'Minta hari dibuka kembali (dua orang)',
      input: z.object({ on: z.string(), reason }),
      output: z.object({}),
    },
    (request) => reopenDay(request.context, request.input, options(request)),
  );
  commandRoute(
    api,
    {
      ...post,
      path: '/books/periods/{startsOn}/close',
      summary: 'Tutup satu bulan',
      input: z.object({ startsOn, accepted }),
      output: z.strictObject({ startsOn, throughNumber: z.string(), checksum: z.string() }),
    },
    (request) => closeMonth(request.context, request.input, options(request)),
  );
  commandRoute(
    api,
    {
      ...post,
      path: '/books/periods/{startsOn}/reopen',
      summary: 'Minta satu bulan dibuka kembali (dua orang)',
      input: z.object({ startsOn, reason }),
      output: z.object({}),
    },
    (request) => reopenMonth(request.context, request.input, options(request)),
  );
}

function yearActs(api: Api): void {
  commandRoute(
    api,
    {
      ...post,
      path: '/books/years/{year}/close',
      summary: 'Tutup satu tahun buku: jurnal penutup dan pembuka',
      input: z.object({ year: z.string(), accepted }),
      output: z.strictObject({ year: z.number(), surplus: z.string(), checksum: z.string() }),
    },
    (request) => closeYear(request.context, request.input, options(request)),
  );
  commandRoute(
    api,
    {
      ...post,
      path: '/books/years/{year}/reopen',
      summary: 'Minta satu tahun buku dibuka kembali (dua orang)',
      input: z.object({ year: z.string(), reason }),
      output: z.object({}),
    },
    (request) => reopenYear(request.context, request.input, options(request)),
  );
}
