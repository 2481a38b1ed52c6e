import { fieldError } from '#kernel/errors';
import type { FormValues } from '#lib/server/form.ts';

/** Report codes as people write them: `jkuk=1110, dinas=A1`. */
export function tagsText(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([form, code]) => `${form}=${code}`)
    .join(', ');
}

/** Reads `jkuk=1110, dinas=A1`. Error at the field: `regulatory_format`, with these words. */
export function readTags(text: string, pesan: string): Record<string, string> {
  const parts = text.split(',').map((part) => part.trim());
  const pairs = parts.filter((part) => part !== '').map((part) => /^([a-z_]{2,20})\s*=\s*(\S{1,40})$/.exec(part));
  if (pairs.some((pair) => pair === null)) throw fieldError('regulatory', 'regulatory_format', pesan);
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

type Parent = { readonly code: string; readonly kind: string; readonly normal: string };

/** The input of `addChartLine` from its form: kind and normal side are those of the group, unless the form turns the side round. */
export function newLineInput(values: FormValues, parents: readonly Parent[], pesan: { choose: string; tags: string }) {
  const parent = parents.find((line) => line.code === values['parentCode']);
  if (!parent) throw fieldError('parentCode', 'chart_parent_unknown', pesan.choose);
  const party = values['party'];
  return {
    code: values['code'],
    name: values['name'],
    kind: parent.kind,
    normal: values['normal'] || parent.normal,
    postable: values['postable'] !== 'heading',
    parentCode: parent.code,
    party: party === 'member' || party === 'non_member' ? party : null,
    regulatory: readTags(values['regulatory'] ?? '', pesan.tags),
    note: values['note'] ?? '',
  };
}
