import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Secrets = z.object({
  superuserPassword: z.string().min(20),
  ownerPassword: z.string().min(20),
  appPassword: z.string().min(20),
  dataKey: z.base64().length(44),
  indexKey: z.base64().length(44),
});

/**
 * What an instance must keep to itself. The three passwords are those of the database's roles; `dataKey` encrypts
 * personal data and `indexKey` makes its blind indexes (each 32 random bytes as base64).
 */
export type Secrets = z.infer<typeof Secrets>;

/** Fresh random secrets, never stored: for tests, and for the first start of an instance. */
export function newSecrets(): Secrets {
  return {
    superuserPassword: randomBytes(24).toString('base64url'),
    ownerPassword: randomBytes(24).toString('base64url'),
    appPassword: randomBytes(24).toString('base64url'),
    dataKey: randomBytes(32).toString('base64'),
    indexKey: randomBytes(32).toString('base64'),
  };
}

/**
 * Reads `<dataFolder>/secrets.json`, and makes it (mode 0600) when there is none. Two programs that start at once end
 * up with the same secrets. Throws one line when the file cannot be read or was damaged: losing `dataKey` loses the
 * personal data, so it is never silently replaced.
 */
export async function loadSecrets(dataFolder: string): Promise<Secrets> {
  await mkdir(dataFolder, { recursive: true });
  const path = join(dataFolder, 'secrets.json');
  const found = await readSecrets(path);
  if (found) return found;
  await createOnce(path, `${JSON.stringify(newSecrets(), null, 2)}\n`);
  const made = await readSecrets(path);
  if (!made) throw new Error(`${path} disappeared while it was being made`);
  return made;
}

async function readSecrets(path: string): Promise<Secrets | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return undefined;
    throw new Error(`cannot read ${path} (${code}): start as the user who made it, or choose another SOKOGURU_DATA`);
  }
  const parsed = Secrets.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Error(`${path} is damaged: restore it from a backup, it holds the key of personal data`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes the whole file beside its place, then links it there: whoever comes second keeps the first one's file. */
async function createOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  await chmod(draft, 0o600);
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
