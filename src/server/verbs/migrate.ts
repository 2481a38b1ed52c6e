import { readSettings } from '../environment.ts';
import { openInstance } from '../instance.ts';
import { withClient } from '../roles.ts';
import type { Verb } from '../verb.ts';

/** Brings the database up to date and tells which migrations it has. */
export const verb: Verb = {
  help: `
sokoguru migrate [--json]
  Memperbarui susunan basis data (yang tertanam, atau DATABASE_URL) sampai versi ini.
  Brings the database (embedded, or DATABASE_URL) up to this version; safe to repeat.`,
  run: async ({ progress }) => {
    const instance = await openInstance(readSettings(process.env), { share: true, progress });
    try {
      const { rows } = await withClient(instance.ownerUrl, (client) =>
        client.query<{ name: string }>('select name from kernel_migrations.applied order by name'),
      );
      const applied = rows.map((row) => row.name);
      return {
        ok: true,
        json: { ok: true, applied, warnings: instance.warnings },
        lines: [`${applied.length} migrasi terpasang / applied`],
      };
    } finally {
      await instance.close();
    }
  },
};
