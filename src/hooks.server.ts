import { sequence } from '@sveltejs/kit/hooks';
import { handle as preferences } from '#lib/server/preferences.ts';

export const handle = sequence(preferences);
