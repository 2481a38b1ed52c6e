import { error, redirect } from '@sveltejs/kit';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import { rupiah } from '#lib/formats.ts';
import { setFlash } from '#lib/server/flash.ts';
import {
  dateValue,
  type FormValues,
  formFailure,
  formKey,
  formValues,
  gatherErrors,
  moneyValue,
} from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanSecurityText } from '#lib/text/loan-security.ts';
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

type Act = (
  context: Awaited<ReturnType<typeof requireStaff>>,
  values: FormValues,
  collateralId: string,
  data: FormData,
) => Promise<unknown>;

/** An action of this page: the form read, the command run, back to the page with a word. */
function act(permission: 'loans.review' | 'loans.contract', run: Act) {
  return async (event: RequestEvent) => {
    const context = await requireStaff(event, permission);
    const data = await event.request.formData();
    const values = formValues(data);
    const { id } = event.params;
    try {
      await run(context, values, id, data);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanSecurityText, event.locals.locale).done });
    redirect(303, `/staff/loans/collateral/${id}`);
  };
}

export const actions: Actions = {
  appraise: act('loans.review', (context, values, collateralId) => {
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
  receive: act('loans.contract', (context, values, collateralId) =>
    receivePapers(context, { collateralId, place: values['place'] }, { key: formKey(values) }),
  ),
  give: act('loans.contract', (context, values, collateralId) =>
    returnPapers(context, { collateralId, receivedBy: values['receivedBy'] }, { key: formKey(values) }),
  ),
  pledge: act('loans.review', (context, values, collateralId) =>
    pledgeCollateral(context, { collateralId, loanId: values['loanId'] || undefined }, { key: formKey(values) }),
  ),
  release: act('loans.contract', (context, values, collateralId) =>
    releasePledge(context, { collateralId, note: values['releaseNote'] }, { key: formKey(values) }),
  ),
  photo: act('loans.review', async (context, values, collateralId, data) => {
    const photo = data.get('photo');
    if (!(photo instanceof File) || photo.size === 0) {
      throw fieldError('photo', 'photo_missing', 'Pilih fotonya dulu');
    }
    const bytes = Buffer.from(await photo.arrayBuffer()).toString('base64');
    return addCollateralPhoto(context, { collateralId, photo: bytes }, { key: formKey(values) });
  }),
};
