import { assertDurable } from './durability.ts';
import { startEmbedded } from './embedded-postgres.ts';
import type { Settings } from './environment.ts';
import { migrate } from './migrate.ts';
import { type DatabaseUrls, prepareDatabase, prepareExternal, withClient } from './roles.ts';
import { loadSecrets, type Secrets } from './secrets.ts';

const DATABASE = 'sokoguru';

/** A migrated database that is ready for work, and what was noticed on the way. */
export type Instance = DatabaseUrls & {
  readonly settings: Settings;
  readonly warnings: readonly string[];
  /** Stops what this program started. */
  close(): Promise<void>;
};

/**
 * Brings up the instance's database: the embedded server or DATABASE_URL, the roles, the migrations, the check of
 * durability. Sets the variables that the application reads its addresses and keys from. With `share`, a server that
 * `sokoguru start` runs at this moment is used beside it; without, that is refused.
 */
export async function openInstance(
  settings: Settings,
  options: { readonly share: boolean; readonly progress: (step: string) => void },
): Promise<Instance> {
  const secrets = await loadSecrets(settings.dataFolder);
  const server = settings.databaseUrl
    ? undefined
    : await startEmbedded({ dataFolder: settings.dataFolder, share: options.share, onProgress: options.progress });
  const close = async (): Promise<void> => server?.stop();
  try {
    const urls = settings.databaseUrl
      ? await prepareExternal({ databaseUrl: settings.databaseUrl, secrets })
      : await prepareDatabase({ adminUrl: server?.adminUrl ?? '', database: DATABASE, secrets });
    await migrate({ ownerUrl: urls.ownerUrl, onProgress: options.progress });
    const warnings = await withClient(urls.ownerUrl, (client) => assertDurable(client, settings.environment));
    exportToApplication(settings, urls, secrets);
    return { ...urls, settings, warnings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The application, bundled or not, learns its database and keys from the environment alone; given keys come first. */
function exportToApplication(settings: Settings, urls: DatabaseUrls, secrets: Secrets): void {
  process.env['SOKOGURU_ENV'] = settings.environment;
  process.env['SOKOGURU_DATA'] = settings.dataFolder;
  process.env['SOKOGURU_APP_DATABASE_URL'] = urls.appUrl;
  process.env['SOKOGURU_DATA_KEY'] ??= secrets.dataKey;
  process.env['SOKOGURU_INDEX_KEY'] ??= secrets.indexKey;
}
