import { addAssetPhoto, assetDetail, cancelAsset, countAsset, disposeAsset } from '#books';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { dateValue, formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { assetText } from '#lib/text/assets.ts';
import { pick } from '#lib/text/index.ts';
import { bookAct, filled } from '../act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One asset: its months, counts, photos, and what may be done with it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { receivers, ...asset } = await orErrorPage(assetDetail(context, { id: event.params.id }));
  const { permissions } = context.actor;
  return {
    asset: { ...asset, photos: permissions.has('documents.read') ? asset.photos : [] },
    receivers: receivers.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
    key: newId(),
    today: context.clock.today(context.cooperative.zone),
    mayWrite: permissions.has('books.assets') && asset.status === 'in_use',
    mayCancel: !asset.months.some(({ booked }) => booked),
  };
};

const act = bookAct<RequestEvent>;
const here = (id: string) => `/staff/assets/${id}`;

export const actions: Actions = {
  count: act('books.assets', async (context, values, { params: { id }, locals: { locale } }) => {
    const countedOn = dateValue(values, 'countedOn', locale);
    const found = filled(values, ['condition', 'location', 'holder', 'note']);
    const quantity = values['quantity'];
    await countAsset(context, { location: '', ...found, assetId: id, countedOn, quantity }, { key: formKey(values) });
    return { to: here(id), text: pick(assetText, locale).counted };
  }),
  dispose: act('books.assets', async (context, values, { params: { id }, locals: { locale } }) => {
    const input: Record<string, unknown> = { assetId: id, kind: values['kind'], reason: values['reason'] ?? '' };
    gatherErrors([
      () => Object.assign(input, { disposedOn: dateValue(values, 'disposedOn', locale) }),
      () => values['proceeds'] && Object.assign(input, { proceeds: moneyValue(values, 'proceeds', locale) }),
    ]);
    await disposeAsset(context, { ...input, ...filled(values, ['receivedIn']) }, { key: formKey(values) });
    return { to: here(id), text: pick(assetText, locale).disposed };
  }),
  cancel: act('books.assets', async (context, values, { params: { id }, locals: { locale } }) => {
    const input = { assetId: id, reason: values['cancelReason'] ?? '' };
    await cancelAsset(context, input, { key: formKey(values) });
    return { to: here(id), text: pick(assetText, locale).cancelled };
  }),
  photo: act('books.assets', async (context, values, { params: { id }, locals: { locale } }, data) => {
    const t = pick(assetText, locale);
    const file = data.get('photo');
    if (!(file instanceof File) || file.size === 0) throw fieldError('photo', 'required', t.photoMissing);
    const content = Buffer.from(await file.arrayBuffer()).toString('base64');
    const name = file.name.slice(0, 120) || t.photo;
    await addAssetPhoto(context, { assetId: id, name, content }, { key: formKey(values) });
    return { to: here(id), text: t.photoAdded };
  }),
};
