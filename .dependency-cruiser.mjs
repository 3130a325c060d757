/** The boundaries of the architecture: which part may know which. Run by `npm run check:boundaries`. */

const tests = '\\.test\\.tsx?$';

/** Rooms of the API: each may know those before it. */
const rooms = ['journal', 'catalogue', 'achats', 'comptes', 'releases'];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'unresolved',
      comment: 'An import that cannot be followed is an import that no rule sees.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '\\?raw$', '\\?url$', '^bun:'] },
    },
    {
      name: 'contracts-know-nobody',
      comment: 'The contract is below everything: zod, and types of React.',
      severity: 'error',
      from: { path: '^contracts/src', pathNot: tests },
      to: { pathNot: ['^contracts/', 'node_modules/zod/', 'node_modules/@types/react/', 'node_modules/react/'] },
    },
    {
      name: 'contracts-run-without-react',
      severity: 'error',
      from: { path: '^contracts/src' },
      to: { path: 'node_modules/(@types/)?react/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'packages-know-no-part',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(api|shell|mfe-[^/]+|e2e|scripts)/' },
    },
    {
      name: 'slices-know-only-themselves',
      severity: 'error',
      from: { path: '^(mfe-[^/]+)/' },
      to: { path: '^(api|shell|mfe-[^/]+|e2e|scripts)/', pathNot: '^$1/' },
    },
    {
      name: 'shell-knows-no-slice',
      severity: 'error',
      from: { path: '^shell/' },
      to: { path: '^(api|mfe-[^/]+|e2e|scripts)/' },
    },
    {
      name: 'api-knows-no-front',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^(shell|mfe-[^/]+|e2e|scripts|packages/(facade|federation|standalone|ui))/' },
    },
    {
      name: 'e2e-talks-http-only',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^(api|shell|mfe-[^/]+)/' },
    },
    {
      name: 'bench-talks-http-only',
      comment: 'The bundle is built from the sources by their paths.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^(api|shell|mfe-[^/]+|scripts)/' },
    },
    {
      name: 'one-way-to-router-and-queries',
      comment: 'Import them from @boutique/facade: it is the copy that the page shares.',
      severity: 'error',
      from: { path: '^(shell/src|mfe-[^/]+|packages/(ui|federation|standalone))/' },
      to: { path: 'node_modules/(react-router|@tanstack/react-query)/' },
    },
    {
      name: 'no-mocks-in-a-release',
      severity: 'error',
      from: { path: '^mfe-[^/]+/src', pathNot: [tests, '^mfe-[^/]+/src/(mocks/|main\\.tsx$|test-[^/]+\\.tsx?$)'] },
      to: {
        path: ['^mfe-[^/]+/src/mocks/', '^packages/(demo-data|contract-testing|standalone)/', 'node_modules/msw/'],
      },
    },
    {
      name: 'builds-know-no-mocks',
      comment: 'The image of a slice is built without them.',
      severity: 'error',
      from: { path: '^packages/(federation|facade|ui)/' },
      to: { path: ['^packages/(demo-data|contract-testing|standalone)/', 'node_modules/msw/'] },
    },
    {
      name: 'no-schemas-in-the-browser',
      comment: 'Browser code takes types from the contract, and its modules without zod.',
      severity: 'error',
      from: {
        path: ['^mfe-[^/]+/src', '^shell/src', '^packages/(facade|ui)/src'],
        pathNot: [tests, '^mfe-[^/]+/src/(mocks/|main\\.tsx$|test-[^/]+\\.tsx?$)', '^shell/src/testing/'],
      },
      to: {
        path: '^contracts/src/',
        pathNot:
          '^contracts/src/(achat|limits|client|countries|dates|delivery-dates|events|field-rules|forms|localized-path|numbers|uri-template|contract-version|shell-context|widgets)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-queries-know-knex',
      severity: 'error',
      from: { path: '^api/src/[^/]+/', pathNot: [tests, '\\.queries\\.ts$', '^api/src/(platform|schema)/'] },
      to: { path: 'node_modules/(knex|pg)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'services-know-no-http',
      severity: 'error',
      from: { path: '\\.service\\.ts$' },
      to: {
        path: ['node_modules/(koa|@koa|@types/koa|koa-bodyparser|knex)/', '^api/src/platform/http/(?!problem|cursor)'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^api/src/platform/', pathNot: tests },
      to: { path: '^api/src/(?!platform/|schema/)[^/]+/' },
    },
    ...rooms.slice(0, -1).map((room, index) => ({
      name: `${room}-knows-no-later-room`,
      severity: 'error',
      from: { path: `^api/src/${room}/`, pathNot: tests },
      to: { path: `^api/src/(${rooms.slice(index + 1).join('|')})/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-standalone|\\.cache|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.browser.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
};
