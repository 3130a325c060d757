import type { Access } from '@boutique/contracts/route';
import type { Role } from '@boutique/contracts/utilisateurs';
import type { Context, Middleware } from 'koa';
import { ProblemError } from './problem-error.ts';

/** The account that is signed in. */
export interface SignedIn {
  id: string;
  nom: string;
  role: Role;
}

/** Finds the account of a request; null for a guest. Called at most once per request, and only if needed. */
export type Identify = (ctx: Context) => Promise<SignedIn | null>;

/** Finds the slice and name of a deploy token; null for an invalid token. */
export type IdentifyDeployer = (token: string) => Promise<Deployer | null>;

interface Deployer {
  slice: string;
  /** The name of the token. */
  name: string;
}

/** Prepares `accountOf` and `authorOf` for later middleware. */
export const identifyCallers =
  (identify: Identify, identifyDeployer: IdentifyDeployer): Middleware =>
  (ctx, next) => {
    let identified: Promise<SignedIn | null> | undefined;
    let deploying: Promise<Deployer | null> | undefined;
    ctx.state.account = () => (identified ??= identify(ctx));
    ctx.state.deployer = (token: string) => (deploying ??= identifyDeployer(token));
    return next();
  };

/** The account of this request; null for a guest. */
export const accountOf = (ctx: Context): Promise<SignedIn | null> => ctx.state.account();

/** The account of this request, for routes that need one. @throws ProblemError `non-connecte` */
export async function signedInOf(ctx: Context): Promise<SignedIn> {
  const account = await accountOf(ctx);
  if (account) return account;
  throw new ProblemError('non-connecte', 'Connectez-vous, puis recommencez.');
}

/** Refuses callers that the contract does not allow. @throws ProblemError `non-connecte`, `acces-refuse` */
export async function refuseUnlessAllowed(ctx: Context, access: Access): Promise<void> {
  if (access === 'public') return;
  if (access === 'deployer' && bearerToken(ctx) !== undefined) return refuseForeignToken(ctx);
  const { role } = await signedInOf(ctx);
  if (access !== 'account' && role !== 'admin') {
    throw new ProblemError('acces-refuse', 'Cette action est réservée à l’administration de la boutique.');
  }
}

/** RFC 6750: `Authorization: Bearer <token>`. */
const bearerToken = (ctx: Context): string | undefined => /^Bearer +(\S+)$/i.exec(ctx.get('Authorization'))?.[1];

const deployerOf = async (ctx: Context): Promise<Deployer | null> => {
  const token = bearerToken(ctx);
  return token === undefined ? null : ctx.state.deployer(token);
};

async function refuseForeignToken(ctx: Context): Promise<void> {
  const deployer = await deployerOf(ctx);
  if (!deployer) {
    throw new ProblemError(
      'non-connecte',
      'This deploy token is not valid: it was revoked, or not copied whole. An administrator of the shop makes another one.',
    );
  }
  if (deployer.slice === ctx.params.slice) return;
  throw new ProblemError(
    'acces-refuse',
    `This token is for the slice ${deployer.slice}; it cannot change ${ctx.params.slice}.`,
  );
}

/** The author of a change of a slice: a deploy token, an account, or the API itself. */
export interface Author {
  /** As the history has it: `token <name>`, the account's name, `followed origin` or `automatic`. */
  name: string;
  /** Null unless it is an account. */
  accountId: string | null;
}

/** The author of the change that this request makes. @throws ProblemError `non-connecte` */
export async function authorOf(ctx: Context): Promise<Author> {
  const deployer = await deployerOf(ctx);
  if (deployer) return { name: `token ${deployer.name}`, accountId: null };
  const { id, nom } = await signedInOf(ctx);
  return { name: nom, accountId: id };
}
