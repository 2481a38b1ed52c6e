import { redirect } from '@sveltejs/kit';
import {
  agreeImport,
  agreementChoices,
  importLoanKinds,
  importPreview,
  importRecord,
  OPENING_CODE,
  runImport,
  SAVINGS_KINDS,
} from '#imports';
import { newId } from '#kernel/ids';
import { dateValue, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'imports.run');
  const { id } = event.params;
  const { status } = await orErrorPage(importRecord(context, { id }));
  if (status !== 'draft') redirect(303, `/staff/import/${id}/result`);
  const [{ plan, planHash, record }, choices, kinds] = await orErrorPage(
    Promise.all([importPreview(context, { id }), agreementChoices(context, {}), importLoanKinds(context, { id })]),
  );
  const items = plan.rows.flatMap((row) => (row.take ? row.items.map(({ item }) => item) : []));
  const used = new Set(items.map((item) => ('savings' in item ? item.savings : null)));
  return {
    key: newId(),
    id,
    planHash,
    fileName: record.fileName,
    kind: plan.kind,
    rows: plan.kind === 'savings_mutations' ? items.length : plan.counts.willBeWritten,
    difference: plan.difference,
    openingDate: plan.asOf ?? context.clock.today(context.cooperative.zone),
    savings: SAVINGS_KINDS.filter((kind) => used.has(kind)).map((kind) => ({ kind, usual: choices.usual[kind] ?? '' })),
    needsLoanLine:
      plan.loans !== null && (plan.loans.apart.count > 0 || (kinds.length === 0 && plan.loans.running.count > 0)),
    withoutLoanProduct: choices.loanProducts.length === 0 && (plan.loans?.running.count ?? 0) > 0,
    loanKinds: kinds,
    loanProducts: choices.loanProducts.map(({ id: value, code, name }) => ({ value, label: `${name} (${code})` })),
    loanDifference: plan.loans?.difference ?? 0n,
    hasMoney: items.some((item) => item.amount !== 0n),
    products: choices.products.map(({ id: value, code, name }) => ({ value, label: `${name} (${code})` })),
    lines: choices.lines.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
    loanCode: choices.loanCode ?? '',
    counterCode: OPENING_CODE,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'imports.run');
    const { id } = event.params;
    const values = await readForm(event.request);
    try {
      const chosen = SAVINGS_KINDS.flatMap((kind) =>
        values[`product-${kind}`] ? [[kind, values[`product-${kind}`]]] : [],
      );
      const kinds = await importLoanKinds(context, { id });
      const settings = {
        openingDate: dateValue(values, 'openingDate', event.locals.locale),
        counterCode: values['counterCode'] || OPENING_CODE,
        loanCode: values['loanCode'] || undefined,
        differenceCode: values['differenceCode'] || undefined,
        products: Object.fromEntries(chosen),
        loanProducts: kinds.flatMap(({ name }, at) => {
          const productId = values[`loanProduct-${at}`];
          return productId ? [{ name, productId }] : [];
        }),
        loanDifference: values['loanDifference'] || undefined,
      };
      const input = { id, planHash: values['planHash'], settings };
      const { result } = await agreeImport(context, input, { key: formKey(values) });
      if (!result.queued) await runImport(context, id);
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, `/staff/import/${id}/result`);
  },
};
