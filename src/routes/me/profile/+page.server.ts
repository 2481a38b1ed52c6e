import { redirect } from '@sveltejs/kit';
import { changePin, ownSecurity, removeDevice, signOutEverywhere } from '#identity';
import { fieldError } from '#kernel/errors';
import { accountAct } from '#lib/server/account.ts';
import { dropCookie } from '#lib/server/cookies.ts';
import { setFlash } from '#lib/server/flash.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { peopleText } from '#lib/text/people.ts';
import { ownRecord } from '#members';
import type { Actions, PageServerLoad } from './$types';

/** A member's own data, masked; who looked at it; devices and PIN. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const [{ member, looks }, security] = await Promise.all([
    orErrorPage(ownRecord(context, {})),
    orErrorPage(ownSecurity(context, {})),
  ]);
  const { fullName, number, phone, nik, address, birthDate } = member;
  return {
    member: { fullName, number, phone, nik, address, birthDate },
    looks,
    devices: security.devices,
    hasPin: security.devices.some((device) => device.current && device.kind === 'enrolled'),
    zone: context.cooperative.zone,
  };
};

export const actions: Actions = {
  pin: accountAct('/me/profile', 'pinChanged', requireMember, async (context, values, t) => {
    const { pin = '', pinCurrent = '' } = values;
    if (pin !== values['pinAgain']) throw fieldError('pinAgain', 'pins_differ', t.pinsDiffer);
    const { member } = await ownRecord(context, {});
    await changePin(context, {
      current: pinCurrent,
      pin,
      ...(member.birthDate ? { birthDate: member.birthDate } : {}),
    });
  }),
  device: accountAct('/me/profile', 'deviceRemoved', requireMember, (context, values) =>
    removeDevice(context, { deviceId: values['deviceId'] }),
  ),
  everywhere: async (event) => {
    await signOutEverywhere(await requireMember(event), {});
    dropCookie(event, 'session');
    setFlash(event.cookies, { tone: 'info', text: pick(peopleText, event.locals.locale).signedOutEverywhere });
    redirect(303, '/sign-in/member');
  },
};
