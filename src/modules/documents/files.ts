import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { access, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assert } from '#kernel/errors';

/** A file as it lies on disk: encrypted under a key of its own, named by the SHA-256 of the encrypted bytes. */
export type SealedFile = { readonly sha256: string; readonly box: Buffer; readonly key: Buffer };

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The folder of stored files: `files` in SOKOGURU_DATA. */
export function fileFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['SOKOGURU_DATA'] || '.data', 'files');
}

/** Encrypts bytes with AES-256-GCM under a new random key. Whoever deletes the key has deleted the file and its backups. */
export function sealBytes(bytes: Buffer): SealedFile {
  const key = randomBytes(32);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const box = Buffer.concat([nonce, cipher.getAuthTag(), body]);
  return { sha256: createHash('sha256').update(box).digest('hex'), box, key };
}

/** Opens sealed bytes. Throws when they were changed or the key is another's. */
export function openBytes(box: Buffer, key: Buffer): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  cipher.setAuthTag(box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([cipher.update(box.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]);
}

/**
 * Writes a sealed file so that it is either there whole or not at all: to a temporary name, flushed to disk, renamed.
 * Writing the same content twice is no error.
 */
export async function putFile(folder: string, file: Pick<SealedFile, 'sha256' | 'box'>): Promise<void> {
  const path = pathOf(folder, file.sha256);
  if (await exists(path)) return;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(file.box);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}

/** Reads a stored file by the hash that is its name. Throws when it is missing or no longer what its name says. */
export async function getFile(folder: string, sha256: string): Promise<Buffer> {
  const box = await readFile(pathOf(folder, sha256));
  assert(createHash('sha256').update(box).digest('hex') === sha256, `file ${sha256} is not what its name says`);
  return box;
}

function pathOf(folder: string, sha256: string): string {
  assert(/^[0-9a-f]{64}$/.test(sha256), 'a stored file is named by a SHA-256');
  return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
