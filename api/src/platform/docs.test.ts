import { createHash } from 'node:crypto';
import { allRoutes } from '@boutique/contracts/routes';
import { expect } from 'vitest';
import { test } from '../../test/fixtures.ts';

test('serves the OpenAPI document, with every route', async ({ api }) => {
  const response = await api.get('/api/openapi.json');
  const document = (await response.json()) as { openapi: string; paths: Record<string, Record<string, unknown>> };
  expect(response.headers.get('etag')).not.toBeNull();
  expect(document.openapi).toBe('3.1.0');
  for (const { path, method } of allRoutes) expect(document.paths[path]).toHaveProperty(method);
});

test('shows every route on a page without scripts', async ({ api }) => {
  const response = await api.get('/api/docs');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const html = await response.text();
  for (const { path, summary } of allRoutes) {
    expect(html).toContain(`<code>${path}</code>`);
    expect(html).toContain(summary);
  }
  expect(html).not.toContain('<script');
  const style = html.match(/<style>(.*)<\/style>/s)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(response.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
});
