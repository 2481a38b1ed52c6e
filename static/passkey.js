// @ts-check
/** Passkeys: the one part of signing in that a page cannot do without script. Its buttons appear where they work. */

const can = typeof PublicKeyCredential !== 'undefined' && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

if (can) {
  ready('[data-passkey-sign-in]', async (part) => {
    const options = await post('/sign-in/passkey/options', {});
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const next = part.dataset['passkeySignIn'];
    await send(
      await navigator.credentials.get({ publicKey }),
      `/sign-in/passkey/verify${next ? `?next=${encodeURIComponent(next)}` : ''}`,
    );
  });
  ready('[data-passkey-add]', async () => {
    const options = await post('/staff/account/passkey/options', {});
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    await send(await navigator.credentials.create({ publicKey }), '/staff/account/passkey/verify');
  });
}

/** @param {string} selector @param {(part: HTMLElement) => Promise<void>} act */
function ready(selector, act) {
  for (const found of document.querySelectorAll(selector)) {
    const part = /** @type {HTMLElement} */ (found);
    part.hidden = false;
    part.querySelector('button')?.addEventListener('click', () => act(part).catch((error) => say(part, error)));
  }
}

/** @param {Credential | null} credential @param {string} address */
async function send(credential, address) {
  if (!credential) return;
  const { next } = await post(address, /** @type {PublicKeyCredential} */ (credential).toJSON());
  location.assign(next);
}

/** @param {string} address @param {unknown} body */
async function post(address, body) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const read = await answer.json();
  if (!answer.ok) throw new Error(read.detail);
  return read;
}

/** A person who closes the browser's window has changed their mind: nothing to say. @param {HTMLElement} part @param {unknown} error */
function say(part, error) {
  if (!(error instanceof Error) || error.name === 'NotAllowedError' || error.name === 'AbortError') return;
  const words = part.querySelector('[role=alert]') ?? part.appendChild(document.createElement('span'));
  words.setAttribute('role', 'alert');
  words.textContent = error.message;
}
