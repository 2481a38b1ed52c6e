/**
 * Starts a throw-away PostgreSQL for tests and stays until Ctrl-C:
 *   node bin/test-server.ts            prints SOKOGURU_TEST_SERVER=postgres://...
 *   SOKOGURU_TEST_SERVER=... node --test src/modules/ledger/
 */
import { startTestServer } from '../test/support/server.ts';

const server = await startTestServer();
console.log(`SOKOGURU_TEST_SERVER=${server.adminUrl}`);
const stop = async (): Promise<void> => {
  await server.stop();
  process.exit(0);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
setInterval(() => undefined, 60_000);
