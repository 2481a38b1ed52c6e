import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Environment } from './durability.ts';

/** The project's own folder. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** What the environment says of this instance, checked. */
export type Settings = {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly environment: Environment;
  readonly today: string | undefined;
  readonly trustProxy: boolean;
};

const Port = z.coerce.number().int().min(0).max(65_535);
const Kind = z.enum(['production', 'demo', 'test']);
const Day = z.iso.date();

/**
 * Reads PORT, HOST, DATABASE_URL, SOKOGURU_DATA, SOKOGURU_ENV, SOKOGURU_TODAY and SOKOGURU_TRUST_PROXY. Throws one line
 * that names the variable at fault. Without SOKOGURU_ENV an instance with its own database is a demo, one with
 * DATABASE_URL is production.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const databaseUrl = env['DATABASE_URL'] || undefined;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new Error('DATABASE_URL must begin with postgres://');
  const environment = take(
    Kind,
    env['SOKOGURU_ENV'] || (databaseUrl ? 'production' : 'demo'),
    'SOKOGURU_ENV must be production, demo or test',
  );
  const today = env['SOKOGURU_TODAY']
    ? take(Day, env['SOKOGURU_TODAY'], 'SOKOGURU_TODAY must be a date YYYY-MM-DD')
    : undefined;
  if (today && environment === 'production')
    throw new Error('SOKOGURU_TODAY is refused in production: set SOKOGURU_ENV to test or demo');
  const folder = env['SOKOGURU_DATA'] || '.data';
  return {
    host: env['HOST'] || '127.0.0.1',
    port: take(Port, env['PORT'] || '3000', 'PORT must be a number from 0 to 65535'),
    databaseUrl,
    dataFolder: isAbsolute(folder) ? folder : join(projectFolder, folder),
    environment,
    today,
    trustProxy: env['SOKOGURU_TRUST_PROXY'] === '1',
  };
}

function take<Value>(schema: z.ZodType<Value>, value: unknown, fault: string): Value {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(fault);
  return parsed.data;
}
