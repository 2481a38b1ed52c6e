import type { FormValues } from '#lib/server/form.ts';
import type { PersonPart } from '#members';

/** The steps of the application: the part of the form each asks, and its fields' names. */
export const STEPS = [
  { part: 'identity', fields: ['fullName', 'nik', 'birthPlace', 'birthDate', 'sex'] },
  { part: 'contact', fields: ['phone', 'street', 'rt', 'rw', 'hamlet', 'village', 'postal'] },
  { part: 'work', fields: ['occupation', 'employer', 'workUnit', 'consent'] },
] as const satisfies readonly { part: PersonPart; fields: readonly string[] }[];

const PART_KEYS: Record<PersonPart, readonly string[]> = {
  identity: ['fullName', 'nik', 'birthPlace', 'birthDate', 'sex'],
  contact: ['phone', 'address'],
  work: ['occupation', 'employer', 'workUnit'],
  all: [],
};

/** The step a form was sent from; the first when it does not say. */
export function stepOf(values: FormValues): number {
  const step = Number(values['_step']);
  return step === 2 || step === 3 ? step : 1;
}

/** Only what one part asks. */
export function partInput(part: PersonPart, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(PART_KEYS[part].map((name) => [name, input[name]]));
}

/** What was answered in the other steps, to be carried along in hidden fields. */
export function carried(step: number, values: FormValues): [string, string][] {
  const asked: readonly string[] = STEPS[step - 1]?.fields ?? [];
  const others = STEPS.flatMap(({ fields }): readonly string[] => fields).filter((name) => !asked.includes(name));
  return others.flatMap((name) => (values[name] ? [[name, values[name]] as [string, string]] : []));
}
