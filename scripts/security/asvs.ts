/** Tests as `file: name`, the name as it is written in the file. Each runs without the others of its file. */
interface Tested {
  tests: readonly string[];
}
/** A heading of a document that a test cannot replace, as `file: heading`. */
interface Documented {
  documents: readonly string[];
}
/** Why the shop has nothing that the requirement is about. */
interface Absent {
  absent: string;
}
/** What is missing. */
interface Missing {
  missing: string;
}
export type Coverage = Tested | Documented | Absent | Missing;

const tested = (...tests: string[]): Tested => ({ tests });
const documented = (...documents: string[]): Documented => ({ documents });
const absent = (reason: string): Absent => ({ absent: reason });
const missing = (reason: string): Missing => ({ missing: reason });

const API = 'api/src';
const HTTP = 'api/src/platform/http';
const COMPTES = 'api/src/comptes';
const ACHATS = 'api/src/achats';
const SHELL = 'shell/server';
const DOC = 'docs/security.md';
const SOURCES = 'scripts/security/sources.test.ts';

const oauth = absent('no OAuth and no OpenID Connect: accounts are the shop’s own');
const webrtc = absent('no WebRTC');
const graphql = absent('no GraphQL');
const socket = absent('no WebSocket outside of development');
const memory = absent('no code of ours without memory safety');
const encryption = absent('the shop encrypts nothing itself; TLS and disks are the deployment’s');
const privateNetwork = missing('plain http and PostgreSQL inside the namespace, which network policies close');

/**
 * Every requirement of level 1 and 2 of OWASP ASVS 5.0.0 (https://github.com/OWASP/ASVS/tree/v5.0.0), with what shows that
 * the shop meets it. A requirement that the shop meets in part is `missing`.
 */
export const asvs: Readonly<Record<string, readonly [subject: string, coverage: Coverage]>> = {
  'V1.1.1': [
    'input is decoded once, before it is checked',
    tested(
      `${HTTP}/problems.test.ts: %s is not valid percent-encoding`,
      `${SHELL}/api-proxy.test.ts: %s never reaches the API`,
    ),
  ],
  'V1.1.2': [
    'output is encoded last',
    tested(
      `${SHELL}/compose-page.test.ts: text from a release cannot end the script element or open another`,
      'packages/ui/src/json-ld.test.tsx: the server writes one data element, which no text in it can end',
    ),
  ],
  'V1.2.1': [
    'HTML, attributes and headers',
    tested(
      `${SHELL}/compose-page.test.ts: text from the address cannot break out of its attribute`,
      `${SHELL}/serve-site-map.test.ts: the site map lists every page with its address in each language, and each address names the others`,
    ),
  ],
  'V1.2.2': [
    'URLs made of data',
    tested(
      'contracts/src/client.test.ts: parameters and query are written into the URL, the query sorted by name, without absent and empty values',
      'mfe-utilisateurs/src/forms/safe-retour.test.ts: retour %j leads to %j',
    ),
  ],
  'V1.2.3': [
    'JSON in pages',
    tested(`${SHELL}/api-answers.test.ts: answers are the API’s JSON, in which nothing can end a script element`),
  ],
  'V1.2.4': [
    'SQL',
    tested(
      `${API}/refusals.test.ts: %s: %s %s`,
      `${API}/catalogue/edition.test.ts: a search without letters finds nothing, and pattern characters have no effect`,
    ),
  ],
  'V1.2.5': ['commands of the operating system', tested(`${SOURCES}: V1.2.5 no shell gets a command`)],
  'V1.2.6': ['LDAP', absent('no LDAP')],
  'V1.2.7': ['XPath', absent('no XML is read')],
  'V1.2.8': ['LaTeX', absent('no LaTeX')],
  'V1.2.9': ['regular expressions', tested(`${SOURCES}: V1.2.9 no pattern is made of input`)],
  'V1.3.1': ['HTML of users', absent('no field accepts HTML')],
  'V1.3.2': [
    'evaluated code',
    tested(
      `${SOURCES}: V1.3.2 no text is evaluated`,
      `${SHELL}/renderer.test.ts: a slice’s code finds no environment, files, network, programs or eval`,
    ),
  ],
  'V1.3.3': [
    'lengths and characters',
    tested('contracts/src/field-rules.test.ts: refuses %j by rule and by schema: %s'),
  ],
  'V1.3.4': ['SVG of users', tested(`${API}/catalogue/upload.test.ts: refuses other types and compressed bodies`)],
  'V1.3.5': ['templates and styles of users', absent('no field accepts Markdown, CSS or a template')],
  'V1.3.6': [
    'addresses that somebody else names',
    tested(
      `${SHELL}/overrides.test.ts: a cookie is checked as the parameter is: the gateway fetches no address with a path, a query or a user`,
      `${SHELL}/overrides.test.ts: a dev server of %s is refused with a sentence`,
      `${API}/config.test.ts: refuses %o`,
    ),
  ],
  'V1.3.7': [
    'templates',
    tested(`${SHELL}/compose-page.test.ts: dollar signs in a release are plain text, not patterns for replace()`),
  ],
  'V1.3.8': ['JNDI', absent('no Java')],
  'V1.3.9': ['memcache', absent('no memcache')],
  'V1.3.10': ['format strings', absent('no format string is made of input')],
  'V1.3.11': ['mail headers', tested('contracts/src/field-rules.test.ts: refuses %j by rule and by schema: %s')],
  'V1.4.1': ['memory-safe code', memory],
  'V1.4.2': [
    'ranges of integers',
    tested(
      'contracts/src/input.test.ts: the bounds themselves are in: %j',
      `${API}/catalogue/edition.test.ts: no stock grows beyond its maximum`,
    ),
  ],
  'V1.4.3': ['freed memory', memory],
  'V1.5.1': ['XML', absent('no XML is read')],
  'V1.5.2': [
    'deserialization',
    tested(
      `${HTTP}/bind.test.ts: refuses a body that would change prototypes`,
      `${HTTP}/bind.test.ts: refuses %s, and names the key that it has twice`,
    ),
  ],
  'V2.1.1': ['rules of fields are documented', documented(`${DOC}: Input and its limits`)],
  'V2.1.2': [
    'rules of combined fields are documented',
    documented('docs/decisions/0018-rules-of-typed-texts.md: Decision'),
  ],
  'V2.1.3': [
    'limits are documented',
    documented(`${DOC}: Input and its limits`, 'docs/decisions/0031-limits-of-guest-orders.md: Decision'),
  ],
  'V2.2.1': [
    'input is checked by its schema',
    tested(`${API}/refusals.test.ts: %s: %s %s`, `${API}/fuzz.test.ts: %s: %s`),
  ],
  'V2.2.2': ['the API checks, not the page', tested(`${API}/refusals.test.ts: %s: %s %s`)],
  'V2.2.3': [
    'combined fields',
    tested(
      `${HTTP}/problems.test.ts: %s: says which field and what is expected`,
      'contracts/src/field-rules.test.ts: in %s, the code %j is right: %s, by rule and by schema',
    ),
  ],
  'V2.3.1': [
    'steps in their order',
    tested(
      `${ACHATS}/commandes.test.ts: staff takes an order through its statuses, and its history has each step`,
      `${ACHATS}/commandes.test.ts: an empty cart cannot be ordered`,
    ),
  ],
  'V2.3.2': [
    'limits of the business',
    tested(
      `${ACHATS}/commandes.test.ts: a guest orders few pieces of one product, and few in all; an account more`,
      `${ACHATS}/races.test.ts: parallel requests do not pass the limit of a %s`,
    ),
  ],
  'V2.3.3': [
    'all or nothing',
    tested(`${ACHATS}/commandes.test.ts: a lack of stock is reported line by line, and no stock is taken`),
  ],
  'V2.3.4': [
    'locks',
    tested(
      `${ACHATS}/races.test.ts: stock 5, 30 buyers: 5 orders and 25 refusals, in \${ROUNDS} rounds`,
      `${ACHATS}/races.test.ts: parallel cancellations put the stock back once`,
    ),
  ],
  'V2.4.1': [
    'automated use',
    tested(
      `${ACHATS}/commandes.test.ts: one client address places few orders of guests in an hour; refused and repeated ones do not count`,
      `${COMPTES}/attempts.test.ts: one client address can sign up a hundred times an hour`,
    ),
  ],
  'V3.2.1': [
    'files opened by themselves',
    tested(
      `${SHELL}/serve-remotes.test.ts: a file of a release has its type, is immutable, and runs nothing when opened directly`,
    ),
  ],
  'V3.2.2': ['text stays text', tested(`${SOURCES}: V3.2.2 no text becomes HTML`)],
  'V3.3.1': [
    'Secure cookies',
    tested(
      `${HTTP}/token-cookies.test.ts: over https, cookies have a name that no other host can use, and other names do not count`,
    ),
  ],
  'V3.3.2': [
    'SameSite',
    tested(
      `${ACHATS}/panier.test.ts: a guest’s cookie cannot be read by scripts or sent by other sites, and is stored as a digest`,
    ),
  ],
  'V3.3.3': [
    '__Host- names',
    tested(
      `${HTTP}/token-cookies.test.ts: over https, cookies have a name that no other host can use, and other names do not count`,
    ),
  ],
  'V3.3.4': [
    'HttpOnly',
    tested(
      `${ACHATS}/panier.test.ts: a guest’s cookie cannot be read by scripts or sent by other sites, and is stored as a digest`,
    ),
  ],
  'V3.4.1': [
    'HSTS',
    tested(
      `${SHELL}/security.test.ts: V3.4.1 over %s every answer has the transport policy %s`,
      `${HTTP}/problems.test.ts: V3.4.1 over %s every answer has the transport policy %s`,
    ),
  ],
  'V3.4.2': [
    'no CORS',
    tested(
      `${HTTP}/problems.test.ts: every answer carries the security headers, failures too, and none for other origins`,
    ),
  ],
  'V3.4.3': [
    'content security policy',
    tested(
      `${SHELL}/app.test.ts: the import map with hashes comes before all scripts, and is the only inline script that the policy allows`,
    ),
  ],
  'V3.4.4': [
    'nosniff',
    tested(
      `${HTTP}/problems.test.ts: every answer carries the security headers, failures too, and none for other origins`,
      `${SHELL}/app.test.ts: a page of a slice is HTML with the discovery document and security headers, revalidated each time`,
    ),
  ],
  'V3.4.5': [
    'referrer policy',
    tested(
      `${SHELL}/app.test.ts: a page of a slice is HTML with the discovery document and security headers, revalidated each time`,
    ),
  ],
  'V3.4.6': [
    'no frames',
    tested(
      `${HTTP}/problems.test.ts: every answer carries the security headers, failures too, and none for other origins`,
      `${SHELL}/app.test.ts: a page of a slice is HTML with the discovery document and security headers, revalidated each time`,
    ),
  ],
  'V3.5.1': [
    'forged requests of other sites',
    tested(`${COMPTES}/session.test.ts: %s: %o`, `${SHELL}/serve-forms.test.ts: a form of %s is refused`),
  ],
  'V3.5.2': ['simple requests of other sites', tested(`${COMPTES}/session.test.ts: %s: %o`)],
  'V3.5.3': [
    'reading changes nothing',
    tested(
      `${API}/security.test.ts: V3.5.3 reading changes nothing: each GET request is answered from a database that is read-only`,
    ),
  ],
  'V3.5.4': [
    'one origin for each application',
    missing('slices share one origin by design; docs/security.md says what that means'),
  ],
  'V3.5.5': ['postMessage', tested(`${SOURCES}: V3.5.5 no page listens to other windows`)],
  'V3.7.1': ['old browser technologies', absent('no plug-ins: npm run check:browsers')],
  'V3.7.2': [
    'redirects stay in the shop',
    tested(
      `${SHELL}/overrides.test.ts: the redirect always stays in this shop`,
      `${SHELL}/serve-forms.test.ts: retour and page cannot lead to %j`,
    ),
  ],
  'V4.1.1': [
    'Content-Type',
    tested(
      `${SHELL}/serve-remotes.test.ts: %s has the type %s; without a type it is a download`,
      `${HTTP}/problems.test.ts: %s is not a route`,
    ),
  ],
  'V4.1.2': ['redirects to https', missing('the Ingress decides, and the one in k8s/ has no rule for it')],
  'V4.1.3': [
    'headers of proxies',
    missing(
      'X-Forwarded-For is safe; X-Forwarded-Proto and -Host of a client are believed, and change its own answers only',
    ),
  ],
  'V4.2.1': [
    'request smuggling',
    tested(
      `${SHELL}/security.test.ts: V4.2.1 a request hidden in another by %s never reaches the API`,
      `${SHELL}/security.test.ts: V4.2.1 two requests on one connection both reach the API`,
      'packages/http-server/src/http-server.test.ts: %s is refused',
    ),
  ],
  'V4.3.1': ['costs of queries', graphql],
  'V4.3.2': ['introspection', graphql],
  'V4.4.1': ['WebSocket over TLS', socket],
  'V4.4.2': ['origin of a WebSocket', socket],
  'V4.4.3': ['tokens of a WebSocket', socket],
  'V4.4.4': ['sessions of a WebSocket', socket],
  'V5.1.1': ['accepted files are documented', documented(`${DOC}: Input and its limits`)],
  'V5.2.1': [
    'size of files',
    tested(`${API}/catalogue/upload.test.ts: reads no more than 8 MB, with and without Content-Length`),
  ],
  'V5.2.2': [
    'type of files',
    tested(
      `${API}/catalogue/upload.test.ts: the bytes decide on the type of a picture, not the header; the same bytes give the same files`,
      `${API}/releases/deployment.test.ts: %s is refused with the reason`,
    ),
  ],
  'V5.2.3': [
    'unpacked size',
    tested(
      'packages/release/src/archive.test.ts: more files or bytes than the limits, before any file is read',
      'packages/release/src/check-files.test.ts: that unpack to a hundred megabytes are stopped at the length of the original',
    ),
  ],
  'V5.3.1': [
    'stored files do not run on the server',
    tested(`${API}/releases/deployment.test.ts: a stored file is served by its hash, without a type`),
  ],
  'V5.3.2': [
    'paths of files',
    tested(
      'contracts/src/release.test.ts: %j is not',
      `${SHELL}/serve-remotes.test.ts: %j is not a file that browsers may load: 404 without a request to the API`,
    ),
  ],
  'V5.4.1': [
    'names of files sent by users',
    tested(`${API}/releases/deployment.test.ts: a stored file is served by its hash, without a type`),
  ],
  'V5.4.2': ['names of served files', tested('contracts/src/release.test.ts: %s is a path inside a release')],
  'V5.4.3': [
    'scan for malware',
    missing('no scanner: pictures are decoded and written anew, releases come from teams'),
  ],
  'V6.1.1': ['attempts are documented', documented('docs/decisions/0029-wrong-passwords.md: Decision')],
  'V6.1.2': ['words of the shop in passwords are documented', documented(`${DOC}: Accounts`)],
  'V6.1.3': ['ways to sign in are documented', documented(`${DOC}: Accounts`)],
  'V6.2.1': ['8 characters', tested(`${COMPTES}/comptes.test.ts: refuses as a password %s`)],
  'V6.2.2': [
    'a password can be changed',
    tested(`${COMPTES}/comptes.test.ts: ends the other sessions, and gives this one a new token`),
  ],
  'V6.2.3': [
    'a change needs the present password',
    tested(`${COMPTES}/comptes.test.ts: refuses a wrong password, a common one, and too many attempts`),
  ],
  'V6.2.4': ['common passwords', tested(`${COMPTES}/comptes.test.ts: refuses as a password %s`)],
  'V6.2.5': [
    'any composition',
    tested(
      'mfe-utilisateurs/src/pages/inscription-page.test.tsx: sends every text that the rules allow, in any Unicode form, and the API normalizes it',
    ),
  ],
  'V6.2.6': [
    'masked fields',
    tested(
      'mfe-utilisateurs/src/pages/connexion-page.test.tsx: shows the password on request, and lets password managers fill in the current one',
    ),
  ],
  'V6.2.7': [
    'password managers',
    tested(
      'mfe-utilisateurs/src/pages/connexion-page.test.tsx: shows the password on request, and lets password managers fill in the current one',
    ),
  ],
  'V6.2.8': [
    'whole and in its case',
    tested(`${COMPTES}/passwords.test.ts: a password matches its hash, and no other does`),
  ],
  'V6.2.9': [
    '64 characters',
    tested(
      'mfe-utilisateurs/src/pages/inscription-page.test.tsx: sends every text that the rules allow, in any Unicode form, and the API normalizes it',
    ),
  ],
  'V6.2.10': ['no rotation', documented(`${DOC}: Accounts`)],
  'V6.2.11': ['words of the shop', tested(`${COMPTES}/comptes.test.ts: refuses as a password %s`)],
  'V6.2.12': ['leaked passwords', tested(`${COMPTES}/comptes.test.ts: refuses as a password %s`)],
  'V6.3.1': [
    'guessing',
    tested(
      `${COMPTES}/attempts.test.ts: unknown browsers of a subnet get ten attempts an hour, also in parallel; the owner signs in anywhere else`,
      `${COMPTES}/attempts.test.ts: strangers in ten subnets lock nobody out`,
    ),
  ],
  'V6.3.2': [
    'no default accounts',
    tested(
      `${API}/migrate.test.ts: SEED=none and production insert nothing`,
      `${API}/schema/seed-comptes.test.ts: refuses %o`,
    ),
  ],
  'V6.3.3': [
    'a second factor',
    missing('one factor; wrong passwords are slowed down, and staff has no second factor either'),
  ],
  'V6.3.4': ['no other way to sign in', tested(`${API}/access.test.ts: %s: %s %s`)],
  'V6.4.1': ['first passwords', missing('the random passwords of the demo accounts stay valid; production has none')],
  'V6.4.2': ['no secret questions', absent('no hints and no questions')],
  'V6.4.3': [
    'forgotten passwords',
    tested(
      `${COMPTES}/reinitialisations.test.ts: the link of the mail sets a new password, once, and ends every session`,
      `${COMPTES}/reinitialisations.test.ts: the answer is the same without an account, and does not wait for the link`,
      `${COMPTES}/reinitialisations.test.ts: an account with another’s address yields to the owner, who proves it by mail`,
    ),
  ],
  'V6.4.4': ['a lost second factor', absent('one factor')],
  'V6.5.1': [
    'mailed links work once',
    tested(
      `${COMPTES}/reinitialisations.test.ts: a link that is used twice in parallel works once`,
      `${COMPTES}/verifications.test.ts: a link that is opened twice in parallel works once`,
    ),
  ],
  'V6.5.2': [
    'mailed links are stored as digests',
    tested(
      `${COMPTES}/reinitialisations.test.ts: a link is valid for half an hour, stored as a digest, and replaced by the next one`,
    ),
  ],
  'V6.5.3': [
    'mailed links are random',
    tested(`${API}/security.test.ts: V7.2.3 tokens are 256 random bits of the operating system, and never the same`),
  ],
  'V6.5.4': [
    'mailed links cannot be guessed',
    tested(`${API}/security.test.ts: V7.2.3 tokens are 256 random bits of the operating system, and never the same`),
  ],
  'V6.5.5': [
    'ten minutes for mailed links',
    missing('half an hour for a new password, a day for an address: mail is often read later'),
  ],
  'V6.6.1': ['codes by phone', absent('no phone')],
  'V6.6.2': [
    'a mailed link belongs to its request',
    tested(
      `${COMPTES}/reinitialisations.test.ts: a link is valid for half an hour, stored as a digest, and replaced by the next one`,
    ),
  ],
  'V6.6.3': [
    'guessing of mailed links',
    tested(`${COMPTES}/reinitialisations.test.ts: one client address asks for a hundred links an hour`),
  ],
  'V6.8.1': ['several identity providers', oauth],
  'V6.8.2': ['signed assertions', oauth],
  'V6.8.3': ['SAML', oauth],
  'V6.8.4': ['strength told by a provider', oauth],
  'V7.1.1': ['length of sessions is documented', documented(`${DOC}: Accounts`)],
  'V7.1.2': ['number of sessions is documented', documented(`${DOC}: Accounts`)],
  'V7.1.3': ['federated sessions', oauth],
  'V7.2.1': ['the API checks tokens', tested(`${API}/access.test.ts: %s: %s %s`)],
  'V7.2.2': [
    'tokens are made for a session',
    tested(`${COMPTES}/session.test.ts: a planted session ends at sign-in, and the new session has another token`),
  ],
  'V7.2.3': [
    '128 random bits',
    tested(`${API}/security.test.ts: V7.2.3 tokens are 256 random bits of the operating system, and never the same`),
  ],
  'V7.2.4': [
    'a new token at each sign-in',
    tested(`${COMPTES}/session.test.ts: a planted session ends at sign-in, and the new session has another token`),
  ],
  'V7.3.1': [
    'unused sessions end',
    tested(`${COMPTES}/session.test.ts: a token is useless after signing out, and when it is too old`),
  ],
  'V7.3.2': [
    'old sessions end',
    tested(`${COMPTES}/session.test.ts: a token is useless after signing out, and when it is too old`),
  ],
  'V7.4.1': [
    'signing out ends a session',
    tested(`${COMPTES}/session.test.ts: a token is useless after signing out, and when it is too old`),
  ],
  'V7.4.2': [
    'disabling ends sessions',
    tested(
      `${COMPTES}/administration.test.ts: disabling an account ends its sessions; it cannot sign in until it is enabled again`,
    ),
  ],
  'V7.4.3': [
    'a new password ends sessions',
    tested(`${COMPTES}/comptes.test.ts: ends the other sessions, and gives this one a new token`),
  ],
  'V7.4.4': [
    'signing out is at hand',
    tested(
      'mfe-utilisateurs/src/widgets/menu-compte.test.tsx: signs out on the present page, says so, and keeps the focus',
    ),
  ],
  'V7.4.5': [
    'staff ends sessions',
    tested(
      `${COMPTES}/administration.test.ts: disabling an account ends its sessions; it cannot sign in until it is enabled again`,
    ),
  ],
  'V7.5.1': [
    're-authentication',
    tested(`${COMPTES}/comptes.test.ts: refuses a wrong password, a common one, and too many attempts`),
  ],
  'V7.5.2': ['sessions can be seen', missing('all sessions can be ended at once, but not seen one by one')],
  'V7.6.1': ['sessions of a provider', oauth],
  'V7.6.2': [
    'no session without an action',
    tested(`${ACHATS}/panier.test.ts: reading an empty cart sets no cookie and writes no row`),
  ],
  'V8.1.1': [
    'access is documented',
    documented('docs/decisions/0010-accounts-and-access.md: Decision', `${DOC}: Access`),
  ],
  'V8.1.2': ['access to fields is documented', documented(`${DOC}: Access`)],
  'V8.2.1': ['operations by role', tested(`${API}/access.test.ts: %s: %s %s`)],
  'V8.2.2': [
    'objects by owner',
    tested(
      `${API}/security.test.ts: V8.2.2 %s: what belongs to one account does not exist for others, and stays as it is`,
      `${ACHATS}/commandes.test.ts: only the buyer and staff can read an order; for others it does not exist`,
      `${API}/releases/deployment.test.ts: a token of one slice cannot change another; a revoked or invented token cannot change any`,
    ),
  ],
  'V8.2.3': [
    'fields by role',
    tested(
      `${HTTP}/bind.test.ts: parses the body, and drops output that is not in the contract`,
      `${COMPTES}/utilisateurs.test.ts: lists public profiles by name as French sorts them, without e-mail`,
    ),
  ],
  'V8.3.1': ['the API decides', tested(`${API}/access.test.ts: %s: %s %s`)],
  'V8.4.1': [
    'tenants',
    tested(
      `${API}/releases/deployment.test.ts: a token of one slice cannot change another; a revoked or invented token cannot change any`,
    ),
  ],
  'V9.1.1': [
    'signatures',
    tested(
      `${SHELL}/overrides.test.ts: with a key, only signed overrides apply, checked for the parameter and on every page`,
    ),
  ],
  'V9.1.2': [
    'one algorithm',
    tested(
      `${SHELL}/overrides.test.ts: with a key, only signed overrides apply, checked for the parameter and on every page`,
    ),
  ],
  'V9.1.3': [
    'the key is configured',
    tested(`${SHELL}/config.test.ts: %j is refused with a sentence that names the variable`),
  ],
  'V9.2.1': ['time span of a token', absent('signed overrides, the only signed values, name no time')],
  'V9.2.2': [
    'purpose of a token',
    tested(
      `${SHELL}/overrides.test.ts: with a key, only signed overrides apply, checked for the parameter and on every page`,
    ),
  ],
  'V9.2.3': ['audience of a token', absent('the key of one shop signs for one shop')],
  'V9.2.4': ['audiences of one key', absent('the key of one shop signs for one shop')],
  'V10.1.1': ['tokens for components', oauth],
  'V10.1.2': ['flows of the same browser', oauth],
  'V10.2.1': ['forged token requests', oauth],
  'V10.2.2': ['mix-up', oauth],
  'V10.3.1': ['audience', oauth],
  'V10.3.2': ['claims', oauth],
  'V10.3.3': ['subject', oauth],
  'V10.3.4': ['strength', oauth],
  'V10.4.1': ['redirect addresses', oauth],
  'V10.4.2': ['codes work once', oauth],
  'V10.4.3': ['life of a code', oauth],
  'V10.4.4': ['grants', oauth],
  'V10.4.5': ['refresh tokens', oauth],
  'V10.4.6': ['PKCE', oauth],
  'V10.4.7': ['registration of clients', oauth],
  'V10.4.8': ['end of refresh tokens', oauth],
  'V10.4.9': ['revocation', oauth],
  'V10.4.10': ['confidential clients', oauth],
  'V10.4.11': ['scopes', oauth],
  'V10.5.1': ['nonce', oauth],
  'V10.5.2': ['subject of an ID token', oauth],
  'V10.5.3': ['issuer', oauth],
  'V10.5.4': ['audience of an ID token', oauth],
  'V10.5.5': ['back-channel logout', oauth],
  'V10.6.1': ['response types', oauth],
  'V10.6.2': ['forced logout', oauth],
  'V10.7.1': ['consent', oauth],
  'V10.7.2': ['words of consent', oauth],
  'V10.7.3': ['revoked consent', oauth],
  'V11.1.1': ['policy of keys', documented(`${DOC}: Secrets and cryptography`)],
  'V11.1.2': ['inventory of cryptography', documented(`${DOC}: Secrets and cryptography`)],
  'V11.2.1': ['known implementations', tested(`${SOURCES}: V11.2.1 no cryptography but the platform’s`)],
  'V11.2.2': [
    'algorithms can be replaced',
    tested(`${COMPTES}/session.test.ts: signing in replaces a hash that has older parameters`),
  ],
  'V11.2.3': [
    '128 bits of strength',
    tested(
      `${API}/security.test.ts: V7.2.3 tokens are 256 random bits of the operating system, and never the same`,
      'contracts/src/release.test.ts: integrity is SRI notation with SHA-384; weaker hashes are refused',
    ),
  ],
  'V11.3.1': ['modes of ciphers', encryption],
  'V11.3.2': ['ciphers', encryption],
  'V11.3.3': ['authenticated encryption', encryption],
  'V11.4.1': ['hash functions', tested(`${SOURCES}: V11.4.1 no broken hash functions`)],
  'V11.4.2': [
    'hashes of passwords',
    tested(
      `${COMPTES}/passwords.test.ts: a password matches its hash, and no other does`,
      `${COMPTES}/passwords.test.ts: verifies a hash of the reference implementation`,
    ),
  ],
  'V11.4.3': [
    'hashes for integrity',
    tested('contracts/src/release.test.ts: integrity is SRI notation with SHA-384; weaker hashes are refused'),
  ],
  'V11.4.4': ['keys made of passwords', absent('no key is derived from a password')],
  'V11.5.1': [
    'random values',
    tested(
      `${SOURCES}: V11.5.1 no secret is made of Math.random`,
      `${API}/security.test.ts: V7.2.3 tokens are 256 random bits of the operating system, and never the same`,
    ),
  ],
  'V11.6.1': ['keys of signatures', absent('no asymmetric keys')],
  'V12.1.1': ['versions of TLS', missing('TLS ends at the Ingress, whose controller decides')],
  'V12.1.2': ['ciphers of TLS', missing('TLS ends at the Ingress, whose controller decides')],
  'V12.1.3': ['client certificates', absent('no client certificates')],
  'V12.2.1': ['TLS for browsers', missing('the Ingress has TLS; the one port of Compose and Minikube is plain http')],
  'V12.2.2': ['public certificates', missing('the Secret boutique-tls is the operator’s')],
  'V12.3.1': ['TLS between all parts', privateNetwork],
  'V12.3.2': ['certificates are checked', tested(`${SOURCES}: V12.3.2 nothing turns off the check of certificates`)],
  'V12.3.3': ['TLS between services', privateNetwork],
  'V12.3.4': ['certificates between services', privateNetwork],
  'V13.1.1': ['connections are documented', documented(`${DOC}: Connections`)],
  'V13.2.1': [
    'parts prove who they are',
    missing('a password for PostgreSQL and a deploy token for the gateway, neither of which ends by itself'),
  ],
  'V13.2.2': [
    'least rights',
    tested(`${API}/migrate.test.ts: the role of the server can read and write rows, but not change tables`),
  ],
  'V13.2.3': [
    'no default credentials',
    tested(
      `${API}/schema/seed-comptes.test.ts: random passwords are printed for a developer, once`,
      'scripts/minikube/minikube.test.ts: the secrets have random passwords, which no command line and no output shows',
    ),
  ],
  'V13.2.4': ['allowed connections', tested('scripts/k8s/rules.test.ts: overlay %s breaks no rule')],
  'V13.2.5': [
    'allowed addresses',
    tested(
      `${SHELL}/overrides.test.ts: a cookie is checked as the parameter is: the gateway fetches no address with a path, a query or a user`,
      `${API}/config.test.ts: reads the origins of slices from %o`,
    ),
  ],
  'V13.3.1': [
    'secrets come from files',
    tested(`${API}/config.test.ts: reads secrets from files`, `${API}/config.test.ts: errors never contain a secret`),
  ],
  'V13.3.2': ['each part has its own secrets', tested('scripts/k8s/rules.test.ts: overlay %s breaks no rule')],
  'V13.4.1': [
    'no source control files',
    tested(`${SHELL}/app.test.ts: %s is not served as a file: a page with status 404`),
  ],
  'V13.4.2': [
    'no debugging in production',
    tested(
      `${SHELL}/overrides.test.ts: when overrides are off, parameter and cookie are ignored`,
      `${API}/releases/frontends.test.ts: an absolute entry, in production: %s`,
    ),
  ],
  'V13.4.3': [
    'no listings of folders',
    tested(`${SHELL}/serve-remotes.test.ts: %j is not a file that browsers may load: 404 without a request to the API`),
  ],
  'V13.4.4': [
    'no TRACE',
    tested(
      `${SHELL}/security.test.ts: V13.4.4 %s is refused, for pages and for the API`,
      `${API}/security.test.ts: V13.4.4 %s is refused`,
    ),
  ],
  'V13.4.5': ['metrics are not public', tested(`${SHELL}/api-proxy.test.ts: %s never reaches the API`)],
  'V14.1.1': ['kinds of data', documented(`${DOC}: Data`)],
  'V14.1.2': ['protection of data', documented(`${DOC}: Data`)],
  'V14.2.1': [
    'no secrets in addresses',
    missing('mailed links have their token in the query, as links must; no request of the API to change something has'),
  ],
  'V14.2.2': [
    'no kept answers for one person',
    tested(
      'packages/http-server/src/kept-responses.test.ts: %s, an answer for one visitor, is not kept',
      `${SHELL}/api-answers.test.ts: a visitor with a session or a cart gets answers of their own`,
    ),
  ],
  'V14.2.3': [
    'no trackers',
    tested(
      `${SHELL}/app.test.ts: the import map with hashes comes before all scripts, and is the only inline script that the policy allows`,
    ),
  ],
  'V14.2.4': [
    'data is deleted in time',
    tested(
      `${API}/platform/cleanup.test.ts: deletes only outdated rows`,
      `${COMPTES}/comptes.test.ts: keeps orders and reviews without personal data, and deletes everything else`,
    ),
  ],
  'V14.3.1': [
    'signing out clears the page',
    tested(
      'shell/src/slices/use-session.test.tsx: after an account change in another tab, the old account’s addresses are never shown, not even while loading',
    ),
  ],
  'V14.3.2': [
    'answers for one person are not cached',
    tested(`${COMPTES}/session.test.ts: answers that depend on a cookie are not cacheable; others are`),
  ],
  'V14.3.3': [
    'storage of browsers',
    missing('a checkout in progress keeps the typed address in the tab’s session storage'),
  ],
  'V15.1.1': ['time to update', documented(`${DOC}: Dependencies`)],
  'V15.1.2': ['list of components', documented(`${DOC}: Dependencies`)],
  'V15.1.3': ['costly work is documented', documented(`${DOC}: Input and its limits`)],
  'V15.2.1': [
    'components are up to date',
    missing('npm run check:audit decides at the time of the check; no test can'),
  ],
  'V15.2.2': [
    'costly work is bounded',
    tested(
      `${COMPTES}/passwords.test.ts: four hashes run in parallel, a hundred wait, the next one is refused`,
      `${ACHATS}/races.test.ts: orders that wait for their turn are bounded: the others are told when to come back`,
      `${API}/platform/database-stopped.test.ts: no more than a thousand queries wait for a connection`,
    ),
  ],
  'V15.2.3': [
    'no test code in production',
    tested('scripts/prune-workspace.test.ts: %s is built without mocks; a slice also without tests and demo data'),
  ],
  'V15.3.1': [
    'only the fields of the contract',
    tested(`${HTTP}/bind.test.ts: parses the body, and drops output that is not in the contract`),
  ],
  'V15.3.2': [
    'no redirects are followed',
    tested('packages/release/src/fetch-release.test.ts: a redirect is not followed'),
  ],
  'V15.3.3': ['mass assignment', tested(`${API}/refusals.test.ts: %s: %s %s`)],
  'V15.3.4': [
    'client addresses',
    tested(
      `${SHELL}/api-proxy.test.ts: the API gets the client address and the requested host; an X-Forwarded-For from the client stays in front`,
      `${COMPTES}/attempts.test.ts: forged addresses in X-Forwarded-For gain no attempts; an account remembers ten browsers`,
    ),
  ],
  'V15.3.5': ['types of values', tested(`${API}/fuzz.test.ts: %s: %s`)],
  'V15.3.6': [
    'prototypes',
    tested(
      `${HTTP}/bind.test.ts: refuses a body that would change prototypes`,
      'packages/release/src/parse-release.test.ts: a field named %s',
    ),
  ],
  'V15.3.7': ['repeated parameters', tested(`${HTTP}/problems.test.ts: %s: says which field and what is expected`)],
  'V16.1.1': ['logs are documented', documented(`${DOC}: Logs`)],
  'V16.2.1': [
    'when, where, what',
    missing('lines have time, process, route and status, but neither account nor client address'),
  ],
  'V16.2.2': ['times are UTC', documented(`${DOC}: Logs`)],
  'V16.2.3': ['where logs go', documented(`${DOC}: Logs`)],
  'V16.2.4': [
    'logs can be read by programs',
    tested(`${HTTP}/request-log.test.ts: one line per request, with the template of the route`),
  ],
  'V16.2.5': [
    'no secrets in logs',
    tested(
      `${API}/security.test.ts: V16.2.5 the log of a sign-up, a purchase and a reset has no password, token, name, address or e-mail`,
      `${COMPTES}/reinitialisations.test.ts: the log of requests has no token`,
    ),
  ],
  'V16.3.1': ['sign-ins are logged', missing('by route and status, without the account')],
  'V16.3.2': ['refusals are logged', missing('by route and status, without the account')],
  'V16.3.3': [
    'attacks are logged',
    missing('limits that refuse are lines with the status 429, without the client address'),
  ],
  'V16.3.4': [
    'failures are logged',
    tested(`${HTTP}/request-log.test.ts: an unexpected failure is logged as an error, with its cause`),
  ],
  'V16.4.1': [
    'forged lines of logs',
    tested(`${API}/security.test.ts: V16.4.1 a request cannot write a second line into the log`),
  ],
  'V16.4.2': ['protected logs', missing('the container platform’s: processes write to standard output only')],
  'V16.4.3': ['logs on another system', missing('the container platform’s: processes write to standard output only')],
  'V16.5.1': ['failures tell nothing', tested(`${HTTP}/bind.test.ts: reveals nothing about an internal failure: %s`)],
  'V16.5.2': [
    'failures of others',
    tested(
      `${API}/platform/database-stopped.test.ts: while the database is stopped, requests get a 503, those that wait for it within two seconds; then it answers again`,
      `${SHELL}/api-proxy.test.ts: answers a 503 problem when the API is down`,
    ),
  ],
  'V16.5.3': [
    'failures do not open',
    tested(
      `${ACHATS}/commandes.test.ts: a lack of stock is reported line by line, and no stock is taken`,
      `${API}/migrate.test.ts: a database with migrations of another line is refused`,
    ),
  ],
  'V17.1.1': ['TURN', webrtc],
  'V17.2.1': ['keys of DTLS', webrtc],
  'V17.2.2': ['ciphers of DTLS', webrtc],
  'V17.2.3': ['SRTP', webrtc],
  'V17.2.4': ['malformed SRTP', webrtc],
  'V17.3.1': ['floods of signals', webrtc],
  'V17.3.2': ['malformed signals', webrtc],
};
