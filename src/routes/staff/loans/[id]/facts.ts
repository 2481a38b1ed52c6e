import { count, dateText, rupiah } from '#lib/formats.ts';
import type { Locale } from '#lib/text/index.ts';
import type { loanContractText } from '#lib/text/loan-contract.ts';
import type { LoanDetail } from '#loans';

type Words = (typeof loanContractText)['id'];

/** A stated rate in words: "1,5% tiap angsuran". */
export function rateText(rate: LoanDetail['loan']['rate'], t: Words, locale: Locale): string {
  const write = (text: string) => (locale === 'id' ? text.replace('.', ',') : text);
  return 'annualPercent' in rate ? t.perYear(write(rate.annualPercent)) : t.perPeriod(write(rate.periodPercent));
}

/** The facts of an agreement in the order they are read; what is not known yet is left out. */
export function loanFacts({ loan, fees }: Pick<LoanDetail, 'loan' | 'fees'>, t: Words, locale: Locale) {
  const day = (label: string, date: string | null) => (date ? [{ label, value: dateText(date, locale) }] : []);
  const effective = loan.effectivePercent === null ? '' : `${Number(loan.effectivePercent).toFixed(2)}%`;
  return [
    { label: t.product, value: `${loan.productName}, ${t.contracts[loan.contract]}` },
    { label: t.principal, value: rupiah(loan.principal) },
    ...(loan.undisbursed === '0.00'
      ? []
      : [
          { label: t.disbursed, value: rupiah(loan.disbursed) },
          { label: t.undisbursed, value: rupiah(loan.undisbursed) },
        ]),
    { label: t.rate, value: `${rateText(loan.rate, t, locale)}, ${t.methods[loan.method]}` },
    ...(effective === ''
      ? []
      : [{ label: t.effective, value: locale === 'id' ? effective.replace('.', ',') : effective }]),
    { label: t.tenor, value: t.times(count(loan.tenor)) },
    ...fees.map(({ name, taken, amount }) => ({
      label: name,
      value: `${rupiah(amount)}, ${taken === 'deducted' ? t.deducted : t.brought}`,
    })),
    ...(loan.purpose ? [{ label: t.purpose, value: loan.purpose }] : []),
    ...(loan.officerName ? [{ label: t.officer, value: loan.officerName }] : []),
    ...day(t.drawnOn, loan.drawnOn),
    ...day(t.signedOn, loan.signedOn),
    ...day(t.disbursedOn, loan.disbursedOn),
    ...day(t.maturesOn, loan.maturesOn),
    ...day(t.restructuredOn, loan.restructuredOn),
    { label: t.class, value: t.classes[loan.collectability] },
  ];
}
