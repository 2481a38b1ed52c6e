import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { allCooperatives } from '#cooperatives';
import {
  agreeImport,
  agreementChoices,
  discardPreview,
  importLoanKinds,
  importPreview,
  type LoanSummary,
  OPENING_CODE,
  openPreview,
  type Preview,
  type Report,
  runImport,
  TABLE_KINDS,
} from '#imports';
import { clockFromEnvironment } from '#kernel/clock';
import { type Context, systemContext } from '#kernel/context';
import { openDatabase } from '#kernel/database';
import { DomainError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import { readSettings } from '../environment.ts';
import { openInstance } from '../instance.ts';
import type { Verb, VerbInput, VerbOutcome } from '../verb.ts';

/** Reads a file into a preview; with --agree writes it to the books. The answer is "no" when the file is refused. */
export const verb: Verb = {
  help: `
sokoguru import --cooperative SLUG [--kind KIND] [--sheet NAME] FILE [--agree] [--json]
  Membaca berkas Excel, ODS atau CSV: daftar anggota, saldo dan mutasi simpanan, saldo pinjaman, bagan akun.
  Tanpa --agree hanya rencananya yang ditunjukkan. Reads a file and shows the plan; --agree writes it.
  --kind        ${TABLE_KINDS.join(', ')}
  --date        tanggal jurnal pembuka / date of the opening entry (YYYY-MM-DD)
  --counter     akun lawan / counter account (default ${OPENING_CODE}, penampung saldo awal)
  --loans       akun piutang pinjaman / loan receivable account
  --difference  akun selisih bila debit dan kredit berbeda / account for a difference
  --product     KIND=CODE, misalnya other=SS; boleh berulang / may be repeated
  --loan-product  CODE untuk semua pinjaman, atau "JENIS DI BERKAS=CODE"; boleh berulang / for all loans, or by the file's kind
  --loan-difference  selisih pinjaman yang disetujui, misalnya 200000.00 / the difference of loans that is agreed to`,
  options: {
    cooperative: { type: 'string' },
    kind: { type: 'string' },
    sheet: { type: 'string' },
    date: { type: 'string' },
    counter: { type: 'string' },
    loans: { type: 'string' },
    difference: { type: 'string' },
    product: { type: 'string', multiple: true },
    'loan-product': { type: 'string', multiple: true },
    'loan-difference': { type: 'string' },
    agree: { type: 'boolean' },
  },
  run: async (input) => {
    const file = input.words[0];
    const slug = text(input, 'cooperative');
    if (file === undefined || slug === undefined) throw new Error('sebutkan --cooperative dan FILE (lihat --help)');
    const bytes = await readFile(file);
    const instance = await openInstance(readSettings(process.env), { share: true, progress: input.progress });
    const database = openDatabase(instance.appUrl, 2);
    try {
      const cooperative = (await allCooperatives(database)).find((one) => one.slug === slug);
      if (!cooperative) throw new Error(`koperasi tidak dikenal: ${slug} / unknown cooperative`);
      return await importFile(
        systemContext({ cooperative, clock: clockFromEnvironment(process.env), database }),
        { fileName: basename(file), bytes },
        input,
      );
    } catch (error) {
      if (error instanceof DomainError) return refusalOf(error);
      throw error;
    } finally {
      await database.close();
      await instance.close();
    }
  },
};

/** The verb inside one cooperative: the plan, and with `agree` what was written. Refusals are thrown. */
export async function importFile(
  context: Context,
  file: { fileName: string; bytes: Uint8Array },
  input: Pick<VerbInput, 'options'>,
): Promise<VerbOutcome> {
  const kind = text(input, 'kind');
  const known = TABLE_KINDS.find((candidate) => candidate === kind);
  if (kind !== undefined && !known) throw new Error(`--kind tidak dikenal: ${kind} (lihat --help)`);
  const sheet = text(input, 'sheet');
  const { id } = await openPreview(context, {
    ...file,
    ...(sheet ? { sheet } : {}),
    ...(known ? { kind: known } : {}),
  });
  const preview = await importPreview(context, { id });
  if (!input.options['agree'])
    return { ok: true, json: { ok: true, id, ...planJson(preview) }, lines: planLines(preview) };
  if (preview.plan.counts.willBeWritten === 0 && preview.plan.counts.known > 0) {
    await discardPreview(context, { id });
    const lines = [...planLines(preview), 'semua baris sudah pernah diimpor / every row was imported before'];
    return { ok: true, json: { ok: true, id, ...planJson(preview), report: null }, lines };
  }
  const today = context.clock.today(context.cooperative.zone);
  const settings = {
    openingDate: text(input, 'date') ?? preview.plan.asOf ?? today,
    counterCode: text(input, 'counter') ?? OPENING_CODE,
    loanCode: text(input, 'loans'),
    differenceCode: text(input, 'difference'),
    products: await productsOf(context, input),
    loanProducts: await loanProductsOf(context, id, input),
    loanDifference: text(input, 'loan-difference'),
  };
  await agreeImport(context, { id, planHash: preview.planHash, settings });
  const { report } = await runImport(context, id);
  return {
    ok: true,
    json: { ok: true, id, ...planJson(preview), report },
    lines: [...planLines(preview), ...reportLines(report)],
  };
}

/** `other=SS` -> the id of that product for that kind of savings. */
async function productsOf(context: Context, input: Pick<VerbInput, 'options'>): Promise<Record<string, string>> {
  const { products } = await agreementChoices(context, {});
  const given = input.options['product'];
  const pairs = (Array.isArray(given) ? given : []).map((pair) => String(pair).split('='));
  return Object.fromEntries(
    pairs.map(([kind = '', code = '']) => {
      const product = products.find((one) => one.code === code);
      if (!product) throw new Error(`produk simpanan tidak dikenal: ${code} / unknown product`);
      return [kind, product.id];
    }),
  );
}

/** `PU` for every kind of loan in the file, `PINJAMAN BARANG=PB` for one; the rest as proposed. */
async function loanProductsOf(
  context: Context,
  id: string,
  input: Pick<VerbInput, 'options'>,
): Promise<{ name: string; productId: string }[]> {
  const given = input.options['loan-product'];
  const pairs = (Array.isArray(given) ? given : []).map((pair) => String(pair).split('='));
  if (pairs.length === 0) return [];
  const [{ loanProducts }, kinds] = [await agreementChoices(context, {}), await importLoanKinds(context, { id })];
  const idOf = (code: string) => {
    const product = loanProducts.find((one) => one.code === code);
    if (!product) throw new Error(`produk pinjaman tidak dikenal: ${code} / unknown loan product`);
    return product.id;
  };
  return kinds.flatMap(({ name }) => {
    const own = pairs.find(([kind, code]) => code !== undefined && kind === name)?.[1];
    const code = own ?? pairs.find((pair) => pair.length === 1)?.[0];
    return code === undefined ? [] : [{ name, productId: idOf(code) }];
  });
}

function loansJson(loans: LoanSummary | null) {
  if (!loans) return null;
  const tally = ({ count, sum }: { count: number; sum: bigint }) => ({ count, amount: formatDecimal(sum) });
  return {
    inFile: tally(loans.inFile),
    printed: loans.printed === null ? null : formatDecimal(loans.printed),
    running: tally(loans.running),
    apart: tally(loans.apart),
    known: tally(loans.known),
    difference: formatDecimal(loans.difference),
    paidOff: loans.paidOff,
    assumed: loans.assumed,
  };
}

function planJson({ plan, record }: Preview) {
  return {
    kind: plan.kind,
    sheet: record.mapping.sheet,
    counts: plan.counts,
    controls: plan.controls.map((control) => ({
      field: control.field,
      heading: control.heading,
      rows: formatDecimal(control.rows),
      taken: formatDecimal(control.taken),
      printed: control.printed === null ? null : formatDecimal(control.printed),
    })),
    arithmetic: plan.arithmetic.map((error) => ({
      ...error,
      printed: formatDecimal(error.printed),
      computed: formatDecimal(error.computed),
    })),
    difference: formatDecimal(plan.difference),
    loans: loansJson(plan.loans),
    remarks: plan.remarks,
    doubts: plan.rows
      .filter((row) => row.status !== 'taken')
      .map((row) => ({
        line: row.line,
        status: row.status,
        take: row.take,
        reasons: row.issues.map((issue) => issue.reason),
      })),
  };
}

function planLines({ plan, record }: Preview): string[] {
  const { counts } = plan;
  return [
    `${record.fileName}, ${record.mapping.sheet}: ${plan.kind}`,
    `diambil ${counts.taken}, diragukan ${counts.doubtful}, ditolak ${counts.refused}, sudah ada ${counts.known}, berubah ${counts.changed}`,
    ...plan.controls.map((control) => {
      const printed = control.printed === null ? '' : `, tercetak ${formatDecimal(control.printed)}`;
      return `  ${control.heading}: ${formatDecimal(control.rows)}${printed}`;
    }),
    ...plan.arithmetic
      .slice(0, 20)
      .map(
        (error) =>
          `  baris ${error.line}: ${error.heading} tercetak ${formatDecimal(error.printed)}, seharusnya ${formatDecimal(error.computed)}`,
      ),
    ...(plan.difference === 0n ? [] : [`  debit dan kredit berbeda ${formatDecimal(plan.difference)}`]),
    ...(plan.loans
      ? [
          `  pinjaman: ${plan.loans.running.count} berjalan ${formatDecimal(plan.loans.running.sum)}, ${plan.loans.apart.count} terpisah ${formatDecimal(plan.loans.apart.sum)}, selisih ${formatDecimal(plan.loans.difference)}`,
          ...plan.loans.assumed.map(({ what, count }) => `  anggapan: ${what} (${count} pinjaman)`),
        ]
      : []),
    ...plan.remarks.map((remark) => `  catatan: ${remark}`),
  ];
}

function reportLines(report: Report | null): string[] {
  if (!report) return [];
  return [
    `ditulis ${report.rows.written} baris, ditolak ${report.rows.refused}, ${report.entries} jurnal`,
    ...report.posted.map((sum) => `  ${sum.what}: ${sum.amount}`),
    ...report.refusals.slice(0, 20).map((row) => `  baris ${row.line}: ${row.pesan}`),
  ];
}

/** A refused file or setting: the answer is "no", with its reason. */
export function refusalOf(error: DomainError): VerbOutcome {
  const errors = error.fields.map(({ field, code, pesan }) => ({ field, code, pesan }));
  return { ok: false, json: { ok: false, reason: error.reason, pesan: error.pesan, errors }, lines: [error.pesan] };
}

function text(input: Pick<VerbInput, 'options'>, name: string): string | undefined {
  const value = input.options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
