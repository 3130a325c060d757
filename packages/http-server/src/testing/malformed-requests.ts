import { gzipSync } from 'node:zlib';

/** The bytes for one connection, and its end. */
export interface MalformedRequest {
  kind: string;
  /** The bytes, packet by packet. */
  packets: Buffer[];
  /** Ends or resets the connection after the last packet instead of waiting for an answer. */
  abort: 'end' | 'reset' | undefined;
}

interface Random {
  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number;
  oneOf<T>(choices: readonly T[]): T;
  /** One of the texts between the bars. */
  among(choices: string): string;
  /** Random characters from a range of codes. */
  text(length: number, from: number, to: number): string;
}

/** Mulberry32, which gives the same numbers for the same seed. */
function randomOf(seed: number): Random {
  let state = seed | 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  const oneOf = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T;
  return {
    below,
    oneOf,
    among: (choices) => oneOf(choices.split('|')),
    text: (length, from, to) => Array.from({ length }, () => String.fromCharCode(from + below(to - from + 1))).join(''),
  };
}

const HOST = 'Host: boutique.test\r\n';
const CHUNKED = 'Transfer-Encoding: chunked\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
/** Headers that an application or a proxy before it reads. */
const HEADERS = `
  Accept Accept-Encoding Accept-Language Authorization Cache-Control Connection Content-Encoding Content-Type Cookie Expect
  Idempotency-Key If-Match If-Modified-Since If-None-Match Origin Range Sec-Fetch-Site TE Trailer Upgrade X-Forwarded-For
  X-Forwarded-Host X-Forwarded-Proto X-Request-Id traceparent
`
  .trim()
  .split(/\s+/);
const VALUES = `|,|;;;=|*|"|%|[::1|a@b@[|http://[|Bearer|100-continue|websocket|__proto__|00-0-0-|bytes=9-1|bytes=-
|bytes=0-0,1-1|bytes=99999999999999999999-|gzip;q=x, br;q=-1|fr;q=9e999,*;q=NaN|application/json; charset=klingon
|session=%; visiteur=%00; langue=__proto__; canary-group=; overrides=a%`.replaceAll('\n', '');

type Kind = (random: Random, path: string) => string | string[];

/** A random value of all bytes that a header allows. */
const headerValue = (random: Random) =>
  random.below(3) > 0 ? random.among(VALUES) : random.text(random.below(60), 0x20, 0xff).replace('\x7f', '');
const bodied = (path: string, headers: string, body: string) => `POST ${path} HTTP/1.1\r\n${HOST}${headers}\r\n${body}`;
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\n${HOST}${headers}\r\n`;

const KINDS: Record<string, Kind> = {
  target: (random) => {
    const scheme = random.among('||http:|https:|x:|javascript:|http:/|HTTP:');
    const host = random.oneOf([random.among('|*|//|//[|//[::1|//[::1]:x|//a@[|//a b|//%'), `//${'a'.repeat(256)}`]);
    const rest = random.oneOf([random.among('|/|#|/#|?|/\t|/\x0c|\\|/\xa0|/..|:99999'), random.text(5, 0x21, 0xff)]);
    return get(scheme + host + rest);
  },
  encoding: (random, path) => {
    const escapes = '%|%0|%00|%zz|%C3|%E0%A4%A|%ED%A0%80|%2e%2e/|%5c|%u0041|%F8%88%80%80%80';
    const bad = Array.from({ length: 1 + random.below(3) }, () => random.among(escapes)).join('');
    return get(
      random.oneOf([
        `/${bad}`,
        path + bad,
        `${path}?a=${bad}`,
        `${path}?${bad}=a`,
        `/assets/${bad}`,
        `/remotes/${bad}/a/b`,
      ]),
    );
  },
  method: (random, path) =>
    `${random.oneOf(['get', 'TRACE', 'CONNECT', 'PRI', 'G\0T', '', 'A'.repeat(9_000), 'PURGE', 'QUERY', 'OPTIONS', 'M-SEARCH'])} ${path} HTTP/1.1\r\n${HOST}\r\n`,
  version: (random, path) =>
    `GET ${path} ${random.among('HTTP/0.9|HTTP/1.2|HTTP/2.0|HTTP/9.9|HTTP/1|HTTP/1.1 a|ICE/1.0|RTSP/1.0|')}\r\n${random.oneOf([HOST, ''])}\r\n`,
  host: (random, path) =>
    `GET ${path} HTTP/1.1\r\n${random.oneOf(['', HOST + HOST, `${HOST}host: b\r\n`, 'Host:\r\n', `Host: ${headerValue(random)}\r\n`])}\r\n`,
  'header name': (random, path) => get(path, `${random.among('| |a b|a\0|a\xff|\x7f|a:|(|Content-Length ')}: a\r\n`),
  'header value': (random, path) => get(path, `${random.oneOf(HEADERS)}: a${random.text(3, 0, 0x1f)}b\r\n`),
  'read header': (random, path) =>
    get(
      path,
      Array.from({ length: 1 + random.below(4) }, () => `${random.oneOf(HEADERS)}: ${headerValue(random)}\r\n`).join(
        '',
      ),
    ),
  range: (random, path) =>
    get(path, `Range: ${random.oneOf(['bytes', 'lines'])}=${random.below(9) - 4}-${random.among('|0|-1|x|1e9')}\r\n`),
  folding: (random, path) => get(path, `${random.oneOf(HEADERS)}: a\r\n${random.oneOf([' ', '\t'])}b\r\n`),
  'line ends': (random, path) => get(path, 'a: b\r\n').replaceAll('\r\n', random.oneOf(['\n', '\r', '\n\r', '\r\r\n'])),
  'two lengths': (random, path) => {
    const [one, other] = random.oneOf([
      ['4', '5'],
      ['4, 4', '4'],
      ['+4', '4'],
      ['-1', '4'],
      ['0x4', '4'],
      ['4 4', '4'],
      ['18446744073709551616', '4'],
    ]);
    return bodied(path, `${JSON_TYPE}Content-Length: ${one}\r\nContent-Length: ${other}\r\n`, 'null');
  },
  'length and chunks': (random, path) => {
    const coding = random.among(
      'chunked|xchunked|chunked, identity|identity|gzip, chunked|chunked, chunked|\x0bchunked|',
    );
    const name = random.oneOf(['Transfer-Encoding', 'Transfer-Encoding ', 'transfer-encoding', 'Transfer_Encoding']);
    return bodied(path, `${JSON_TYPE}Content-Length: 6\r\n${name}: ${coding}\r\n`, `0\r\n\r\n${get('/smuggled')}`);
  },
  chunks: (random, path) => {
    const long = 'b'.repeat(20_000);
    const size = random.among(`|g|-1|+1|0x1|1 |1;|1;a=${long}|fffffffffffffffff|ffffffff|2`);
    const trailer = random.among(`|a: b\r\n|a\0: b\r\n|Content-Length: 5\r\n|: b\r\n|a: ${long}\r\n`);
    return [
      bodied(path, JSON_TYPE + CHUNKED, ''),
      `${size}\r\na${random.oneOf(['\r\n', '\n', '', 'aa\r\n'])}`,
      `0\r\n${trailer}\r\n`,
    ];
  },
  form: (random, path) => {
    const fields = [
      random.oneOf([`email=${random.text(20, 0, 0xff)}`, `${random.text(20, 0x21, 0x7e)}=a`, 'a='.repeat(40_000)]),
      random.among('=|%|&|%00=%ff|__proto__=a|a[b=c]=d|[[=]=b|page=//a|page=/%|retour=/\\a|motDePasse=%F8'),
    ].join('&');
    const length = random.oneOf([fields.length, fields.length, fields.length + 5, 1]);
    const type = random.among('|; charset=klingon|; charset=utf-16|;');
    const headers = `Sec-Fetch-Site: same-origin\r\nReferer: ${random.among(VALUES)}\r\n`;
    return bodied(
      path,
      `${headers}Content-Type: application/x-www-form-urlencoded${type}\r\nContent-Length: ${length}\r\n`,
      fields,
    );
  },
  body: (random, path) => {
    const json = random.oneOf([
      '{',
      '['.repeat(50_000),
      '"',
      '\0',
      '\xff\xfe{}',
      '{"__proto__":{}}',
      'null',
      '{"a":1e999}',
      'a'.repeat(110_000),
    ]);
    const encoding = random.among('||gzip|deflate|br|zstd|gzip, gzip');
    const text = random.below(2) ? json : gzipSync(json).toString('latin1');
    const type = random.among('application/json|application/json; charset=x|image/png|a|');
    return bodied(
      path,
      `Content-Type: ${type}\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${text.length}\r\n`,
      text,
    );
  },
  'broken compression': (random, path) => {
    const whole = gzipSync('a'.repeat(random.oneOf([500, 400_000])), { level: 0 });
    const text = whole.fill(0xff, random.below(whole.length)).toString('latin1');
    return bodied(path, `${JSON_TYPE}Content-Encoding: gzip\r\nContent-Length: ${text.length}\r\n`, text);
  },
  size: (random, path) =>
    random.oneOf([
      get(path, `a: ${'b'.repeat(20_000)}\r\n`),
      get(path, Array.from({ length: 1_500 }, (_, index) => `a${index}: b\r\n`).join('')),
      get(`${path}?${'a'.repeat(20_000)}`),
      get(path, 'a:\r\n'.repeat(3_000)),
      get(path, `Cookie: ${'a=b; '.repeat(3_000)}\r\n`),
    ]),
  NUL: (random, path) => {
    const whole = get(path, 'Accept: */*\r\n');
    const at = random.below(whole.length);
    return whole.slice(0, at) + random.oneOf(['\0', '\0\0', '\r', '\n']) + whole.slice(at);
  },
  pipelining: (random, path) => {
    const parts = Array.from({ length: 1 + random.below(6) }, () => get(path));
    return [
      parts.join(''),
      random.oneOf([
        'nonsense\r\n\r\n',
        get('*'),
        get('http://['),
        'GET',
        bodied(path, CHUNKED, 'x\r\n'),
        get(path, HOST),
      ]),
    ];
  },
  noise: (random) =>
    random.oneOf([
      random.text(1 + random.below(300), 0, 0xff),
      '\x16\x03\x01\x02\0\x01\0',
      '\r\n'.repeat(1 + random.below(9)),
      'PROXY TCP4 a b\r\n',
    ]),
  mutation: (random, path) => {
    const whole = [
      ...random.oneOf([get(path, 'Accept-Encoding: br\r\n'), bodied(path, `${JSON_TYPE}Content-Length: 2\r\n`, '{}')]),
    ];
    for (let change = 0; change <= random.below(4); change += 1)
      whole[random.below(whole.length)] = random.text(1, 0, 0xff);
    return whole.join('');
  },
  'cut off': (random, path) => {
    const whole = random.oneOf([
      get(path),
      bodied(path, JSON_TYPE + CHUNKED, '2\r\n{}\r\n0\r\n\r\n'),
      bodied(path, `${JSON_TYPE}Content-Encoding: gzip\r\nContent-Length: 500\r\n`, '\x1f\x8b'),
    ]);
    return whole.slice(0, 1 + random.below(whole.length));
  },
};

/** Yields `count` requests for these paths, of every kind in turn, and the same ones for the same seed. */
export function* malformedRequests(seed: number, count: number, paths: readonly string[]): Generator<MalformedRequest> {
  const random = randomOf(seed);
  const kinds = Object.entries(KINDS);
  for (let index = 0; index < count; index += 1) {
    const [kind, make] = kinds[index % kinds.length] as [string, Kind];
    const packets = [make(random, random.oneOf(paths))].flat().map((text) => Buffer.from(text, 'latin1'));
    const abort = kind === 'cut off' || random.below(10) === 0 ? random.oneOf(['end', 'reset'] as const) : undefined;
    yield { kind, packets, abort };
  }
}
