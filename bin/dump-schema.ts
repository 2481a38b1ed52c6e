/** Writes db/schema.sql from a database that has just been migrated: run it after adding a migration. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../src/server/environment.ts';
import { withClient } from '../src/server/roles.ts';
import { dumpSchema } from '../src/server/schema-dump.ts';
import { createTestDatabase, startTestServer } from '../test/support/server.ts';

const shared = process.env['SOKOGURU_TEST_SERVER'];
const server = shared ? undefined : await startTestServer();
const database = await createTestDatabase(shared ?? server?.adminUrl ?? '');
await writeFile(join(projectFolder, 'db', 'schema.sql'), await withClient(database.ownerUrl, dumpSchema));
await database.drop();
await server?.stop();
console.log('db/schema.sql');
