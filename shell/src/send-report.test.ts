// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { sendReport } from './send-report.ts';

test('without beacons a report is sent by a request that outlives the page', async () => {
  expect('sendBeacon' in navigator).toBe(false);
  const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
  sendReport('/api/web-vitals', { vitals: [] });
  expect(fetch).toHaveBeenCalledExactlyOnceWith('/api/web-vitals', {
    method: 'POST',
    body: expect.any(Blob),
    keepalive: true,
  });
});
