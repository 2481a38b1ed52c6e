import type { Context } from '#kernel/context';
import type { Draft } from '#lib/draft.ts';
import type { Theme } from '#lib/server/preferences.ts';
import type { Locale } from '#lib/text/index.ts';

declare global {
  namespace App {
    interface Locals {
      locale: Locale;
      theme: Theme;
      /** Who is signed in, in which cooperative; null for everyone else. */
      context: Context | null;
      /** What was typed when the session ended, for the page it was typed on. */
      draft?: Draft | null;
    }
    interface Error {
      message: string;
      /** Names this event in the log, so that a person can quote it. */
      id?: string;
    }
  }
}
