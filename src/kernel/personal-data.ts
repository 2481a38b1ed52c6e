import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Where an encrypted value stands. It is sealed into the cipher, so a value copied to another row, column or tenant does not open. */
export type Place = { readonly cooperativeId: string; readonly rowId: string; readonly column: string };

/** The secrets of personal data. The first data key writes; older ones still read. */
export type PersonalDataKeys = {
  readonly dataKeys: readonly { readonly id: string; readonly secret: Buffer }[];
  readonly indexKey: Buffer;
};

const FORMAT = '1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const VALUE_BYTES_MAX = 64 * 1024;

/**
 * Reads `SOKOGURU_DATA_KEY` (`id:base64` of 32 bytes, several joined by commas, the writing key first; a bare key has
 * the id `1`) and `SOKOGURU_INDEX_KEY` (base64 of 32 bytes). Without them, demo and test use published keys of no
 * secrecy; `production` refuses to start, and refuses those published keys too.
 */
export function personalDataKeys(env: NodeJS.ProcessEnv): PersonalDataKeys {
  const dataText = env['SOKOGURU_DATA_KEY'] ?? '';
  const indexText = env['SOKOGURU_INDEX_KEY'] ?? '';
  const production = env['SOKOGURU_ENV'] === 'production';
  if (production && (dataText === '' || indexText === '')) {
    throw new Error('production needs SOKOGURU_DATA_KEY and SOKOGURU_INDEX_KEY: base64 of 32 random bytes each');
  }
  const dataKeys = dataText === '' ? [{ id: 'demo', secret: demoKey('data') }] : dataText.split(',').map(readDataKey);
  const indexKey = indexText === '' ? demoKey('index') : readSecret(indexText.trim(), 'SOKOGURU_INDEX_KEY');
  const secrets = [...dataKeys.map((key) => key.secret), indexKey];
  if (production && secrets.some((secret) => secret.equals(demoKey('data')) || secret.equals(demoKey('index')))) {
    throw new Error('production refuses the published demo keys for personal data');
  }
  if (new Set(dataKeys.map((key) => key.id)).size !== dataKeys.length) {
    throw new Error('SOKOGURU_DATA_KEY names one key id twice');
  }
  if (new Set(secrets.map((secret) => secret.toString('hex'))).size !== secrets.length) {
    throw new Error('SOKOGURU_DATA_KEY and SOKOGURU_INDEX_KEY must be different secrets');
  }
  return { dataKeys, indexKey };
}

/**
 * Encrypts a column value with AES-256-GCM under a key of that cooperative's own (HKDF of the data key), bound to its
 * place. Answers `1.<key id>.<base64url of nonce, tag, cipher>`; the same value never looks the same twice.
 */
export function encryptPersonal(keys: PersonalDataKeys, place: Place, value: string): string {
  const writing = keys.dataKeys[0];
  if (!writing) throw new Error('there is no key to encrypt personal data with');
  if (Buffer.byteLength(value) > VALUE_BYTES_MAX) throw new Error('a personal value is larger than 64 KB');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', tenantKey(writing.secret, place.cooperativeId), nonce);
  cipher.setAAD(sealOf(place));
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return `${FORMAT}.${writing.id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
}

/** Opens what `encryptPersonal` wrote. Throws when the value stands in another place, was changed, or its key is gone. */
export function decryptPersonal(keys: PersonalDataKeys, place: Place, stored: string): string {
  const [format, keyId, text] = stored.split('.');
  const key = keys.dataKeys.find((candidate) => candidate.id === keyId);
  if (format !== FORMAT || !key || text === undefined) {
    throw new Error(`personal data in ${place.column} has an unknown format or key`);
  }
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error(`personal data in ${place.column} is cut short`);
  const tenant = tenantKey(key.secret, place.cooperativeId);
  const cipher = createDecipheriv('aes-256-gcm', tenant, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  cipher.setAAD(sealOf(place));
  cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const body = cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([body, cipher.final()]).toString('utf8');
}

/** True when a value was written with an older key and should be written again at its next change. */
export function needsNewKey(keys: PersonalDataKeys, stored: string): boolean {
  return stored.split('.')[1] !== keys.dataKeys[0]?.id;
}

/**
 * The blind index of a normalised value: HMAC-SHA-256 as base64url. Equal values of one column of one cooperative are
 * equal, so duplicates are found without reading; across cooperatives or columns they are unrelated.
 */
export function blindIndex(keys: PersonalDataKeys, at: Omit<Place, 'rowId'>, normalised: string): string {
  const text = JSON.stringify([at.cooperativeId, at.column, normalised]);
  return createHmac('sha256', keys.indexKey).update(text).digest('base64url');
}

let processKeys: PersonalDataKeys | undefined;

/** The keys of this process's environment, read once. The server calls it at start so that missing keys stop it there. */
export function keysOfThisProcess(): PersonalDataKeys {
  processKeys ??= personalDataKeys(process.env);
  return processKeys;
}

function sealOf(place: Place): Buffer {
  return Buffer.from(JSON.stringify([place.cooperativeId, place.rowId, place.column]));
}

// One derived key per cooperative keeps the number of random nonces under any one key far from AES-GCM's limit (2^32).
function tenantKey(secret: Buffer, cooperativeId: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'sokoguru personal data', cooperativeId, KEY_BYTES));
}

function readDataKey(text: string): { id: string; secret: Buffer } {
  const [first = '', second] = text.trim().split(':');
  const id = second === undefined ? '1' : first;
  if (!/^[A-Za-z0-9_-]{1,20}$/.test(id)) throw new Error('a key id of SOKOGURU_DATA_KEY has 1 to 20 letters or digits');
  return { id, secret: readSecret(second ?? first, 'SOKOGURU_DATA_KEY') };
}

function readSecret(text: string, variable: string): Buffer {
  const secret = Buffer.from(text, 'base64');
  if (secret.length !== KEY_BYTES) throw new Error(`${variable} must be base64 of exactly 32 bytes`);
  return secret;
}

function demoKey(use: 'data' | 'index'): Buffer {
  return createHash('sha256').update(`sokoguru published demo key: ${use}`).digest();
}
