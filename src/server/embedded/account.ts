import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Account } from './run.ts';

/** True when this program is root on a Unix system. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The account the server must run as: none of its own unless we are root; the owner of data that is already there;
 * else `postgres`, else `nobody`. Throws when a system has neither.
 */
export async function serverAccount(existingData: string): Promise<Account | undefined> {
  if (!isRoot()) return undefined;
  const owner = await stat(existingData).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = parsePasswd(await readFile('/etc/passwd', 'utf8'));
  const account = users.get('postgres') ?? users.get('nobody');
  if (!account)
    throw new Error(
      'PostgreSQL refuses to run as root, and this system has no user postgres or nobody: start as a normal user',
    );
  return account;
}

/** The users of an /etc/passwd text, by name; lines of another shape are passed over. */
export function parsePasswd(text: string): Map<string, Account> {
  const users = new Map<string, Account>();
  for (const line of text.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && /^\d+$/.test(uid ?? '') && /^\d+$/.test(gid ?? ''))
      users.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  return users;
}

/** True when the account can pass through every folder of the path down to and including it (and so use what is inside). */
export async function canTraverse(path: string, account: Account): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory()) {
      const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return false;
    }
    if (dirname(folder) === folder) return true;
  }
}
