import { redirect } from '@sveltejs/kit';
import QRCode from 'qrcode';
import {
  changePassword,
  confirmOwnTotp,
  ownPasskeys,
  ownSecurity,
  removeDevice,
  removeOwnTotp,
  removePasskey,
  setUpTotp,
  signOutEverywhere,
  totpAddress,
  waitingTotp,
} from '#identity';
import { fieldError } from '#kernel/errors';
import { accountAct } from '#lib/server/account.ts';
import { dropCookie } from '#lib/server/cookies.ts';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { peopleText } from '#lib/text/people.ts';
import type { Actions, PageServerLoad } from './$types';

/** The own account: password, authenticator, passkeys, devices. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const security = await orErrorPage(ownSecurity(context, {}));
  const secret = security.hasTotp ? null : await waitingTotp(context);
  const address = secret && totpAddress(context.actor.name, context.cooperative.slug, secret);
  return {
    ...security,
    passkeys: (await orErrorPage(ownPasskeys(context, {}))).items,
    zone: context.cooperative.zone,
    totp: address ? { secret, picture: await QRCode.toDataURL(address, { margin: 2, scale: 6 }) } : null,
  };
};

export const actions: Actions = {
  password: accountAct('/staff/account', 'passwordChanged', requireStaff, async (context, values, t) => {
    const { current, password } = values;
    if (password !== values['passwordAgain']) throw fieldError('passwordAgain', 'passwords_differ', t.passwordsDiffer);
    await changePassword(context, { current, password });
  }),
  totpBegin: accountAct('/staff/account', null, requireStaff, (context) => setUpTotp(context)),
  totpConfirm: accountAct('/staff/account', 'totpConfirmed', requireStaff, (context, values) =>
    confirmOwnTotp(context, { code: values['appCode'] ?? '' }),
  ),
  totpRemove: accountAct('/staff/account', 'totpRemoved', requireStaff, (context, values) =>
    removeOwnTotp(context, values['current'] ?? ''),
  ),
  device: accountAct('/staff/account', 'deviceRemoved', requireStaff, (context, values) =>
    removeDevice(context, { deviceId: values['deviceId'] }),
  ),
  passkey: accountAct('/staff/account', 'passkeyRemoved', requireStaff, (context, values) =>
    removePasskey(context, { passkeyId: values['passkeyId'] }),
  ),
  everywhere: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    try {
      await signOutEverywhere(context, {});
    } catch (error) {
      return formFailure(error, values);
    }
    dropCookie(event, 'session');
    setFlash(event.cookies, { tone: 'info', text: pick(peopleText, event.locals.locale).signedOutEverywhere });
    redirect(303, '/sign-in');
  },
};
