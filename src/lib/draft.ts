import { getContext, hasContext, setContext } from 'svelte';

/** What was typed into a form when the session ended, by field name. */
export type Draft = Readonly<Record<string, string>>;

const KEY = 'sokoguru.draft';

/** Hands the draft to every field of the page. Called once, by the root layout. */
export function provideDraft(draft: () => Draft | null | undefined): void {
  setContext(KEY, draft);
}

/** The draft of this page, inside a field; empty when there is none. A field's own value goes before it. */
export function useDraft(): Draft {
  return (hasContext(KEY) ? getContext<() => Draft | null | undefined>(KEY)() : undefined) ?? {};
}
