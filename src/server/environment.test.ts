import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { projectFolder, readSettings } from './environment.ts';

test('without any variable an instance is a demo with its own database on the loopback address', () => {
  assert.deepEqual(readSettings({}), {
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: undefined,
    dataFolder: join(projectFolder, '.data'),
    environment: 'demo',
    today: undefined,
    trustProxy: false,
  });
});

test('an instance with DATABASE_URL is production unless it says otherwise', () => {
  const databaseUrl = 'postgres://somebody@server/books';
  assert.equal(readSettings({ DATABASE_URL: databaseUrl }).environment, 'production');
  assert.equal(readSettings({ DATABASE_URL: databaseUrl, SOKOGURU_ENV: 'demo' }).environment, 'demo');
});

test('a data folder may be named from the root or from the project', () => {
  assert.equal(readSettings({ SOKOGURU_DATA: resolve('/srv/books') }).dataFolder, resolve('/srv/books'));
  assert.equal(readSettings({ SOKOGURU_DATA: 'second' }).dataFolder, join(projectFolder, 'second'));
});

test('a fixed day is taken in test and demo and refused in production', () => {
  assert.equal(readSettings({ SOKOGURU_TODAY: '2026-11-20' }).today, '2026-11-20');
  assert.throws(
    () => readSettings({ SOKOGURU_TODAY: '2026-11-20', SOKOGURU_ENV: 'production' }),
    /SOKOGURU_TODAY is refused in production/,
  );
});

const faults: [NodeJS.ProcessEnv, RegExp][] = [
  [{ PORT: 'web' }, /^Error: PORT must be a number/],
  [{ PORT: '70000' }, /^Error: PORT must be a number/],
  [{ SOKOGURU_ENV: 'staging' }, /^Error: SOKOGURU_ENV must be/],
  [{ SOKOGURU_TODAY: '31-12-2026' }, /^Error: SOKOGURU_TODAY must be a date/],
  [{ DATABASE_URL: 'mysql://server' }, /^Error: DATABASE_URL must begin with postgres/],
];
for (const [env, fault] of faults) {
  test(`${JSON.stringify(env)} is refused by name`, () => {
    assert.throws(() => readSettings(env), fault);
  });
}
