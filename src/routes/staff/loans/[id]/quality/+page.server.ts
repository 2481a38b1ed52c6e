import { redirect } from '@sveltejs/kit';
import { peopleList } from '#identity';
import type { Context } from '#kernel/context';
import { Held } from '#kernel/held';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formKey, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { loanCareText } from '#lib/text/loan-care.ts';
import { loanQualityText } from '#lib/text/loan-quality.ts';
import {
  assignOfficer,
  claimGroup,
  claimGuarantor,
  forecloseCollateral,
  loanQuality,
  overrideClass,
  payGuarantee,
  proposeWriteOff,
  recover,
  setProspect,
  takeBackOverride,
  voteWriteOff,
} from '#loans';
import { ownTill, tillRecoverLoan } from '#payments';
import { memberSavings } from '#savings';
import { saveContact } from '../../contact-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Why a loan has its class, what was said and promised, who answers for it, and what was given up. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const found = await orErrorPage(loanQuality(context, { loanId: event.params.id }));
  const { permissions } = context.actor;
  const payers = [...new Set([...found.claims.map(({ memberId }) => memberId), found.loan.memberId])];
  return {
    ...found,
    key: newId(),
    me: context.actor.personId,
    hasTill: (await ownTill(context, {})) !== null,
    staff: permissions.has('loans.manage') && permissions.has('people.read') ? await officers(context) : [],
    savings:
      permissions.has('loans.collect') && permissions.has('savings.read') ? await savingsOf(context, payers) : [],
    may: {
      manage: permissions.has('loans.manage'),
      collect: permissions.has('loans.collect'),
      writeOff: permissions.has('loans.write_off'),
    },
  };
};

async function officers(context: Context) {
  const { items } = await peopleList(context, { status: 'active' });
  return items.map(({ personId, fullName }) => ({ id: personId, name: fullName }));
}

/** Savings that money can be taken from, of the borrower and of those who are claimed from. */
async function savingsOf(context: Context, memberIds: readonly string[]) {
  const all = (await Promise.all(memberIds.map((memberId) => memberSavings(context, { memberId })))).flat();
  return all
    .filter(({ mayWithdraw }) => mayWithdraw)
    .map(({ memberId, id, number, productName, available }) => ({ memberId, id, number, productName, available }));
}

type Doing = (context: Context, values: FormValues, options: { key: string; locale: Locale }) => Promise<string>;

async function act(event: RequestEvent, doing: Doing) {
  const context = await requireStaff(event, 'loans.read');
  const values = await readForm(event.request);
  const { locale } = event.locals;
  let text: string;
  try {
    text = await doing(context, values, { key: formKey(values), locale });
  } catch (refusal) {
    if (!(refusal instanceof Held)) return formFailure(refusal, values);
    text = pick(loanCareText, locale).held;
  }
  setFlash(event.cookies, { tone: 'success', text });
  redirect(303, `/staff/loans/${event.params.id}/quality`);
}

/** An action that only writes and says that it is saved. */
function saving(
  run: (
    context: Context,
    values: FormValues,
    options: { key: string; locale: Locale },
    loanId: string,
  ) => Promise<unknown>,
  said: 'saved' | 'proposed' | 'voted' = 'saved',
) {
  return (event: RequestEvent) =>
    act(event, async (context, values, options) => {
      await run(context, values, options, event.params.id);
      return pick(loanCareText, options.locale)[said];
    });
}

export const actions: Actions = {
  override: saving((context, values, { key }, loanId) =>
    overrideClass(context, { loanId, class: values['class'], reason: values['reason'] }, { key }),
  ),
  takeBack: saving((context, values, { key }, loanId) =>
    takeBackOverride(context, { loanId, reason: values['reason'] }, { key }),
  ),
  prospect: saving((context, values, { key }, loanId) =>
    setProspect(context, { loanId, prospect: values['prospect'], reason: values['reason'] }, { key }),
  ),
  assign: saving((context, values, { key }, loanId) =>
    assignOfficer(context, { loanIds: [loanId], officerId: values['officerId'] || null }, { key }),
  ),
  note: (event) =>
    act(event, async (context, values, { locale }) => {
      await saveContact(context, { ...values, loanId: event.params.id }, locale);
      return pick(loanQualityText, locale).saved;
    }),
  claim: saving((context, values, { key, locale }, loanId) =>
    claimGuarantor(
      context,
      { loanId, memberId: values['memberId'], amount: moneyValue(values, 'amount', locale) },
      { key },
    ),
  ),
  claimGroup: saving((context, _values, { key }, loanId) => claimGroup(context, { loanId }, { key })),
  payGuarantee: saving((context, values, { key, locale }) => {
    const { claimId, savingsAccountId, consent } = values;
    return payGuarantee(
      context,
      { claimId, savingsAccountId, consent, amount: moneyValue(values, 'amount', locale) },
      { key },
    );
  }),
  foreclose: saving((context, values, { key, locale }, loanId) => {
    const { collateralId, resolution, note } = values;
    return forecloseCollateral(
      context,
      { loanId, collateralId, resolution, note, value: moneyValue(values, 'value', locale) },
      { key },
    );
  }),
  propose: saving(
    (context, values, { key }, loanId) =>
      proposeWriteOff(context, { loanId, reason: values['reason'], resolution: values['resolution'] }, { key }),
    'proposed',
  ),
  agree: saving(
    (context, { proposalId, note }, { key }) =>
      voteWriteOff(context, { proposalId, note, decision: 'agreed' }, { key }),
    'voted',
  ),
  decline: saving(
    (context, { proposalId, note }, { key }) =>
      voteWriteOff(context, { proposalId, note, decision: 'declined' }, { key }),
    'voted',
  ),
  recover: (event) =>
    act(event, async (context, values, { key, locale }) => {
      const input = { loanId: event.params.id, amount: moneyValue(values, 'amount', locale) };
      const { receiptNumber } = await receive(context, values, { input, key });
      return pick(loanCareText, locale).recoverDone(receiptNumber);
    }),
};

// Cash of a teller goes into their open till; the office's own, and what comes out of a saving, does not pass a drawer.
async function receive(
  context: Context,
  { channel, accountId }: FormValues,
  { input, key }: { input: { loanId: string; amount: string }; key: string },
): Promise<{ receiptNumber: string }> {
  if (channel === 'till') return (await tillRecoverLoan(context, input, { key })).result;
  const source = channel === 'savings' ? { channel, accountId } : { channel };
  return (await recover(context, { ...input, ...source }, { key })).result;
}
