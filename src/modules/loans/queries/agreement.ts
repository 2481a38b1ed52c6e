import { z } from 'zod';
import { letterhead, parameterOn } from '#cooperatives';
import { dateText, type OfficialPaper, type PaperPart, paperPdf } from '#documents';
import { assert } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { amountText, parseDecimal, rupiahText, sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { terbilang } from '#kernel/terbilang';
import { type AgreementFacts, agreementArticles, CONTRACT_WORDS, decimalWords } from '../rules/agreement.ts';
import { feesOf } from '../rules/fees.ts';
import type { Instalment } from '../store/instalments.ts';
import { type Loan, requireLoan } from '../store/loans.ts';
import { type AgreementVersion, readVersionRows, readVersions } from '../store/schedules.ts';
import { type LoanSecurity, securityBehind } from '../store/security.ts';
import { type LoanSignature, readSignatures } from '../store/signatures.ts';
import { effectiveOf } from './loan-detail.ts';

/** By-law parameters of the stamp duty on an agreement: its amount, and the loan above which it is due (UU 10/2020: Rp 5 million). */
export const STAMP_PARAMETERS = { amount: 'loans.stamp_duty', above: 'loans.stamp_duty_above' } as const;
const USUAL_STAMP = { amount: '10000.00', above: '5000000.00' };

/** The agreement of a loan as PDF: of its first version, or of any later one. Error: `loan_unknown`. */
export const agreementFile = query({
  name: 'loans.agreementFile',
  permission: 'loans.read',
  input: z.strictObject({ loanId: idField, version: z.coerce.number().int().min(1).max(9999).optional() }),
  async run(scope, { loanId, version }) {
    const loan = await requireLoan(scope, loanId);
    const bytes = await paperPdf(await agreementPaper(scope, loan, version ?? loan.version));
    return { name: `perjanjian-${loan.number}.pdf`, bytes };
  },
});

async function agreementPaper(scope: QueryScope, loan: Loan, version: number): Promise<OfficialPaper> {
  const [head, versions, rows, security, signatures, stamp] = await Promise.all([
    letterhead(scope),
    readVersions(scope, loan.id),
    readVersionRows(scope, loan.id, version),
    securityBehind(scope, { loanId: loan.id, applicationId: loan.applicationId }),
    readSignatures(scope, loan.id),
    stampHint(scope, loan),
  ]);
  const made = versions.find((one) => one.version === version) ?? versions.at(-1);
  assert(made, 'a loan has at least one version');
  const { title, price } = CONTRACT_WORDS[loan.contract];
  const later = version > 1 ? `, perubahan ${version - 1}` : '';
  return {
    letterhead: head,
    title,
    subtitle: `Nomor ${loan.number}${later}`,
    parts: [
      {
        kind: 'text',
        text: `Pada ${dateText(made.madeOn)}, kedua pihak di bawah ini membuat perjanjian yang isinya sebagai berikut.`,
      },
      { kind: 'facts', facts: factsOf(loan, made, rows, head.cooperative) },
      ...feeParts(loan),
      ...securityParts(security),
      ...agreementArticles(articleFacts(loan, rows, security)).map(
        (article): PaperPart => ({ kind: 'article', ...article }),
      ),
      scheduleTable(rows, price),
    ],
    placeAndDate: dateText(made.madeOn),
    signatures: signers(loan, security, signatures),
    ...(stamp ? { stamp } : {}),
    footer: `${title} ${loan.number}. Perhitungan versi ${made.engineVersion}`,
    writtenAt: scope.now,
  };
}

function articleFacts(loan: Loan, rows: readonly Instalment[], security: LoanSecurity): AgreementFacts {
  return {
    contract: loan.contract,
    terms: loan.terms,
    principalSen: loan.principalSen,
    tenor: rows.length,
    firstDue: rows[0] ? dateText(rows[0].dueOn) : '',
    purpose: loan.purpose,
    hasCollateral: security.collateral.length > 0,
    hasGuarantors: security.guarantors.length > 0,
    standingOrder: loan.standingOrder,
  };
}

function factsOf(loan: Loan, made: AgreementVersion, rows: readonly Instalment[], cooperative: string) {
  const { rate } = made.request;
  const effective = effectiveOf(made.request);
  const { price } = CONTRACT_WORDS[loan.contract];
  const stated =
    'annualPercent' in rate
      ? `${decimalWords(rate.annualPercent)} % setahun`
      : `${decimalWords(rate.periodPercent)} % tiap angsuran`;
  const total = sumSen(rows.flatMap((row) => [row.principalSen, row.interestSen]));
  const last = rows.at(-1);
  return [
    { label: 'Pihak pertama (koperasi)', value: cooperative },
    {
      label: 'Pihak kedua (anggota)',
      value: `${loan.memberName}${loan.memberNumber ? `, nomor anggota ${loan.memberNumber}` : ''}`,
    },
    { label: 'Nomor KTP', value: '.....................................................' },
    { label: 'Jumlah', value: `${rupiahText(loan.principalSen)} (${terbilang(loan.principalSen)})` },
    ...(loan.contract === 'qardh'
      ? []
      : [{ label: `Suku ${price}`, value: `${stated}, cara ${METHOD_WORDS[made.request.method]}` }]),
    ...(effective && loan.contract === 'interest'
      ? [{ label: 'Setara suku efektif', value: `${decimalWords(effective.replace(/0{2}$/, ''))} % setahun` }]
      : []),
    { label: 'Angsuran', value: `${rows.length} kali, terakhir ${last ? dateText(last.dueOn) : ''}` },
    { label: 'Semua yang dibayar', value: `${rupiahText(total)}, pokok dan ${price}` },
  ];
}

const METHOD_WORDS: Readonly<Record<AgreementVersion['request']['method'], string>> = {
  flat: 'flat (dari pokok semula)',
  annuity: 'anuitas (angsuran tetap)',
  equal_principal: 'menurun (pokok tetap)',
  bullet: 'pokok di akhir',
  balloon: 'sisa pokok di akhir',
  shares: 'menurut porsi',
};

function feeParts(loan: Loan): PaperPart[] {
  const fees = feesOf(loan.terms, loan.principalSen);
  if (fees.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'Biaya, sekali saat pencairan',
      headings: ['Biaya', 'Dibayar', 'Jumlah (Rp)'],
      rows: fees.map(({ name, taken, amountSen }) => [
        name,
        taken === 'deducted' ? 'dipotong dari yang dicairkan' : 'tunai',
        amountText(amountSen),
      ]),
      end: [2],
    },
  ];
}

function securityParts({ collateral, guarantors }: LoanSecurity): PaperPart[] {
  const pledged: PaperPart = {
    kind: 'table',
    title: 'Agunan',
    headings: ['Label', 'Uraian', 'Nilai taksir (Rp)'],
    rows: collateral.map(({ label, description, valueSen }) => [label, description, amountText(valueSen)]),
    end: [2],
  };
  const persons: PaperPart = {
    kind: 'table',
    title: 'Penjamin',
    headings: ['Nama', 'Sanggup sampai (Rp)'],
    rows: guarantors.map(({ name, amountSen }) => [name, amountText(amountSen)]),
    end: [1],
  };
  return [...(collateral.length > 0 ? [pledged] : []), ...(guarantors.length > 0 ? [persons] : [])];
}

function scheduleTable(rows: readonly Instalment[], price: string): PaperPart {
  const total = (part: (row: Instalment) => bigint) => amountText(sumSen(rows.map(part)));
  return {
    kind: 'table',
    title: 'Jadwal angsuran',
    headings: ['No', 'Jatuh tempo', 'Pokok', price[0]?.toUpperCase() + price.slice(1), 'Angsuran', 'Sisa pokok'],
    rows: [
      ...rows.map((row) => [
        String(row.no),
        dateText(row.dueOn, true),
        amountText(row.principalSen),
        amountText(row.interestSen),
        amountText(row.principalSen + row.interestSen),
        amountText(row.balanceAfterSen),
      ]),
      [
        '',
        'Jumlah',
        total((row) => row.principalSen),
        total((row) => row.interestSen),
        total((row) => row.principalSen + row.interestSen),
        '',
      ],
    ],
    end: [0, 2, 3, 4, 5],
  };
}

const ROLE_WORDS: Readonly<Record<LoanSignature['role'], string>> = {
  borrower: 'Anggota',
  spouse: 'Suami atau istri',
  guarantor: 'Penjamin',
  cooperative: 'Koperasi',
  witness: 'Saksi',
};

/** Room for all who sign; who signed already stands with the day. */
function signers(loan: Loan, security: LoanSecurity, given: readonly LoanSignature[]) {
  const signedOf = (role: LoanSignature['role'], name?: string) =>
    given.find((one) => one.role === role && (name === undefined || one.name === name));
  const line = (role: LoanSignature['role'], name: string) => {
    const signature = signedOf(role, role === 'guarantor' ? name : undefined);
    const office = signature
      ? `${ROLE_WORDS[role]}, ditandatangani ${dateText(signature.signedOn, true)}`
      : ROLE_WORDS[role];
    return { office, ...(name === '' ? {} : { name }) };
  };
  const others = given.filter(({ role }) => role === 'spouse' || role === 'witness');
  return [
    line('cooperative', signedOf('cooperative')?.name ?? ''),
    line('borrower', loan.memberName),
    ...security.guarantors.map(({ name }) => line('guarantor', name)),
    ...others.map(({ role, name }) => line(role, name)),
  ];
}

async function stampHint(scope: QueryScope, loan: Loan): Promise<string | undefined> {
  const [amount, above] = await Promise.all([
    textParameter(scope, STAMP_PARAMETERS.amount, USUAL_STAMP.amount),
    textParameter(scope, STAMP_PARAMETERS.above, USUAL_STAMP.above),
  ]);
  const dutySen = parseDecimal(amount);
  if (dutySen === 0n || loan.principalSen <= parseDecimal(above)) return undefined;
  return `Bubuhkan meterai ${rupiahText(dutySen)} pada tanda tangan anggota (UU 10/2020).`;
}

async function textParameter(scope: QueryScope, name: string, usual: string): Promise<string> {
  const value = (await parameterOn(scope, name, scope.today))?.value;
  return typeof value === 'string' && /^\d+(\.\d{1,2})?$/.test(value) ? value : usual;
}
