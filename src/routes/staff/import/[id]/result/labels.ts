import type { importWords } from '#lib/text/import-words.ts';
import type { importsText } from '#lib/text/imports.ts';

type Words = (typeof importWords)['id'] | (typeof importWords)['en'];
type Texts = (typeof importsText)['id'] | (typeof importsText)['en'];

/** What a sum of a report is called: `savings:mandatory` -> "Saldo simpanan: Wajib". */
export function postedLabel(texts: Texts, words: Words, what: string): string {
  const [part = '', kind = ''] = what.split(':');
  const name = Object.entries(texts.parts).find(([key]) => key === part)?.[1] ?? part;
  const saving = Object.entries(words.savings).find(([key]) => key === kind)?.[1];
  return saving ? `${name}: ${saving}` : name;
}

/** The sentence for a reason of the plan. */
export function reasonLabel(words: Words, reason: string): string {
  return Object.entries(words.issues).find(([key]) => key === reason)?.[1] ?? reason;
}
