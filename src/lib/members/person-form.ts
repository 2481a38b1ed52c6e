import { DomainError, type FieldError } from '#kernel/errors';
import { parseDateInput } from '../formats.ts';
import type { FormValues } from '../server/form.ts';
import { type Locale, pick } from '../text/index.ts';
import { membersText } from '../text/members.ts';
import { inputMessages } from '../text/messages.ts';
import { readVillage, type VillageAnswer } from './village.ts';

/** What a person's form holds, as the commands take it, and what its village turned out to be. */
export type PersonForm = {
  readonly input: Readonly<Record<string, unknown>>;
  readonly village: VillageAnswer;
  /** Faults that only the form can have: a date or a village that cannot be read. */
  readonly faults: readonly FieldError[];
  /** The fields as typed, with the village written out once it is known. */
  readonly values: FormValues;
  readonly locale: Locale;
};

// "Code" in a name would make the form helper take it for a secret, so the fields have names of their own.
const FIELD_OF: Readonly<Record<string, string>> = {
  'address.street': 'street',
  'address.hamlet': 'hamlet',
  'address.rt': 'rt',
  'address.rw': 'rw',
  'address.villageCode': 'village',
  'address.postalCode': 'postal',
};

/** Reads the fields of `IdentityFields`, `ContactFields` and `WorkFields`. */
export async function readPersonForm(values: FormValues, locale: Locale): Promise<PersonForm> {
  const faults: FieldError[] = [];
  const village = await readVillage(values['village'] ?? '', values['villageChoice'] ?? '');
  const t = pick(membersText, locale).fields;
  if (village.kind === 'unknown') faults.push(fault('village', 'village_unknown', t.villageUnknown));
  if (village.kind === 'many') faults.push(fault('village', 'village_choose', t.villageChoose));
  const date = parseDateInput(values['birthDate'] ?? '');
  if ('reason' in date) faults.push(fault('birthDate', `date_${date.reason}`, inputMessages[locale].date[date.reason]));
  const address = {
    street: values['street'] ?? '',
    hamlet: values['hamlet'] ?? '',
    rt: values['rt'] ?? '',
    rw: values['rw'] ?? '',
    villageCode: village.kind === 'one' ? village.code : '',
    postalCode: values['postal'] ?? '',
  };
  const input = {
    fullName: values['fullName'] ?? '',
    nik: values['nik'] ?? '',
    birthPlace: values['birthPlace'] ?? '',
    birthDate: 'date' in date ? date.date : '',
    sex: values['sex'] ?? '',
    phone: values['phone'] ?? '',
    address,
    occupation: values['occupation'] ?? '',
    employer: values['employer'] ?? '',
    workUnit: values['workUnit'] ?? '',
  };
  const shown = village.kind === 'one' ? { ...values, village: village.name } : values;
  return { input, village, faults, values: shown, locale };
}

/** A refusal with its faults at the names of the form's fields, in words that name them; the form's own faults come first. */
export function atFormFields(error: unknown, locale: Locale, faults: readonly FieldError[] = []): unknown {
  if (!(error instanceof DomainError)) return error;
  const fields = error.fields.map((one) => {
    const field = FIELD_OF[one.field] ?? one.field;
    return { ...one, field, pesan: BLANK.includes(one.code) ? blankPesan(field, locale, one.pesan) : one.pesan };
  });
  const all = [...faults, ...fields.filter((one) => !faults.some((known) => known.field === one.field))];
  return new DomainError(error.code, error.reason, all[0]?.pesan ?? error.pesan, all);
}

const BLANK = ['required', 'too_small'];

/** "Wajib diisi" says nothing in a list of faults: it names the field instead. */
function blankPesan(field: string, locale: Locale, pesan: string): string {
  const { blank } = pick(membersText, locale).fields;
  return Object.hasOwn(blank, field) ? blank[field as keyof typeof blank] : pesan;
}

/** Refuses with everything that is wrong with a form, or with part of it, if anything is. */
export function refuseFaults(form: PersonForm, errors: readonly FieldError[], fields?: readonly string[]): void {
  const refusal = new DomainError('invalid', 'input_invalid', '', errors);
  const found = atFormFields(refusal, form.locale, form.faults) as DomainError;
  const concerned = found.fields.filter((one) => !fields || fields.includes(one.field));
  const [first] = concerned;
  if (first) throw new DomainError('invalid', 'input_invalid', first.pesan, concerned);
}

function fault(field: string, code: string, pesan: string): FieldError {
  return { field, code, pesan };
}
