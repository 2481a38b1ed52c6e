import { CooperativeInput } from '#cooperatives';
import { DomainError, fieldError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { dateValue, type FormValues, gatherErrors, moneyValue } from '#lib/server/form.ts';
import type { Locale } from '#lib/text/index.ts';
import { settingsText } from '#lib/text/settings.ts';
import { setupText } from '#lib/text/setup.ts';
import { readPercent, suggestShortCode, suggestSlug } from '#setup';
import { OFFICES } from './draft.ts';

/** The steps in their order; each asks one thing. */
export const STEPS = [
  'kind',
  'name',
  'numbers',
  'address',
  'books',
  'chart',
  'savings',
  'rules',
  'people',
  'summary',
] as const;
export type Step = (typeof STEPS)[number];
/** The steps that are filled in; the last one only shows what was. */
export type FormStep = Exclude<Step, 'summary'>;

/** The fields that each step asks for. */
export const FIELDS: Readonly<Record<FormStep, readonly string[]>> = {
  kind: ['kind'],
  name: ['name', 'slug', 'shortCode'],
  numbers: ['legalEntityNumber', 'coopRegistryNumber', 'businessId', 'taxNumber'],
  address: ['regionCode', 'street', 'postalCode', 'phone', 'email'],
  books: ['zone', 'bookYearStartMonth', 'booksOpenFrom'],
  chart: ['chartTemplate'],
  savings: ['principal', 'mandatory', 'offered', 'voluntaryRate', 'voluntaryMinBalance'],
  rules: ['withdrawalAbove', 'cashOutAbove'],
  people: OFFICES.flatMap((office) => [`name_${office}`, `username_${office}`]),
};

/** What a step needs to know beside what was typed. */
type Surroundings = { readonly locale: Locale; readonly today: string; readonly values: FormValues };

/**
 * Checks one step and gives its values as they are kept: amounts as decimal strings, dates as ISO. Throws a DomainError
 * with every field at fault. Pure.
 */
export function checkStep(step: FormStep, typed: FormValues, around: Surroundings): FormValues {
  const own = Object.fromEntries(FIELDS[step].map((field) => [field, typed[field] ?? '']));
  return CHECKS[step](own, around);
}

type Check = (own: FormValues, around: Surroundings) => FormValues;
type Part = keyof typeof CooperativeInput.shape;

/** Checks the fields that the cooperative's own schema knows, by that schema, and keeps them as it reads them. */
function bySchema(fields: readonly Part[]): Check {
  return (own) => {
    const schema = CooperativeInput.pick(
      Object.fromEntries(fields.map((field) => [field, true])) as Record<Part, true>,
    );
    const read: Record<string, unknown> = parseInput(schema, own);
    return Object.fromEntries(fields.map((field) => [field, String(read[field] ?? '')]));
  };
}

const CHECKS: Readonly<Record<FormStep, Check>> = {
  kind: (own, { locale }) => {
    if (own['kind'] && own['kind'] in settingsText.id.kinds) return own;
    throw fieldError('kind', 'required', setupText[locale].kind.choose);
  },
  name: (own, around) => {
    const name = own['name'] ?? '';
    const filled = {
      ...own,
      slug: own['slug'] || suggestSlug(name),
      shortCode: own['shortCode'] || suggestShortCode(name),
    };
    return bySchema(['name', 'slug', 'shortCode'])(filled, around);
  },
  numbers: bySchema(['legalEntityNumber', 'coopRegistryNumber', 'businessId', 'taxNumber']),
  address: bySchema(['regionCode', 'street', 'postalCode', 'phone', 'email']),
  books: (own, around) => {
    const booksOpenFrom = dateValue(own, 'booksOpenFrom', around.locale);
    if (booksOpenFrom > around.today || booksOpenFrom < '2000-01-01') {
      throw fieldError('booksOpenFrom', 'books_date', setupText[around.locale].books.booksOpenFromHint);
    }
    return bySchema(['zone', 'bookYearStartMonth', 'booksOpenFrom'])({ ...own, booksOpenFrom }, around);
  },
  chart: bySchema(['chartTemplate']),
  savings: checkSavings,
  rules: (own, { locale }) => {
    const read: FormValues = {};
    gatherErrors(
      FIELDS.rules.map((field) => () => {
        read[field] = own[field] ? moneyValue(own, field, locale) : '';
      }),
    );
    return read;
  },
  people: checkPeople,
};

function checkSavings(own: FormValues, { locale, values }: Surroundings): FormValues {
  const read: FormValues = { ...own };
  const positive = (field: string) => () => {
    read[field] = moneyValue(own, field, locale);
    if (/^0+\.00$/.test(read[field])) throw fieldError(field, 'amount_not_positive', setupText[locale].savings.lead);
  };
  gatherErrors([
    positive('principal'),
    positive('mandatory'),
    () => {
      read['voluntaryMinBalance'] = own['voluntaryMinBalance']
        ? moneyValue(own, 'voluntaryMinBalance', locale)
        : '0.00';
    },
    () => {
      const rate = own['voluntaryRate'] || '0';
      if (values['chartTemplate'] !== 'konsumen' && readPercent(rate) === undefined) {
        throw fieldError('voluntaryRate', 'percent_format', setupText[locale].savings.rateWrong);
      }
      read['voluntaryRate'] = values['chartTemplate'] === 'konsumen' ? '0' : rate;
    },
  ]);
  return read;
}

// The chair must be named; the others may follow. Nobody shares a username.
function checkPeople(own: FormValues, { locale }: Surroundings): FormValues {
  const t = setupText[locale].people;
  const read: FormValues = {};
  const taken = new Set<string>();
  const faults: (() => void)[] = OFFICES.map((office) => () => {
    const [nameField, userField] = [`name_${office}`, `username_${office}`];
    const [name, username] = [own[nameField] ?? '', (own[userField] ?? '').toLowerCase()];
    Object.assign(read, { [nameField]: name, [userField]: username });
    if (name === '' && username === '' && office !== 'ketua') return;
    if (name === '') throw fieldError(nameField, 'required', t.nameMissing);
    if (name.length > 120) throw fieldError(nameField, 'too_big', t.nameMissing);
    if (!/^[a-z][a-z0-9._-]{2,39}$/.test(username)) throw fieldError(userField, 'username_format', t.usernameFormat);
    if (taken.has(username)) throw fieldError(userField, 'username_twice', t.usernameTwice);
    taken.add(username);
  });
  gatherErrors(faults);
  return read;
}

/** The first step that still waits: nobody may skip over one. */
export function reachable(step: Step, passed: number): boolean {
  return STEPS.indexOf(step) <= passed;
}

/** The step after one. */
export function stepAfter(step: Step): Step {
  const next = STEPS[STEPS.indexOf(step) + 1];
  if (next) return next;
  throw new DomainError('not_found', 'step_unknown', 'Langkah ini tidak ada');
}
