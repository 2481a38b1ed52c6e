import { existsSync } from 'node:fs';
import type { Instance } from './instance.ts';

/** A sign-in of the demo, as it is printed at start. */
export type DemoLogin = { readonly cooperative: string; readonly username: string; readonly password: string };

/** What verbs/demo.ts exports beside its verb: makes the demo cooperative unless it is there; answers its sign-ins. */
export type EnsureDemo = (instance: Instance, progress: (step: string) => void) => Promise<readonly DemoLogin[]>;

/** Makes the demo where one belongs: never in production, and only when this version has one. */
export async function ensureDemoIfAny(
  instance: Instance,
  progress: (step: string) => void,
): Promise<readonly DemoLogin[]> {
  const file = new URL('./verbs/demo.ts', import.meta.url);
  if (instance.settings.environment !== 'demo' || !existsSync(file)) return [];
  const { ensureDemo } = (await import(file.href)) as { ensureDemo: EnsureDemo };
  return await ensureDemo(instance, progress);
}
