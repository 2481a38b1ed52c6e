import { json } from '@sveltejs/kit';
import { beginPasskeySignIn } from '#identity';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

/** The question a passkey answers to sign in. */
export const POST: RequestHandler = async ({ url }) => json(await beginPasskeySignIn(runtime().surroundings, url));
