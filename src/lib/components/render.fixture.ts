import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Component, createRawSnippet } from 'svelte';
import { compile } from 'svelte/compiler';
import { render } from 'svelte/server';

/** Lets tests load components as the server does: compiled for HTML, styles left out. */
registerHooks({
  load(url, context, next) {
    if (url.endsWith('.css')) return { format: 'module', source: '', shortCircuit: true };
    if (!url.endsWith('.svelte')) return next(url, context);
    const filename = fileURLToPath(url);
    const { js } = compile(readFileSync(filename, 'utf8'), { generate: 'server', filename, dev: false });
    return { format: 'module', source: js.code, shortCircuit: true };
  },
});

/** The HTML of one part of the library, without Svelte's marks, spaces drawn together. */
export async function html(part: string, props: Record<string, unknown> = {}, locale?: 'id' | 'en'): Promise<string> {
  const { default: component }: { default: Component<Record<string, unknown>> } = await import(`./${part}.svelte`);
  const context = locale ? new Map<unknown, unknown>([['sokoguru.locale', () => locale]]) : new Map();
  const { body } = await render(component, { props, context });
  return body
    .replace(/<!--.*?-->/gs, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><');
}

/** A piece of HTML as a snippet. */
export function snippet(text: string) {
  return createRawSnippet(() => ({ render: () => text }));
}
