// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { prepareReactRefresh } from './react-refresh.ts';

type RefreshWindow = Window & { $RefreshReg$?: () => void; $RefreshSig$?: () => (type: unknown) => unknown };
const page: RefreshWindow = window;

afterEach(() => {
  delete page.$RefreshReg$;
  delete page.$RefreshSig$;
});

test('sets up the hooks of the dev server before its modules are loaded', async () => {
  const injectIntoGlobalHook = vi.fn();
  const load = vi.fn(async () => ({ injectIntoGlobalHook }));
  await prepareReactRefresh('http://localhost:5174', load);
  expect(load).toHaveBeenCalledWith('http://localhost:5174/@react-refresh');
  expect(injectIntoGlobalHook).toHaveBeenCalledWith(window);
  expect(page.$RefreshReg$?.()).toBeUndefined();
  expect(page.$RefreshSig$?.()('type')).toBe('type');
});

test('a server without React Refresh is not a failure', async () => {
  await prepareReactRefresh('http://localhost:5174', () => Promise.reject(new TypeError('404')));
  expect(page.$RefreshSig$?.()('type')).toBe('type');
});

test('keeps hooks that already exist', async () => {
  const hook = () => {};
  page.$RefreshReg$ = hook;
  const load = vi.fn();
  await prepareReactRefresh('http://localhost:5174', load);
  expect(load).not.toHaveBeenCalled();
  expect(page.$RefreshReg$).toBe(hook);
});
