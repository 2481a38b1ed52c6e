import { pino } from 'pino';

const log = pino({ base: null, level: process.env['SOKOGURU_LOG'] ?? 'info' });

/**
 * Tells a bug once: what, where in the code, at which route. Never what was sent: bodies, addresses with ids and the
 * values in a database error's detail are personal data.
 */
export function logBug(error: unknown, request: { method: string; path: string; id?: string }): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  log.error({ ...request, error: { name, message, stack } }, 'bug');
}
