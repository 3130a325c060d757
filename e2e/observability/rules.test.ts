import { expect, test } from 'vitest';
import { promtool } from './prometheus.ts';

test('the configuration is valid', () => {
  expect(promtool('check', 'config', 'prometheus.yml')).toContain('1 rule files found');
});

test('the rules are valid', () => {
  expect(promtool('check', 'rules', 'alerts.yml')).toMatch(/\d+ rules found/);
});

test('every alert fires in its case, and not in similar ones', () => {
  expect(promtool('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
});
