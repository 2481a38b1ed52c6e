import { clockFromEnvironment } from '#kernel/clock';
import { openDatabase } from '#kernel/database';
import { makeDemo } from '../../demo/index.ts';
import type { EnsureDemo } from '../demo-door.ts';
import { readSettings } from '../environment.ts';
import { openInstance } from '../instance.ts';
import { withClient } from '../roles.ts';
import type { Verb } from '../verb.ts';

/** Makes the demo cooperatives unless they are there; answers how to sign in. */
export const ensureDemo: EnsureDemo = async (instance, progress) => {
  const database = openDatabase(instance.appUrl, 6);
  try {
    const analyze = () => withClient(instance.ownerUrl, async (client) => void (await client.query('analyze')));
    return await makeDemo({ database, clock: clockFromEnvironment(process.env), analyze, progress });
  } finally {
    await database.close();
  }
};

/** Makes the demo by hand. */
export const verb: Verb = {
  help: `
sokoguru demo [--json]
  Membuat koperasi contoh mekar-jaya dan tani-makmur bila belum ada. Ditolak di production.
  Makes the demo cooperatives unless they are there.`,
  run: async ({ progress }) => {
    const settings = readSettings(process.env);
    if (settings.environment === 'production') throw new Error('koperasi contoh tidak dibuat di production');
    const instance = await openInstance(settings, { share: true, progress });
    try {
      const logins = await ensureDemo(instance, progress);
      const lines = logins.map(({ cooperative, username, password }) => `${cooperative}  ${username}  ${password}`);
      return { ok: true, json: { ok: true, logins }, lines };
    } finally {
      await instance.close();
    }
  },
};
