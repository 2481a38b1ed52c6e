import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../src/server/environment.ts';
import { openApiText } from '../../src/server/verbs/openapi.ts';

test('docs/api/openapi.json is the document that the API answers (make it by: bin/sokoguru openapi)', async () => {
  assert.equal(await readFile(join(projectFolder, 'docs', 'api', 'openapi.json'), 'utf8'), openApiText());
});
