import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Verb } from './verb.ts';

/** Every verb of the contract, with one line of help. Its file is verbs/<verb>.ts; without one it is not there yet. */
export const VERBS: Readonly<Record<string, string>> = {
  start: 'menjalankan Sokoguru / run Sokoguru',
  migrate: 'memperbarui susunan basis data / bring the database up to date',
  demo: 'mengisi koperasi contoh / make the demo cooperative',
  import: 'memasukkan data dari berkas Excel atau CSV / take in Excel or CSV files',
  'close-day': 'menutup hari / close the business day',
  'verify-books': 'memeriksa pembukuan / prove the books',
  seal: 'menyegel pembukuan / seal the books',
  backup: 'membuat cadangan / make a backup',
  restore: 'memulihkan cadangan / restore a backup',
  export: 'paket pemeriksaan satu tahun buku / a book year for an auditor',
  user: 'mengurus pengguna / manage the people who sign in',
  openapi: 'mencetak kontrak API / print the API contract',
};

const common = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const;

/** Runs one verb; answers the exit code: 0 well, 1 the answer is "no", 2 it could not run (with one line why). */
export async function main(
  args: readonly string[],
  print: { out: (line: string) => void; error: (line: string) => void },
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print.out(overview());
    return name === undefined ? 2 : 0;
  }
  const asJson = rest.includes('--json');
  try {
    const verb = await loadVerb(name);
    const { values, positionals } = parse(verb, rest);
    if (values['help']) {
      print.out(verb.help.trim());
      return 0;
    }
    const progress = asJson ? () => undefined : print.out;
    const outcome = await verb.run({ options: values, words: positionals, progress });
    if (asJson) print.out(JSON.stringify(outcome.json));
    else for (const line of outcome.lines) print.out(line);
    return outcome.ok ? 0 : 1;
  } catch (error) {
    const line = oneLine(error);
    if (asJson) print.out(JSON.stringify({ ok: false, error: line }));
    print.error(line);
    if (process.env['SOKOGURU_TRACE'] === '1') print.error(String((error as Error).stack));
    return 2;
  }
}

async function loadVerb(name: string): Promise<Verb> {
  if (!Object.hasOwn(VERBS, name))
    throw new Error(`perintah tidak dikenal: ${name} (lihat sokoguru --help) / unknown verb`);
  const file = new URL(`./verbs/${name}.ts`, import.meta.url);
  if (!existsSync(file)) throw new Error(`${name}: belum tersedia di versi ini / not in this version yet`);
  const { verb } = (await import(file.href)) as { verb: Verb };
  return verb;
}

function parse(verb: Verb, args: string[]) {
  try {
    return parseArgs({ args, options: { ...common, ...verb.options }, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Error(`${oneLine(error)} (lihat --help)`);
  }
}

function overview(): string {
  const lines = Object.entries(VERBS).map(([name, line]) => `  ${name.padEnd(14)}${line}`);
  return ['sokoguru PERINTAH [--help] [--json]', '', ...lines].join('\n');
}

function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.split('\n')[0] ?? text;
}
