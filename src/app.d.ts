import type { Theme } from '#lib/server/preferences.ts';
import type { Locale } from '#lib/text/index.ts';

declare global {
  namespace App {
    interface Locals {
      locale: Locale;
      theme: Theme;
    }
    interface Error {
      message: string;
      /** Names this event in the log, so that a person can quote it. */
      id?: string;
    }
  }
}
