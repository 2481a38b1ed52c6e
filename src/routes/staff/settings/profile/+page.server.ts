import { redirect } from '@sveltejs/kit';
import { cooperativeProfile, updateProfile } from '#cooperatives';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { settingsText } from '#lib/text/settings.ts';
import { regions } from '#members';
import type { Actions, PageServerLoad } from './$types';

const REGIONS_SHOWN = 12;
const FIELDS = [
  'name',
  'kind',
  'level',
  'zone',
  'legalEntityNumber',
  'coopRegistryNumber',
  'businessId',
  'taxNumber',
  'street',
  'regionCode',
  'postalCode',
  'phone',
  'email',
] as const;

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const profile = await orErrorPage(cooperativeProfile(context, {}));
  return {
    profile,
    regionName: (await regions()).nameOf(profile.regionCode) ?? profile.regionCode,
    key: newId(),
    mayEdit: context.actor.permissions.has('cooperative.settings'),
  };
};

export const actions: Actions = {
  region: async (event) => {
    await requireStaff(event, 'cooperative.settings');
    return findRegion(await readForm(event.request));
  },
  save: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    // Enter in the search field means the search, not the end of the form.
    if (values['regionQuery'] !== values['regionShown']) return findRegion(values);
    try {
      await updateProfile(context, inputOf(values), { key: formKey(values) });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(settingsText, event.locals.locale).saved });
    redirect(303, '/staff/settings');
  },
};

async function findRegion(values: FormValues) {
  const query = values['regionQuery'] ?? '';
  const found = (await regions()).findVillages(query, REGIONS_SHOWN);
  return { values: { ...values, regionShown: query }, errors: {} as Record<string, string>, message: undefined, found };
}

function inputOf(values: FormValues): Record<string, string> {
  return Object.fromEntries(FIELDS.map((field) => [field, values[field] ?? '']));
}
