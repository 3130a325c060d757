import type { Fault } from './field-rules.ts';
import type { PAYS } from './limits.ts';

// Valid and invalid typed texts. The tests of rules, schemas, API, mocks and pages all run these values.

interface Samples {
  /** The typed text, and the text to store. */
  right: readonly (readonly [typed: string, kept: string])[];
  /** The typed text, and its fault. */
  wrong: readonly (readonly [typed: string, fault: Fault])[];
}

/** For every text whose rule differs from that of a name only in its length. */
const line: Samples = {
  right: [
    ['Camille Durand', 'Camille Durand'],
    ['  Camille\u00a0', 'Camille'],
    ['e\u0301le\u0301onore', 'éléonore'],
    ['李', '李'],
    ['عُمَر\u200f', 'عُمَر\u200f'],
    ['👩\u200d💻', '👩\u200d💻'],
    ['-', '-'],
    ['Camille\n', 'Camille'],
  ],
  wrong: [
    ['', 'missing'],
    [' \t\n\u3000', 'missing'],
    ['\u200b', 'missing'],
    ['\u3164', 'missing'],
    ['\u2800', 'missing'],
    ['\u0301', 'missing'],
    ['\ufeff\u200e\u00ad', 'missing'],
    ['Camille\0', 'characters'],
    ['\0', 'characters'],
    ['Camille\u0007Durand', 'characters'],
    ['Camille\tDurand', 'characters'],
    ['Camille\r\nDurand', 'characters'],
    ['Camille\u2028Durand', 'characters'],
    ['Camille\u0085Durand', 'characters'],
    ['Camille\ud83d', 'characters'],
    ['\udc00Camille', 'characters'],
    ['\u202eelliamaC', 'characters'],
    ['Camille\u2066Durand', 'characters'],
    ['x'.repeat(4_001), 'tooLong'],
  ],
};

const lines: Samples = {
  right: [...line.right, ['Un\r\ndeux\ttrois\u2028quatre', 'Un\ndeux\ttrois\nquatre']],
  wrong: line.wrong.filter(([typed]) => !/[\t\r\u2028]/.test(typed) || typed.trim() === ''),
};

const label = 'a'.repeat(63);

export const samples = {
  line,
  lines,
  optionalLine: {
    right: [...line.right, ['', ''], [' ', ''], ['\u200b', '']],
    wrong: line.wrong.filter(([, fault]) => fault !== 'missing'),
  },
  email: {
    right: [
      ['camille@exemple.fr', 'camille@exemple.fr'],
      [' Camille.Durand+shop@Exemple.FR\n', 'Camille.Durand+shop@Exemple.FR'],
      ['camille@exemple', 'camille@exemple'],
      ["o'neil@exemple.museum", "o'neil@exemple.museum"],
      ['a..b@exemple.fr', 'a..b@exemple.fr'],
      ['.a@exemple.fr', '.a@exemple.fr'],
      ['camille@1.fr', 'camille@1.fr'],
      ['a@bücher.example', 'a@xn--bcher-kva.example'],
      ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
      ['a@BÜCHER。example', 'a@xn--bcher-kva.example'],
      [`a@${label}.fr`, `a@${label}.fr`],
      [`${'x'.repeat(244)}@exemple.f`, `${'x'.repeat(244)}@exemple.f`],
    ],
    wrong: [
      ['', 'missing'],
      ['  ', 'missing'],
      ['camille', 'email'],
      ['camille@', 'email'],
      ['@exemple.fr', 'email'],
      ['a@b@exemple.fr', 'email'],
      ['camille@exemple..fr', 'email'],
      ['camille@exemple.fr.', 'email'],
      ['camille@-exemple.fr', 'email'],
      ['camille@exemple-.fr', 'email'],
      ['camille@exem_ple.fr', 'email'],
      ['camille durand@exemple.fr', 'email'],
      ['élodie@exemple.fr', 'email'],
      ['"camille"@exemple.fr', 'email'],
      ['camille@[127.0.0.1]', 'email'],
      ['camille@bücher.example/chemin', 'email'],
      ['camille@bücher.example:25', 'email'],
      ['camille@bü cher.example', 'email'],
      ['camille@\ud800.fr', 'email'],
      ['camille\0@exemple.fr', 'email'],
      ['camille@exemple.fr\u202e', 'email'],
      [`a@${label}a.fr`, 'email'],
      [`${'x'.repeat(245)}@exemple.f`, 'tooLong'],
      // short as typed, too long once its domain is in ASCII
      [`${'x'.repeat(240)}@bücher.fr`, 'tooLong'],
    ],
  },
  newPassword: {
    right: [
      ['une phrase à retenir', 'une phrase à retenir'],
      ['🙂🙃🙂🙃🙂🙃🙂🙃', '🙂🙃🙂🙃🙂🙃🙂🙃'],
      ['🙂'.repeat(128), '🙂'.repeat(128)],
      ['  espaces  ', '  espaces  '],
    ],
    wrong: [
      ['', 'missing'],
      ['court', 'tooShort'],
      ['🙂🙃🙂🙃', 'tooShort'],
      // eight characters as typed, four as the API reads them
      ['e\u0301'.repeat(4), 'tooShort'],
      ['x'.repeat(129), 'tooLong'],
      ['une phrase\0', 'characters'],
      ['une phrase\ud800', 'characters'],
    ],
  },
} as const satisfies Record<string, Samples>;

/** A country, a postcode, and whether it is valid there. */
export const codesPostaux: readonly (readonly [pays: (typeof PAYS)[number], code: string, right: boolean])[] = [
  ['FR', '75011', true],
  ['FR', ' 75011 ', true],
  ['FR', '20090', true],
  ['FR', '97110', true],
  ['FR', '97500', false],
  ['FR', '98800', false],
  ['FR', '00100', false],
  ['FR', '1204', false],
  ['FR', '750111', false],
  ['FR', '７５０１１', false],
  ['FR', '2A004', false],
  ['BE', '1000', true],
  ['BE', '75011', false],
  ['LU', '1855', true],
  ['LU', 'L-1855', true],
  ['LU', 'l1855', true],
  ['LU', 'L 1855', false],
  ['CH', '1204', true],
  ['CH', '75011', false],
  ['MC', '98000', true],
  ['MC', '75011', false],
];
