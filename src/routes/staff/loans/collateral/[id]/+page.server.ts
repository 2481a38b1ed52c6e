import { error } from '@sveltejs/kit';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import { rupiah } from '#lib/formats.ts';
import { dateValue, formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import {
  addCollateralPhoto,
  collateralDetail,
  loansToSecure,
  pledgeCollateral,
  reappraiseCollateral,
  receivePapers,
  releasePledge,
  returnPapers,
} from '#loans';
import { securityAct } from '../../security-act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One collateral with all that happened to it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const detail = await orErrorPage(collateralDetail(context, { id: event.params.id }));
  if (!detail) error(404, { message: 'Agunan ini tidak ada' });
  const { permissions } = context.actor;
  const { memberId } = detail.collateral;
  return {
    collateral: detail.collateral,
    photos: permissions.has('documents.read') ? detail.photos : [],
    events: detail.events.map(({ valueSen, ...one }) => ({ ...one, value: valueSen && formatDecimal(valueSen) })),
    loans: (await orErrorPage(loansToSecure(context, { memberId }))).map(({ id, number, principal }) => ({
      value: id,
      label: `${number} (${rupiah(principal)})`,
    })),
    key: newId(),
    today: context.clock.today(context.cooperative.zone),
    by: context.actor.name,
    may: { review: permissions.has('loans.review'), contract: permissions.has('loans.contract') },
  };
};

const back = ({ params }: RequestEvent) => `/staff/loans/collateral/${params.id}`;

export const actions: Actions = {
  appraise: securityAct('loans.review', back, (context, values, { params: { id: collateralId } }) => {
    let [value, appraisedOn] = ['', ''];
    gatherErrors([
      () => {
        value = moneyValue(values, 'value');
      },
      () => {
        appraisedOn = dateValue(values, 'appraisedOn');
      },
    ]);
    const found = { collateralId, value, appraisedOn, appraisedBy: values['appraisedBy'], note: values['note'] ?? '' };
    return reappraiseCollateral(context, found, { key: formKey(values) });
  }),
  receive: securityAct('loans.contract', back, (context, values, { params: { id: collateralId } }) =>
    receivePapers(context, { collateralId, place: values['place'] }, { key: formKey(values) }),
  ),
  give: securityAct('loans.contract', back, (context, values, { params: { id: collateralId } }) =>
    returnPapers(context, { collateralId, receivedBy: values['receivedBy'] }, { key: formKey(values) }),
  ),
  pledge: securityAct('loans.review', back, (context, values, { params: { id: collateralId } }) =>
    pledgeCollateral(context, { collateralId, loanId: values['loanId'] || undefined }, { key: formKey(values) }),
  ),
  release: securityAct('loans.contract', back, (context, values, { params: { id: collateralId } }) =>
    releasePledge(context, { collateralId, note: values['releaseNote'] }, { key: formKey(values) }),
  ),
  photo: securityAct('loans.review', back, async (context, values, { params: { id: collateralId } }, data) => {
    const photo = data.get('photo');
    if (!(photo instanceof File) || photo.size === 0) {
      throw fieldError('photo', 'photo_missing', 'Pilih fotonya dulu');
    }
    const bytes = Buffer.from(await photo.arrayBuffer()).toString('base64');
    return addCollateralPhoto(context, { collateralId, photo: bytes }, { key: formKey(values) });
  }),
};
