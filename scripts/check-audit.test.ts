import { expect, test } from 'vitest';
import { judge } from './check-audit.ts';

const found = (severity: string) => ({
  metadata: { vulnerabilities: { [severity]: 1 } },
  vulnerabilities: { koa: { name: 'koa', severity, range: '<3.3.1', fixAvailable: true } },
});

test.for(['high', 'critical'])('an advisory that is %s is refused, with what to do', (severity) => {
  expect(judge(found(severity), false)).toEqual({
    ok: false,
    text: `koa <3.3.1: ${severity}; update it, see npm audit`,
  });
});

test.for(['moderate', 'low'])('an advisory that is %s passes', (severity) => {
  expect(judge(found(severity), true).ok).toBe(true);
});

test('a registry that cannot be asked is no finding: the gate says so, and fails only where it is required', () => {
  const report = { message: '405 Method Not Allowed' };
  expect(judge(report, false)).toEqual({ ok: true, text: expect.stringMatching(/^! .*405.*nothing was checked$/) });
  expect(judge({}, true).ok).toBe(false);
});
