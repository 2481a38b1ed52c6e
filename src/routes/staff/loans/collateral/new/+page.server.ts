import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { rupiah } from '#lib/formats.ts';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, gatherErrors, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanSecurityText } from '#lib/text/loan-security.ts';
import { registerCollateral } from '#loans';
import { findMembers, memberDetail } from '#members';
import { memberSavings } from '#savings';
import type { Actions, PageServerLoad } from './$types';

/** First whose it is, then what it is. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.review');
  const { searchParams } = event.url;
  const memberId = searchParams.get('member');
  const today = context.clock.today(context.cooperative.zone);
  const prefilled = {
    kind: searchParams.get('kind') ?? '',
    description: searchParams.get('description') ?? '',
    value: searchParams.get('value') ?? '',
  };
  const shared = { key: newId(), today, by: context.actor.name, prefilled };
  if (memberId === null) {
    const query = (searchParams.get('q') ?? '').trim();
    const found = query === '' ? [] : (await orErrorPage(findMembers(context, { q: query, limit: 20 }))).items;
    const results = found.map(({ id, fullName, number }) => ({
      href: `/staff/loans/collateral/new?member=${id}`,
      title: fullName,
      aside: number ?? '',
    }));
    return { ...shared, query, results, member: null, savings: [] };
  }
  const [member, savings] = await Promise.all([
    orErrorPage(memberDetail(context, { memberId })),
    context.actor.permissions.has('savings.read') ? orErrorPage(memberSavings(context, { memberId })) : [],
  ]);
  return {
    ...shared,
    query: '',
    results: [],
    member: { id: memberId, name: member.fullName, number: member.number },
    savings: savings.map(({ id, number, productName, balance }) => ({
      value: id,
      label: `${productName} ${number} (${rupiah(balance)})`,
    })),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'loans.review');
    const values = await readForm(event.request);
    const { locale } = event.locals;
    let id = '';
    let label = '';
    try {
      let [value, appraisedOn] = ['', ''];
      gatherErrors([
        () => {
          value = moneyValue(values, 'value', locale);
        },
        () => {
          appraisedOn = dateValue(values, 'appraisedOn', locale);
        },
      ]);
      const { kind, description, ownerName, paperNumber, savingsAccountId, appraisedBy } = values;
      const memberId = event.url.searchParams.get('member');
      const saving = kind === 'savings_pledge' && savingsAccountId ? { savingsAccountId } : {};
      const wish = { memberId, kind, description, ownerName, paperNumber, appraisedBy, value, appraisedOn, ...saving };
      const { result } = await registerCollateral(context, wish, { key: formKey(values) });
      [id, label] = [String(result.id), String(result.label)];
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanSecurityText, locale).saved(label) });
    redirect(303, `/staff/loans/collateral/${id}`);
  },
};
