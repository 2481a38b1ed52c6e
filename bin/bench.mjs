import { run } from './bootstrap.mjs';

await run('bench/index.ts', process.argv.slice(2));
