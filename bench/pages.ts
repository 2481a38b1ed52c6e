import { gzipSync } from 'node:zlib';
import { startProgram } from './program.ts';
import type { Figure } from './report.ts';

const LIMIT = 30 * 1024;

/** Compressed bytes of HTML and CSS that a first visit brings: sign-in, a member's home, the till. */
export async function pages(progress: (line: string) => void): Promise<Figure[]> {
  const program = await startProgram({ demo: true });
  try {
    const figures: Figure[] = [];
    const member = await signIn(program.url, 'anggota');
    const teller = await signIn(program.url, 'teller');
    for (const [figure, path, cookie] of [
      ['sign-in page', '/sign-in', ''],
      ['member home', '/me', member],
      ['till', '/staff/till', teller],
    ] as const) {
      progress(path);
      const value = await firstVisit(program.url, path, cookie);
      figures.push({
        figure: `${figure}, HTML + CSS, gzip`,
        value,
        unit: 'bytes',
        peer: 'limit of the issue',
        peerValue: LIMIT,
        ratio: value / LIMIT,
        aim: '<= 1',
      });
    }
    return figures;
  } finally {
    await program.stop();
  }
}

async function firstVisit(url: string, path: string, cookie: string): Promise<number> {
  const response = await fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' });
  const html = await response.text();
  if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`);
  let bytes = gzipSync(html).length;
  for (const [, href] of html.matchAll(/<link[^>]+href="([^"]+\.css)"/g)) {
    if (href) bytes += gzipSync(await (await fetch(new URL(href, `${url}${path}`))).text()).length;
  }
  return bytes;
}

async function signIn(url: string, username: string): Promise<string> {
  const form = new URLSearchParams({ cooperative: 'mekar-jaya', username, password: 'sokoguru-demo' });
  const response = await fetch(`${url}/sign-in`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { origin: url },
  });
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  if (cookies.length === 0) throw new Error(`${username} could not sign in: ${response.status}`);
  return cookies.join('; ');
}
