import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { actAreas, actName } from './acts.ts';

const modules = join(import.meta.dirname, '../../modules');
const COMMAND = /ommand(?:<[^(]*>)?\(\{\s*name: '([^']+)'|standingCommand\('([^']+)'/g;

function commandNames(): string[] {
  const files = globSync('**/*.ts', { cwd: modules }).filter((file) => !/\.(test|fixture)\.ts$/.test(file));
  const found = files.flatMap((file) => [...readFileSync(join(modules, file), 'utf8').matchAll(COMMAND)]);
  return [...new Set(found.map((match) => match[1] ?? match[2] ?? ''))];
}

test('every command can be read by people in the audit trail, in both languages', () => {
  const names = commandNames();
  assert.ok(names.length > 40, 'the commands were found');
  assert.deepEqual(
    names.filter((name) => actName(name, 'id') === name || actName(name, 'en') === name),
    [],
  );
});

test('every command belongs to an area that the audit trail can be filtered by', () => {
  const areas = actAreas('id').map((area) => area.value);
  const left = commandNames().filter((name) => !areas.some((area) => name.startsWith(area)));
  assert.deepEqual(
    left.filter((name) => !name.startsWith('setup.')),
    [],
  );
});

test('a name without words is shown as it stands', () => {
  assert.equal(actName('x.y', 'id'), 'x.y');
});
