import type { PersonForm } from './person-form.ts';

const ADDRESS_FIELDS = ['street', 'hamlet', 'rt', 'rw', 'postal'];

/**
 * What an edit form changes. Masked fields (NIK, telephone, address) are asked for blank, so blank means unchanged there;
 * an address counts once any part of it is written. The village is shown as it was in `villageWas`. The other fields show what they are and say all of it.
 */
export function changesOf(form: PersonForm): Record<string, unknown> {
  const { address, ...input } = form.input;
  const changes: Record<string, unknown> = { ...input };
  for (const masked of ['nik', 'phone']) if (input[masked] === '') delete changes[masked];
  const { values } = form;
  const moved = (values['village'] ?? '') !== (values['villageWas'] ?? '');
  if (moved || ADDRESS_FIELDS.some((name) => values[name])) changes['address'] = address;
  for (const kept of ['birthDate', 'sex', 'fullName']) if (input[kept] === '') delete changes[kept];
  return changes;
}
