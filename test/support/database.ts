import { after } from 'node:test';
import type { Embedded } from '../../src/server/embedded-postgres.ts';
import type { Migration } from '../../src/server/migrate.ts';
import { createTestDatabase, startTestServer, type TestDatabase } from './server.ts';

let ownServer: Promise<Embedded> | undefined;
const opened: TestDatabase[] = [];

/**
 * A migrated database for this test file alone. It lives on the server of SOKOGURU_TEST_SERVER when that is given, else
 * on one that this process starts and stops. Everything is dropped when the file's tests have ended.
 */
export async function testDatabase(
  options: { readonly migrations?: readonly Migration[] } = {},
): Promise<TestDatabase> {
  const database = await createTestDatabase(await testServerUrl(), options.migrations);
  opened.push(database);
  return database;
}

/** The superuser's address of the server that this test process uses. */
export async function testServerUrl(): Promise<string> {
  const shared = process.env['SOKOGURU_TEST_SERVER'];
  if (shared) return shared;
  ownServer ??= startTestServer();
  return (await ownServer).adminUrl;
}

after(async () => {
  await Promise.all(opened.map((database) => database.drop()));
  if (ownServer) await (await ownServer).stop();
});
