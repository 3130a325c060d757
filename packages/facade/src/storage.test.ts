// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { readStored, writeStored } from './storage.ts';

beforeEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

const denied = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

test('a text is kept in the browser', () => {
  writeStored('localStorage', 'nom', 'Camille');
  expect(localStorage.getItem('nom')).toBe('Camille');
  expect(readStored('localStorage', 'nom')).toBe('Camille');
  writeStored('localStorage', 'nom', null);
  expect(readStored('localStorage', 'nom')).toBeNull();
});

test.each([
  ['denied', () => vi.spyOn(window, 'localStorage', 'get').mockImplementation(denied)],
  ['missing', () => vi.spyOn(window, 'localStorage', 'get').mockReturnValue(null as never)],
])('where storage is %s, a text lasts until the page is left', (_, deny) => {
  deny();
  expect(readStored('localStorage', 'ville')).toBeNull();
  writeStored('localStorage', 'ville', 'Lyon');
  expect(readStored('localStorage', 'ville')).toBe('Lyon');
  writeStored('localStorage', 'ville', null);
  expect(readStored('localStorage', 'ville')).toBeNull();
});

test('a full storage shows the last text, not the one before', () => {
  writeStored('localStorage', 'ville', 'Lyon');
  const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  });
  writeStored('localStorage', 'ville', 'Lille');
  expect(readStored('localStorage', 'ville')).toBe('Lille');
  full.mockRestore();
  writeStored('localStorage', 'ville', 'Brest');
  expect(localStorage.getItem('ville')).toBe('Brest');
});
