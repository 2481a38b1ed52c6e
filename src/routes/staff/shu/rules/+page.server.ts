import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { shuText } from '#lib/text/shu.ts';
import { byLawsVersions, setByLaws } from '#shu';
import type { Actions, PageServerLoad } from './$types';
import { poolRows, rulesOf, USUAL_RULES } from './rules-form.ts';

/** The by-laws' rules as a form, and the versions before them. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'shu.read');
  const { versions, funds } = await byLawsVersions(context, {});
  const rules = versions[0]?.rules ?? USUAL_RULES;
  return {
    key: newId(),
    rules,
    rows: poolRows(rules),
    funds,
    versions: versions.map(({ version, effectiveFrom, legalBasis, setByName }) => ({
      version,
      effectiveFrom,
      legalBasis,
      setByName,
    })),
    mayWrite: context.actor.permissions.has('shu.manage'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'shu.manage');
    const values = await readForm(event.request);
    try {
      const { versions } = await byLawsVersions(context, {});
      const effectiveFrom = dateValue(values, 'effectiveFrom', event.locals.locale);
      const rules = rulesOf(values, versions[0]?.rules ?? USUAL_RULES);
      await setByLaws(context, { effectiveFrom, legalBasis: values['legalBasis'], rules }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(shuText, event.locals.locale).rulesSaved });
    redirect(303, '/staff/shu/rules');
  },
};
