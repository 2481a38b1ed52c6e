import { findCooperative } from '#cooperatives';
import { addPerson, type HandedCode, issueResetCode, peopleList } from '#identity';
import { type Clock, clockFromEnvironment } from '#kernel/clock';
import { type Context, systemContext } from '#kernel/context';
import { type Database, openDatabase } from '#kernel/database';
import { readSettings } from '../environment.ts';
import { openInstance } from '../instance.ts';
import type { Verb, VerbInput, VerbOutcome } from '../verb.ts';

/** Manages the people who sign in, for who runs the installation. It never asks for or prints a password. */
export const verb: Verb = {
  help: `
sokoguru user list --cooperative NAMA
sokoguru user add --cooperative NAMA --name "Siti Rahayu" --username siti --role teller [--role ...] [--email ...]
sokoguru user reset-password --cooperative NAMA --username siti
  Mengurus orang yang masuk. add dan reset-password mencetak kode sekali pakai (24 jam); orangnya membuka
  /sign-in/activate dan membuat kata sandinya sendiri. Peran: ketua bendahara sekretaris manajer akuntan teller
  kolektor pengawas anggota.
  Manages who signs in; add and reset-password print a one-time code with which the person chooses a password.`,
  options: {
    cooperative: { type: 'string' },
    name: { type: 'string' },
    username: { type: 'string' },
    email: { type: 'string' },
    role: { type: 'string', multiple: true },
  },
  run: async (input) => {
    const instance = await openInstance(readSettings(process.env), { share: true, progress: input.progress });
    const database = openDatabase(instance.appUrl, 2);
    try {
      return await runUser({ database, clock: clockFromEnvironment(process.env) }, input);
    } finally {
      await database.close();
      await instance.close();
    }
  },
};

/** The verb on an open database. Throws one line when the order or the cooperative is not known. */
export async function runUser(
  parts: { database: Database; clock: Clock },
  { words, options }: Pick<VerbInput, 'words' | 'options'>,
): Promise<VerbOutcome> {
  const context = await contextOf(parts, text(options, 'cooperative'));
  if (words[0] === 'list') return listed(context);
  if (words[0] === 'add') {
    const email = text(options, 'email');
    const roles = [options['role'] ?? []].flat().map(String);
    const person = { fullName: text(options, 'name'), username: text(options, 'username'), roles };
    return handed(await addPerson(context, email ? { ...person, email } : person));
  }
  if (words[0] === 'reset-password') {
    const { items } = await peopleList(context, {});
    const person = items.find((item) => item.username === text(options, 'username'));
    if (!person) throw new Error('tidak ada pengguna dengan nama itu / no such user');
    return handed(await issueResetCode(context, { personId: person.personId }));
  }
  throw new Error('sebutkan list, add, atau reset-password (lihat --help) / say list, add or reset-password');
}

async function contextOf(parts: { database: Database; clock: Clock }, slug: string): Promise<Context> {
  if (!slug) throw new Error('sebutkan --cooperative NAMA / --cooperative is missing');
  const cooperative = await findCooperative(parts.database, slug);
  if (!cooperative) throw new Error(`tidak ada koperasi ${slug} / no such cooperative`);
  return systemContext({ ...parts, cooperative }, 'Pengelola Sokoguru');
}

async function listed(context: Context): Promise<VerbOutcome> {
  const { items } = await peopleList(context, {});
  const people = items.map(({ personId, fullName, username, roles, status, hasTotp }) => ({
    personId,
    fullName,
    username,
    roles,
    status,
    hasTotp,
  }));
  const lines = people.map(
    (one) => `${one.username.padEnd(20)}${one.status.padEnd(11)}${one.roles.join(',').padEnd(24)}${one.fullName}`,
  );
  return { ok: true, json: { ok: true, people }, lines };
}

function handed({ personId, code, expiresAt }: HandedCode): VerbOutcome {
  const lines = [
    `kode / code: ${code}`,
    `berlaku sampai / good until: ${expiresAt}`,
    'pakai di / use at: /sign-in/activate',
  ];
  return { ok: true, json: { ok: true, personId, code, expiresAt }, lines };
}

function text(options: VerbInput['options'], name: string): string {
  const value = options[name];
  return typeof value === 'string' ? value : '';
}
