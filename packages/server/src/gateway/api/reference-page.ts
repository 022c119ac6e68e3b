import type { OpenAPIHono } from '@hono/zod-openapi';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly security?: readonly Record<string, unknown>[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: unknown }> };
  readonly responses: Record<
    string,
    { readonly description: string; readonly content?: Record<string, { readonly schema?: unknown }> }
  >;
}

/** The OpenAPI document for people: rendered here, so that the page needs no script and no foreign host. */
export function referencePage(document: Document): string {
  const byTag = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths ?? {}))
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      const tag = operation.tags?.[0] ?? 'Server';
      byTag.set(tag, [...(byTag.get(tag) ?? []), section(method, path, operation)]);
    }
  const chapters = [...byTag].map(
    ([tag, sections]) => `<h2 id="${escaped(tag)}">${escaped(tag)}</h2>${sections.join('')}`,
  );
  const contents = [...byTag.keys(), 'Schemas'].map((tag) => `<a href="#${escaped(tag)}">${escaped(tag)}</a>`);
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<details id="schema-${escaped(name)}"><summary>${escaped(name)}</summary>${code(schema)}</details>`,
  );
  const { title, version, description = '' } = document.info;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><link rel="stylesheet" href="/api/reference.css"></head><body>
<h1>${escaped(title)} <small>${escaped(version)}</small></h1><p>${escaped(description)}</p>
<p>As a document for programs: <a href="/api/openapi.json">openapi.json</a>.</p><nav>${contents.join(' ')}</nav>
${chapters.join('\n')}<h2 id="Schemas">Schemas</h2>${schemas.join('')}</body></html>`;
}

function section(method: string, path: string, operation: Operation): string {
  const { summary = '', security = [], parameters = [], requestBody, responses } = operation;
  const needs = security.flatMap((each) => Object.keys(each)).map((name) => `needs ${name}`);
  const rows = parameters.map(
    ({ name, in: where, required, description = '' }) =>
      `<tr><td>${escaped(name)}</td><td>${where}${required ? ', required' : ''}</td><td>${escaped(description)}</td></tr>`,
  );
  const answers = Object.entries(responses).map(([status, { description, content }]) => {
    const schema = content?.['application/json']?.schema;
    return `<h4>${status} ${escaped(description)}</h4>${schema ? code(schema) : ''}`;
  });
  const body = requestBody?.content['application/json']?.schema;
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escaped(path)}</code> ${escaped(summary)}</summary>
<p>${needs.join(', ') || 'open to everybody'}</p>${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}
${body ? `<h4>Body</h4>${code(body)}` : ''}${answers.join('')}</details>`;
}

/** A schema, with links where it names another. */
const code = (schema: unknown): string =>
  `<pre>${escaped(JSON.stringify(schema, null, 2)).replace(
    /&quot;#\/components\/schemas\/(\w+)&quot;/g,
    '<a href="#schema-$1">$1</a>',
  )}</pre>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

export const referenceStyle = `:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
nav a { margin-right: 1rem; }
details { border: 1px solid light-dark(#ddd, #444); border-radius: 6px; margin: 0.5rem 0; padding: 0.4rem 0.8rem; }
summary { cursor: pointer; }
pre { overflow: auto; padding: 0.8rem; border-radius: 6px; background: light-dark(#f5f5f5, #222); }
td { padding: 0.1rem 1rem 0.1rem 0; vertical-align: top; }
`;
