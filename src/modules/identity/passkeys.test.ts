import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { test } from 'node:test';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { newId } from '#kernel/ids';
import { identityWorld, refusal, visitorAt } from './identity.fixture.ts';
import {
  beginPasskey,
  beginPasskeySignIn,
  dismiss,
  finishPasskey,
  ownPasskeys,
  removePasskey,
  signInByPasskey,
} from './index.ts';

const home = await identityWorld();
const { surroundings, clock } = home;
const office = await home.office();
const site = { origin: 'https://koperasi.test', hostname: 'koperasi.test' };
const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

/** An authenticator in software: makes one passkey and answers for it. */
function authenticator() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let counter = 0;
  const data = (flags: number, more: Uint8Array = new Uint8Array()) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(site.hostname), Buffer.from([flags]), count, more]);
  };
  const client = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const shell = { id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {} };
  return {
    make(challenge: string, origin = site.origin) {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, 16]), id, coseKey(publicKey)]);
      // User present, user verified, attested credential data included.
      const authData = new Uint8Array(data(0x45, attested));
      const attestation = isoCBOR.encode(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]) as never,
      );
      return {
        ...shell,
        response: {
          clientDataJSON: base64url(client('webauthn.create', challenge, origin)),
          attestationObject: base64url(attestation),
          transports: ['internal'],
        },
      };
    },
    answer(challenge: string, { origin = site.origin, flags = 0x05 } = {}) {
      counter += 1;
      const authData = data(flags);
      const clientData = client('webauthn.get', challenge, origin);
      const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), privateKey);
      return {
        ...shell,
        response: {
          clientDataJSON: base64url(clientData),
          authenticatorData: base64url(authData),
          signature: base64url(signature),
        },
      };
    },
  };
}

function coseKey(key: KeyObject): Uint8Array {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  return isoCBOR.encode(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, point(x)],
      [-3, point(y)],
    ]) as never,
  );
}

async function registered(username: string) {
  const personId = await home.person(office, username, ['teller']);
  const context = await home.as(office, username);
  const device = authenticator();
  const { challenge } = await beginPasskey(context, site);
  await finishPasskey(context, site, device.make(challenge), 'HP Siti');
  return { personId, context, device };
}

async function enterWith(answer: (challenge: string) => unknown, address = '10.60.0.1') {
  const { challenge } = await beginPasskeySignIn(surroundings, site);
  return signInByPasskey(surroundings, { site, answer: answer(challenge), visitor: visitorAt({ address }) });
}

test('a person registers a passkey and signs in with it, without a password', async () => {
  const { context, device } = await registered('siti');
  assert.deepEqual(
    (await ownPasskeys(context, {})).items.map((item) => item.label),
    ['HP Siti'],
  );
  const signedIn = await enterWith((challenge) => device.answer(challenge));
  assert.equal(signedIn.person.name, 'Nama siti');
  assert.ok(await home.authenticate(signedIn.token));
});

test('a passkey is refused for another site, an old or used question, and without finger or PIN', async () => {
  const { device } = await registered('budi');
  const from = (answer: (challenge: string) => unknown, address: string) => refusal(enterWith(answer, address));
  assert.equal(await from((c) => device.answer(c, { origin: 'https://jahat.test' }), '10.60.1.1'), 'sign_in_refused');
  assert.equal(await from((c) => device.answer(c, { flags: 0x01 }), '10.60.1.2'), 'sign_in_refused');
  assert.equal(await from(() => device.answer(base64url(randomBytes(32))), '10.60.1.3'), 'sign_in_refused');
  const { challenge } = await beginPasskeySignIn(surroundings, site);
  clock.advance(301);
  const late = { site, answer: device.answer(challenge), visitor: visitorAt({ address: '10.60.1.4' }) };
  assert.equal(await refusal(signInByPasskey(surroundings, late)), 'sign_in_refused');
  let once = '';
  await enterWith((c) => {
    once = c;
    return device.answer(c);
  }, '10.60.1.5');
  const again = { site, answer: device.answer(once), visitor: visitorAt({ address: '10.60.1.6' }) };
  assert.equal(await refusal(signInByPasskey(surroundings, again)), 'sign_in_refused');
});

test('an unknown passkey and one signed by another key get the answer of a wrong password', async () => {
  const { device } = await registered('wati');
  const stranger = authenticator();
  assert.equal(await refusal(enterWith((c) => stranger.answer(c), '10.60.2.1')), 'sign_in_refused');
  const forged = (c: string) => ({ ...stranger.answer(c), id: device.answer(c).id, rawId: device.answer(c).id });
  assert.equal(await refusal(enterWith(forged, '10.60.2.2')), 'sign_in_refused');
  for (const nonsense of [null, 'x', {}, { id: 'x' }]) {
    const args = { site, answer: nonsense, visitor: visitorAt({ address: '10.60.2.3' }) };
    assert.equal(await refusal(signInByPasskey(surroundings, args)), 'input_invalid');
  }
});

test('a registration for another site or another person is refused, and one passkey is kept once', async () => {
  const { context } = await registered('tono');
  const device = authenticator();
  const begin = async () => (await beginPasskey(context, site)).challenge;
  assert.equal(
    await refusal(finishPasskey(context, site, device.make(await begin(), 'https://jahat.test'), 'x')),
    'passkey_refused',
  );
  await home.person(office, 'lain', ['teller']);
  const other = await home.as(office, 'lain');
  assert.equal(await refusal(finishPasskey(other, site, device.make(await begin()), 'x')), 'passkey_refused');
  await finishPasskey(context, site, device.make(await begin()), 'Laptop');
  assert.equal(await refusal(finishPasskey(context, site, device.make(await begin()), 'Laptop')), 'passkey_known');
});

test('a removed passkey and a dismissed person sign in no more', async () => {
  const { context, device } = await registered('hilang');
  const [own] = (await ownPasskeys(context, {})).items;
  await home.person(office, 'tetangga', ['teller']);
  assert.equal(
    await refusal(removePasskey(await home.as(office, 'tetangga'), { passkeyId: own?.id })),
    'passkey_unknown',
  );
  await removePasskey(context, { passkeyId: own?.id });
  assert.equal(await refusal(removePasskey(context, { passkeyId: newId() })), 'passkey_unknown');
  assert.equal(await refusal(enterWith((c) => device.answer(c), '10.60.3.1')), 'sign_in_refused');

  const second = await registered('pergi');
  await home.person(office, 'ketua', ['ketua']);
  await dismiss(await home.as(office, 'ketua'), { personId: second.personId, reason: 'selesai' });
  assert.equal(await refusal(enterWith((c) => second.device.answer(c), '10.60.3.2')), 'sign_in_refused');
});
