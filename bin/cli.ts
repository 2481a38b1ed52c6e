/** The command line under Node 24: bin/sokoguru comes here once the packages are in place. */
import { main } from '../src/server/cli.ts';

const code = await main(process.argv.slice(2), { out: console.log, error: console.error });
process.exitCode = code;
// A connection that some library left open must not keep an answered command alive.
setTimeout(() => process.exit(code), 500).unref();
