import { formatDecimal, parseDecimal, sumSen } from '#kernel/money';
import { query } from '#kernel/query';
import { ApplicationInput } from '../application-schema.ts';
import { savingsLimit } from '../rules/eligibility.ts';
import { type ScoreFigures, scoreOf } from '../rules/scorecard.ts';
import { requireApplication } from '../store/applications.ts';
import { readExposure } from '../store/guarantors.ts';
import { amountAndTenor, type CheckedApplication, checkApplication } from './application-check.ts';
import { readScorecard } from './application-parameters.ts';
import type { LoanRecord } from './borrower.ts';

/**
 * What an officer needs to judge an application, from the books and the register as they stand today: savings, loans, capacity, guarantees,
 * ceilings, the checks and the explained score. Error: `application_unknown`.
 */
export const creditView = query({
  name: 'loans.creditView',
  permission: 'loans.read',
  input: ApplicationInput,
  async run(scope, { id }) {
    const application = await requireApplication(scope, id);
    const checked = await checkApplication(scope, application);
    const [guarantees, scorecard] = await Promise.all([
      readExposure(scope, { memberId: application.memberId }),
      readScorecard(scope, scope.today),
    ]);
    const { record, simulation, terms } = checked;
    const asked = amountAndTenor(application);
    const collateralSen = sumSen(application.collateral.map(({ value }) => parseDecimal(value)));
    const score = scoreOf(
      scorecard.card,
      figuresOf(checked, asked?.amountSen ?? null, collateralSen, application.dependants),
    );
    return {
      on: scope.today,
      member: memberOf(record),
      savings: savingsOf(record),
      loans: {
        running: record.running.map(loanLine),
        settled: record.settled.map(loanLine),
        writtenOff: record.writtenOff.map(loanLine),
        worstDaysLate: Math.max(
          0,
          ...[...record.running, ...record.settled, ...record.writtenOff].map((loan) => loan.worstDaysLate),
        ),
      },
      guarantees: {
        count: guarantees.loans,
        outstanding: formatDecimal(guarantees.outstandingSen),
        guaranteed: formatDecimal(guarantees.exposedSen),
      },
      capacity: {
        income: application.incomeSen === null ? null : formatDecimal(application.incomeSen),
        newMonthly: formatDecimal(simulation?.monthlySen ?? 0n),
        runningMonthly: formatDecimal(sumSen(record.running.map(({ monthlySen }) => monthlySen))),
        otherMonthly: formatDecimal(application.otherInstalmentsSen ?? 0n),
        /** Parts per ten thousand of the income. */
        share: checked.incomeShare,
        limitPercent: terms.eligibility.incomePercent ?? null,
      },
      ceilings: ceilingsOf(checked),
      simulation: simulation && {
        instalment: formatDecimal(simulation.instalmentSen),
        last: formatDecimal(simulation.lastSen),
        interest: formatDecimal(simulation.interestSen),
        total: formatDecimal(simulation.totalSen),
        net: formatDecimal(simulation.netSen),
        effectiveAnnualPercent: simulation.effectiveAnnualPercent,
      },
      findings: checked.findings,
      score: { ...score, effectiveFrom: scorecard.effectiveFrom, legalBasis: scorecard.legalBasis },
    };
  },
});

type Record = CheckedApplication['record'];

function memberOf({ member, membershipMonths }: Record) {
  const { id, number, fullName, status, occupation, employer, workUnit, activatedOn } = member;
  return { id, number, fullName, status, occupation, employer, workUnit, activatedOn, membershipMonths };
}

function savingsOf({ savings, savingsSen, mandatory }: Record) {
  return {
    accounts: savings.map(({ id, number, productName, kind, balance }) => ({ id, number, productName, kind, balance })),
    total: formatDecimal(savingsSen),
    mandatoryMonthsPaid: mandatory.monthsPaid,
    mandatoryMonthsBehind: mandatory.monthsBehind,
    mandatoryArrears: mandatory.arrears,
  };
}

function loanLine(loan: LoanRecord) {
  return {
    id: loan.id,
    number: loan.number,
    productName: loan.productName,
    principal: formatDecimal(loan.principalSen),
    outstanding: formatDecimal(loan.outstandingSen),
    monthly: formatDecimal(loan.monthlySen),
    daysPastDue: loan.daysPastDue,
    worstDaysLate: loan.worstDaysLate,
    collectability: loan.collectability,
    disbursedOn: loan.disbursedOn,
    closedOn: loan.closedOn,
  };
}

function ceilingsOf({ record, terms }: CheckedApplication) {
  const { limits, savingsSen } = record;
  const { savingsMultiple } = terms.eligibility;
  return {
    ownCapital: formatDecimal(limits.ownCapitalSen),
    percent: limits.percent,
    related: limits.related,
    legalBasis: limits.legalBasis,
    ceiling: formatDecimal(limits.ceilingSen),
    outstanding: formatDecimal(limits.outstandingSen),
    room: formatDecimal(limits.roomSen),
    savingsMultiple: savingsMultiple ?? null,
    savingsLimit: savingsMultiple === undefined ? null : formatDecimal(savingsLimit(savingsSen, savingsMultiple)),
    productMax: formatDecimal(terms.amount.max),
  };
}

/** The figures of the score, each a whole number; null where it is not known. */
function figuresOf(
  { record, incomeShare }: CheckedApplication,
  amountSen: bigint | null,
  collateralSen: bigint,
  dependants: number | null,
): ScoreFigures {
  const past = [...record.settled, ...record.running, ...record.writtenOff];
  const shareOf = (partSen: bigint) => (amountSen === null ? null : Number((partSen * 100n) / amountSen));
  return {
    membership_months: record.membershipMonths,
    mandatory_months_behind: record.mandatory.monthsBehind,
    savings_share: shareOf(record.savingsSen),
    settled_loans: record.settled.length,
    worst_days_late: past.length === 0 ? null : Math.max(...past.map(({ worstDaysLate }) => worstDaysLate)),
    days_past_due: Math.max(0, ...record.running.map(({ daysPastDue }) => daysPastDue)),
    income_share: incomeShare === null ? null : Math.ceil(incomeShare / 100),
    security_share: shareOf(collateralSen),
    dependants,
  };
}
