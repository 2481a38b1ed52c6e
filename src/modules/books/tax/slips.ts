import sql from 'sql-template-tag';
import { z } from 'zod';
import { letterhead, readProfile } from '#cooperatives';
import { dateText, paperPdf } from '#documents';
import { addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField, idField } from '#kernel/fields';
import { formatDecimal, rupiahText } from '#kernel/money';
import { decryptPersonal, keysOfThisProcess } from '#kernel/personal-data';
import { type QueryScope, query } from '#kernel/query';
import { terbilang } from '#kernel/terbilang';
import { monthText } from '../assets/depreciation.ts';
import { KIND_NAMES } from './recap.ts';
import type { WithholdingTax } from './rules/withholding.ts';
import { taxObject } from './settings.ts';
import { numberPlace } from './withholding.ts';

type SlipRow = {
  readonly id: string;
  readonly tax: WithholdingTax;
  readonly object: string;
  readonly slip: string;
  readonly paidOn: BusinessDate;
  readonly payeeName: string;
  readonly sealed: string | null;
  readonly numberEnd: string | null;
  readonly grossSen: bigint;
  readonly baseSen: bigint;
  readonly taxSen: bigint;
  readonly rateText: string;
  readonly legalBasis: string;
  readonly description: string;
  readonly entryId: string;
  readonly voidedOn: BusinessDate | null;
  readonly voidReason: string | null;
  readonly by: string;
};

function readSlips(
  scope: QueryScope,
  filter: { id?: string; from?: BusinessDate; before?: BusinessDate },
): Promise<SlipRow[]> {
  const { id = null, from = null, before = null } = filter;
  return scope.tx.rows<SlipRow>(sql`
    select w.id, w.tax, w.object, w.slip_number as slip, w.paid_on as "paidOn", w.payee_name as "payeeName",
           w.payee_number_sealed as sealed, w.payee_number_end as "numberEnd", w.gross_sen as "grossSen", w.base_sen as "baseSen",
           w.tax_sen as "taxSen", w.rate_text as "rateText", w.legal_basis as "legalBasis", w.description, w.entry_id as "entryId",
           w.voided_on as "voidedOn", w.void_reason as "voidReason", w.written_by_name as by
      from books.tax_withholding w
     where w.cooperative_id = ${scope.cooperativeId} and (${id}::uuid is null or w.id = ${id}::uuid)
       and (${from}::date is null or w.paid_on >= ${from}::date) and (${before}::date is null or w.paid_on < ${before}::date)
     order by w.paid_on desc, w.id desc limit 2000`);
}

const viewOf = ({ sealed: _sealed, numberEnd, grossSen, baseSen, taxSen, object, ...row }: SlipRow) => ({
  ...row,
  object: taxObject(object)?.name ?? object,
  payeeNumber: numberEnd === null ? null : `••••••••••••${numberEnd}`,
  gross: formatDecimal(grossSen),
  base: formatDecimal(baseSen),
  withheld: formatDecimal(taxSen),
});

/** Withholding slips of a month, void ones too. Numbers of payees are masked. Money as decimal strings. */
export const withholdingSlips = query({
  name: 'books.withholdingSlips',
  permission: 'books.read',
  input: z.strictObject({ month: dateField.optional() }),
  async run(scope, input) {
    const month = startOfMonth(input.month ?? scope.today);
    const slips = await readSlips(scope, { from: month, before: addMonths(month, 1) });
    return { month, slips: slips.map(viewOf) };
  },
});

/** One withholding slip. Error: `slip_unknown`. */
export const withholdingSlip = query({
  name: 'books.withholdingSlip',
  permission: 'books.read',
  input: z.strictObject({ id: idField }),
  run: async (scope, { id }) => viewOf(await requireSlip(scope, id)),
});

async function requireSlip(scope: QueryScope, id: string): Promise<SlipRow> {
  const [slip] = await readSlips(scope, { id });
  if (!slip) throw new DomainError('not_found', 'slip_unknown', 'Bukti potong ini tidak ada');
  return slip;
}

/** The slip as PDF for the payee, with the whole number: only for who does the cooperative's taxes. Error: `slip_unknown`. */
export const withholdingSlipPdf = query({
  name: 'books.withholdingSlipPdf',
  permission: 'books.tax',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }) {
    const slip = await requireSlip(scope, id);
    const [head, profile] = await Promise.all([letterhead(scope), readProfile(scope)]);
    const number =
      slip.sealed === null
        ? 'tidak ada'
        : decryptPersonal(keysOfThisProcess(), numberPlace(scope.cooperativeId, id), slip.sealed);
    const pdf = await paperPdf({
      letterhead: head,
      title: `Bukti Potong ${KIND_NAMES[slip.tax]}`,
      subtitle: `Nomor ${slip.slip}${slip.voidedOn === null ? '' : ` (DIBATALKAN ${dateText(slip.voidedOn)})`}`,
      parts: [{ kind: 'facts', facts: factsOf(slip, { number, ownNumber: profile.taxNumber }) }],
      placeAndDate: dateText(slip.paidOn),
      signatures: [{ office: 'Pemotong pajak', name: slip.by }],
      footer: `${profile.name}, bukti potong ${slip.slip}`,
      writtenAt: scope.now,
    });
    return { slip: slip.slip, pdf };
  },
});

function factsOf(slip: SlipRow, { number, ownNumber }: { number: string; ownNumber: string | null }) {
  return [
    { label: 'Pemotong, NPWP', value: ownNumber ?? 'belum diisi' },
    { label: 'Masa pajak', value: monthText(slip.paidOn) },
    { label: 'Penerima', value: slip.payeeName },
    { label: 'NPWP atau NIK', value: number },
    { label: 'Objek pajak', value: taxObject(slip.object)?.name ?? slip.object },
    { label: 'Untuk', value: slip.description },
    { label: 'Jumlah bruto', value: rupiahText(slip.grossSen) },
    { label: 'Dasar pengenaan', value: rupiahText(slip.baseSen) },
    { label: 'Tarif', value: slip.rateText },
    { label: 'Pajak dipotong', value: rupiahText(slip.taxSen) },
    { label: 'Terbilang', value: terbilang(slip.taxSen) },
    { label: 'Dibayarkan', value: rupiahText(slip.grossSen - slip.taxSen) },
    { label: 'Dasar hukum', value: slip.legalBasis },
  ];
}
