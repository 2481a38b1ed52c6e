/** `npm run bench [-- NAME ...] [--json FILE]`: runs the benches and prints one table with peers measured in the same run. */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { endOfDay } from './end-of-day.ts';
import { ledger } from './ledger.ts';
import { pages } from './pages.ts';
import type { Figure } from './report.ts';
import { reports } from './reports.ts';
import { shu } from './shu.ts';

const BENCHES: Record<string, (progress: (line: string) => void) => Promise<Figure[]>> = {
  ledger,
  pages,
  'end-of-day': endOfDay,
  shu,
  reports,
};

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const unknown = names.find((name) => !(name in BENCHES));
if (unknown) {
  console.error(`no bench ${unknown}; there are: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const name of names) {
  const made = await BENCHES[name]?.((line) => console.error(`${name}: ${line}`));
  figures.push(...(made ?? []));
}

const machine = `${cpus().length} x ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
console.log(`\n${machine}\n`);
console.log('| figure | value | peer or limit, same run | value | ratio | aim |\n|---|---:|---|---:|---:|---|');
for (const { figure, value, unit, peer, peerValue, ratio, aim } of figures) {
  console.log(`| ${figure} | ${round(value)} ${unit} | ${peer} | ${round(peerValue)} | ${ratio.toFixed(2)} | ${aim} |`);
}
if (values.json)
  writeFileSync(values.json, JSON.stringify({ machine, at: new Date().toISOString(), figures }, null, 2));
process.exit(0);

function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}
