interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  pattern?: string;
}

interface Operation {
  summary: string;
  tags: string[];
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[];
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

export interface OpenApi {
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, unknown>>;
}

export const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; text-transform: capitalize; }
article { border: 1px solid #8885; border-radius: .5rem; margin: 1rem 0; padding: 0 1rem 1rem; }
code { font-family: ui-monospace, monospace; }
.verb { background: #0a6b3d; border-radius: .25rem; color: #fff; font-size: .8em; padding: .15em .5em; }
table { border-collapse: collapse; width: 100%; }
table + table { margin-top: 1rem; }
th { width: 25%; }
th, td { border-bottom: 1px solid #8883; padding: .3rem .5rem; text-align: left; vertical-align: top; }
`;

/** The OpenAPI document as a page of HTML. */
export function renderDocs({ info, paths }: OpenApi): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...(operation as Operation) })),
  );
  const sections = [...Map.groupBy(operations, ({ tags }) => tags[0] ?? '')].map(
    ([tag, group]) => `<h2>${escapeHtml(tag)}</h2>${group.map(renderOperation).join('')}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(info.title)} · API</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(info.title)} <small>${escapeHtml(info.version)}</small></h1>
<p>${escapeHtml(info.description)} <a href="/api/openapi.json">openapi.json</a></p>
${sections.join('\n')}
</body>
</html>
`;
}

function renderOperation(operation: Operation & { path: string; method: string }): string {
  const { path, method, summary, parameters = [], responses } = operation;
  return `<article>
<h3><span class="verb">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code></h3>
<p>${escapeHtml(summary)}</p>
${renderTable(
  ['Parameter', 'In', 'Value'],
  parameters.map(({ name, in: place, required, schema }) => [
    `<code>${escapeHtml(name)}</code>${required ? ' *' : ''}`,
    escapeHtml(place),
    escapeHtml(describe(schema)),
  ]),
)}
${renderTable(
  ['Status', 'Answer'],
  Object.entries(responses).map(([status, { description, content = {} }]) => [
    status,
    Object.entries(content)
      .map(([type, { schema }]) => `${escapeHtml(describe(schema))} <small>${escapeHtml(type)}</small>`)
      .join('<br>') +
      (description === 'Success' ? '' : `<br>${escapeHtml(description).replace(/`([^`]+)`/g, '<code>$1</code>')}`),
  ]),
)}
</article>`;
}

function renderTable(heads: string[], rows: string[][]): string {
  if (rows.length === 0) return '';
  const row = (cells: string[], tag: string) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<table>${row(heads, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

/** A schema in a few words: `Produit[]`, `fr | en`, `integer 1..100, default 24`. */
function describe(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.anyOf) return schema.anyOf.map(describe).join(' | ');
  if (schema.items) return `${describe(schema.items)}[]`;
  if (schema.enum) return schema.enum.join(' | ');
  const range = schema.minimum !== undefined ? ` ${schema.minimum}..${schema.maximum ?? ''}` : '';
  const fallback = schema.default !== undefined ? `, default ${schema.default}` : '';
  return `${[schema.type ?? 'any'].flat().join(' | ')}${range}${fallback}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
