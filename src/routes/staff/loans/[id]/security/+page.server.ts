import { newId } from '#kernel/ids';
import { rupiah } from '#lib/formats.ts';
import { dateValue, formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import {
  addGuarantor,
  collateralOfMember,
  lendingLimits,
  loanDetail,
  pledgeCollateral,
  releaseGuarantor,
  securityOf,
} from '#loans';
import { memberIdsOf } from '../../member-numbers.ts';
import { securityAct } from '../../security-act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What stands behind one loan, and what its borrower may still owe. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const loanId = event.params.id;
  const { loan } = await orErrorPage(loanDetail(context, { loanId }));
  const [security, own, limits] = await Promise.all([
    orErrorPage(securityOf(context, { loanId })),
    orErrorPage(collateralOfMember(context, { memberId: loan.memberId })),
    orErrorPage(lendingLimits(context, { memberId: loan.memberId })),
  ]);
  const { permissions } = context.actor;
  const open = loan.status === 'drawn' || loan.status === 'signed' || loan.status === 'active';
  return {
    loan: { number: loan.number, memberName: loan.memberName },
    security,
    limits,
    free: own
      .filter(({ status, pledge }) => status === 'active' && pledge === null)
      .map(({ id, label, description, value }) => ({
        value: id,
        label: `${label} ${description} (${rupiah(value)})`,
      })),
    key: newId(),
    today: context.clock.today(context.cooperative.zone),
    may: { add: open && permissions.has('loans.review'), release: !open && permissions.has('loans.contract') },
  };
};

const back = ({ params }: RequestEvent) => `/staff/loans/${params.id}/security`;

export const actions: Actions = {
  guarantor: securityAct('loans.review', back, async (context, values, { params, locals: { locale } }) => {
    let [amount, consentedOn] = ['', ''];
    gatherErrors([
      () => {
        amount = moneyValue(values, 'amount', locale);
      },
      () => {
        consentedOn = dateValue(values, 'consentedOn', locale);
      },
    ]);
    const [memberId] = await memberIdsOf(context, { text: values['memberId'], field: 'memberId', locale });
    const fullName = values['person.fullName'] ?? '';
    const person = { fullName, nik: values['person.nik'] ?? '', phone: values['person.phone'] ?? '' };
    const who = { ...(memberId && { memberId }), ...(fullName && { person }) };
    const relation = values['relation'] ?? '';
    const input = { loanId: params.id, ...who, relation, amount, consentedOn };
    return addGuarantor(context, input, { key: formKey(values) });
  }),
  release: securityAct('loans.contract', back, (context, values) =>
    releaseGuarantor(context, { guarantorId: values['who'], reason: values['reason'] }, { key: formKey(values) }),
  ),
  pledge: securityAct('loans.review', back, (context, values, { params }) =>
    pledgeCollateral(context, { collateralId: values['collateralId'], loanId: params.id }, { key: formKey(values) }),
  ),
};
