import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOwnPath, readFlash } from './flash.ts';
import { keepPreferences, toTheme, withPreferences } from './preferences.ts';

test('the first tag of a page says its language and theme', () => {
  const html = withPreferences('<html lang="%sokoguru.lang%" data-theme="%sokoguru.theme%">', {
    locale: 'en',
    theme: 'dark',
  });
  assert.equal(html, '<html lang="en" data-theme="dark">');
});

test('a preferences form changes only what it names, and only to what exists', () => {
  const kept: Record<string, string> = {};
  const cookies = {
    set: (name: string, value: string) => {
      kept[name] = value;
    },
  };
  const form = new FormData();
  form.set('locale', 'xx');
  keepPreferences(cookies, form);
  assert.deepEqual(kept, { sokoguru_locale: 'id' });
  assert.equal(toTheme('blink'), 'auto');
});

test('a message that is not ours is not shown', () => {
  assert.deepEqual(readFlash('{"tone":"success","text":"Tersimpan","undo":"/staff"}'), {
    tone: 'success',
    text: 'Tersimpan',
    undo: '/staff',
  });
  assert.deepEqual(readFlash('{"tone":"success","text":"x","undo":"https://jahat.test"}'), {
    tone: 'success',
    text: 'x',
  });
  assert.equal(readFlash('{"tone":"loud","text":"x"}'), null);
  assert.equal(readFlash('not json'), null);
});

test('only a path of this site is followed', () => {
  for (const path of ['/staff', '/me/savings?x=1', '/']) assert.ok(isOwnPath(path), path);
  for (const path of ['//evil.test', '/\\evil.test', 'https://evil.test', '', undefined, '/a b'])
    assert.ok(!isOwnPath(path), String(path));
});
