import { budgetDetail, importBudget, setBudgetLines } from '#books';
import { approveBudget } from '#governance';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formatDecimal, parseDecimal } from '#kernel/money';
import { fileOf, staffAct } from '#lib/server/act.ts';
import { type FormValues, formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { budgetText } from '#lib/text/budget.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One budget: its lines beside last year's, with the sums of each side. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { version, lines } = await orErrorPage(budgetDetail(context, { id: event.params.id }));
  const draft = version.resolution === null;
  const { permissions } = context.actor;
  const sides = (['revenue', 'expense'] as const).map((kind) => {
    const own = lines.filter((line) => line.kind === kind);
    return {
      kind,
      lines: own,
      amount: sum(own.map((line) => line.amount)),
      lastYear: sum(own.map((line) => line.lastYear)),
    };
  });
  const [revenue, expense] = sides;
  return {
    version,
    sides: sides.map((side) => ({
      ...side,
      amount: formatDecimal(side.amount),
      lastYear: formatDecimal(side.lastYear),
    })),
    surplus: formatDecimal((revenue?.amount ?? 0n) - (expense?.amount ?? 0n)),
    surplusLastYear: formatDecimal((revenue?.lastYear ?? 0n) - (expense?.lastYear ?? 0n)),
    mayPlan: draft && permissions.has('books.plan'),
    mayApprove: draft && permissions.has('governance.resolve'),
    key: newId(),
  };
};

function sum(amounts: readonly string[]): bigint {
  return amounts.reduce(
    (total, one) => total + (one.startsWith('-') ? -parseDecimal(one.slice(1)) : parseDecimal(one)),
    0n,
  );
}

const words = (event: RequestEvent) => pick(budgetText, event.locals.locale);

export const actions: Actions = {
  save: staffAct<RequestEvent>('books.plan', async (context, { values, event }) => {
    const lines = linesOf(values, event.locals.locale);
    const input = { versionId: event.params.id, spread: values['spread'], lines };
    const { result } = await setBudgetLines(context, input, { key: formKey(values) });
    return { to: event.url.pathname, say: words(event).saved(String(result['changed'])) };
  }),
  import: staffAct<RequestEvent>('books.plan', async (context, { values, data, event }) => {
    const content = await fileOf(data, 'file');
    if (content === undefined) throw fieldError('file', 'file_missing', words(event).fileMissing);
    const file = { versionId: event.params.id, bytes: Buffer.from(content, 'base64') };
    const { lines } = await importBudget(context, file, { key: formKey(values) });
    return { to: event.url.pathname, say: words(event).imported(`${lines}`) };
  }),
  approve: staffAct<RequestEvent>('governance.resolve', async (context, { values, event }) => {
    const input = { versionId: event.params.id, resolutionNumber: values['resolutionNumber'] };
    await approveBudget(context, input, { key: formKey(values) });
    return { to: event.url.pathname, say: words(event).approved };
  }),
};

/** The grid's cells: `amount:CODE`; an empty one plans nothing. Every unreadable one is told at its cell. */
function linesOf(values: FormValues, locale: Locale): { code: string; amount: string }[] {
  const cells = Object.keys(values).filter((name) => name.startsWith('amount:'));
  const lines: { code: string; amount: string }[] = [];
  gatherErrors(
    cells.map((name) => () => {
      const amount = values[name] === '' ? '0' : moneyValue(values, name, locale);
      lines.push({ code: name.slice('amount:'.length), amount });
    }),
  );
  return lines;
}
