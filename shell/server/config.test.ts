import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('an empty environment gives the defaults', () => {
  expect(readConfig({})).toEqual({
    PORT: 5173,
    HOST: '127.0.0.1',
    API_URL: 'http://127.0.0.1:5000',
    LOG_LEVEL: 'info',
  });
});

test('reads what is set and leaves the rest of the environment out', () => {
  expect(
    readConfig({ PORT: '8080', HOST: '0.0.0.0', API_URL: 'https://api.example', METRICS_PORT: '9464', HOME: '/' }),
  ).toEqual({
    PORT: 8080,
    HOST: '0.0.0.0',
    API_URL: 'https://api.example',
    METRICS_PORT: 9464,
    LOG_LEVEL: 'info',
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
  [{ RELEASES_MAX_BYTES: '1G' }, 'RELEASES_MAX_BYTES="1G": a number of bytes is expected'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL="loud"'],
])('%j is refused with a sentence that names it', (environment, sentence) => {
  expect(() => readConfig(environment)).toThrow(sentence);
});

test('all wrong variables are named at once', () => {
  expect(() => readConfig({ PORT: 'x', API_URL: 'y' })).toThrow(/PORT="x".*API_URL="y"/);
});
