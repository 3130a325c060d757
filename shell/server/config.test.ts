import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from './config.ts';

test('an empty environment gives the defaults', () => {
  expect(readConfig({})).toEqual({
    PORT: 5173,
    BOUTIQUE_HOST: 'localhost',
    KEEP_ALIVE_SECONDS: 75,
    API_URL: 'http://127.0.0.1:5000',
    SLICE_OVERRIDES: 'on',
    LOG_LEVEL: 'info',
    SERVER_RENDERING: 'on',
  });
});

test('reads its variables and ignores the rest of the environment', () => {
  expect(
    readConfig({
      PORT: '8080',
      HOST: 'x86_64-conda-linux-gnu',
      BOUTIQUE_HOST: '::',
      API_URL: 'https://api.example',
      METRICS_PORT: '9464',
      HOME: '/',
    }),
  ).toEqual({
    PORT: 8080,
    BOUTIQUE_HOST: '::',
    KEEP_ALIVE_SECONDS: 75,
    API_URL: 'https://api.example',
    METRICS_PORT: 9464,
    SLICE_OVERRIDES: 'on',
    LOG_LEVEL: 'info',
    SERVER_RENDERING: 'on',
  });
});

test.each([
  [{ PORT: '80a' }, 'PORT="80a": a port number is expected'],
  [{ PORT: '' }, 'PORT="": a port number is expected'],
  [{ PORT: '-1' }, 'PORT="-1": a port number is expected'],
  [{ PORT: '70000' }, 'PORT="70000"'],
  [{ METRICS_PORT: '' }, 'METRICS_PORT="": a port number is expected'],
  [{ API_URL: 'localhost:5000' }, 'API_URL="localhost:5000": an http(s) URL is expected'],
  [{ API_URL: 'ftp://api' }, 'API_URL="ftp://api": an http(s) URL is expected'],
  [{ PUBLIC_URL: 'https://a.example/boutique' }, 'the shop needs a host of its own, so its address has no path'],
  [{ PUBLIC_URL: 'https://a.example/?b' }, 'the shop needs a host of its own'],
  [{ RELEASES_MAX_BYTES: '1G' }, 'RELEASES_MAX_BYTES="1G": a number of bytes is expected'],
  [{ SLICE_OVERRIDES: 'yes' }, 'SLICE_OVERRIDES="yes"'],
  [{ SLICE_OVERRIDE_KEY: 'short' }, 'SLICE_OVERRIDE_KEY=…: at least 32 characters are expected'],
  [{ DEPLOY_TOKEN: 'short' }, 'DEPLOY_TOKEN=…: at least 32 characters are expected'],
  [{ DEPLOY_TOKEN_FILE: '/nowhere' }, 'DEPLOY_TOKEN_FILE="/nowhere": it cannot be read'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL="loud"'],
  [{ SERVER_RENDERING: 'yes' }, 'SERVER_RENDERING="yes"'],
])('%j is refused with a sentence that names the variable', (environment, sentence) => {
  expect(() => readConfig(environment)).toThrow(sentence);
});

test('all wrong variables are named at once', () => {
  expect(() => readConfig({ PORT: 'x', API_URL: 'y' })).toThrow(/PORT="x".*API_URL="y"/);
});

test.each([
  [{ NODE_ENV: 'production' }, 'off'],
  [{ NODE_ENV: 'production', SLICE_OVERRIDES: 'on' }, 'on'],
  [{ SLICE_OVERRIDES: 'off' }, 'off'],
])('%j: overrides are %s', (environment, expected) => {
  expect(readConfig(environment).SLICE_OVERRIDES).toBe(expected);
});

test('an empty key or token counts as not set', () => {
  expect(readConfig({ SLICE_OVERRIDE_KEY: '', DEPLOY_TOKEN: '', DEPLOY_TOKEN_FILE: '' })).toMatchObject({
    SLICE_OVERRIDE_KEY: undefined,
    DEPLOY_TOKEN: undefined,
  });
});

test('DEPLOY_TOKEN_FILE gives the deploy token; DEPLOY_TOKEN wins over it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'token');
  await writeFile(file, `${'f'.repeat(40)}\n`);
  expect(readConfig({ DEPLOY_TOKEN_FILE: file }).DEPLOY_TOKEN).toBe('f'.repeat(40));
  expect(readConfig({ DEPLOY_TOKEN_FILE: file, DEPLOY_TOKEN: 'v'.repeat(40) }).DEPLOY_TOKEN).toBe('v'.repeat(40));
  await writeFile(file, 'short');
  expect(() => readConfig({ DEPLOY_TOKEN_FILE: file })).toThrow('DEPLOY_TOKEN=…: at least 32 characters are expected');
});
