import type { Acces } from '@boutique/contracts/route';
import type { Role } from '@boutique/contracts/utilisateurs';
import type { Context, Middleware } from 'koa';
import { ProblemError } from './problem-error.ts';

/** The account that a request is made with. */
export interface SignedIn {
  id: string;
  nom: string;
  role: Role;
}

/** Finds out who sends a request; null for a guest. Called at most once per request, and only when somebody asks. */
export type Identify = (ctx: Context) => Promise<SignedIn | null>;

/** What a deploy token is for; null for one that nobody has given. */
export type IdentifyDeployer = (token: string) => Promise<Deployer | null>;

interface Deployer {
  slice: string;
  /** The token's. */
  name: string;
}

/** Makes `visitorOf` and `callerOf` work for what follows. */
export const visitors =
  (identify: Identify, identifyDeployer: IdentifyDeployer): Middleware =>
  (ctx, next) => {
    let identified: Promise<SignedIn | null> | undefined;
    let deploying: Promise<Deployer | null> | undefined;
    ctx.state.visitor = () => (identified ??= identify(ctx));
    ctx.state.deployer = (token: string) => (deploying ??= identifyDeployer(token));
    return next();
  };

/** Who sends this request; null for a guest. */
export const visitorOf = (ctx: Context): Promise<SignedIn | null> => ctx.state.visitor();

/** The account of a route that is not public. @throws ProblemError `non-connecte` */
export async function signedInOf(ctx: Context): Promise<SignedIn> {
  const visitor = await visitorOf(ctx);
  if (visitor) return visitor;
  throw new ProblemError('non-connecte', 'Connectez-vous, puis recommencez.');
}

/** Lets pass whom the contract lets pass. @throws ProblemError `non-connecte`, `acces-refuse` */
export async function refuseUnlessAllowed(ctx: Context, acces: Acces): Promise<void> {
  if (acces === 'public') return;
  if (acces === 'deployer' && bearerToken(ctx) !== undefined) return refuseForeignToken(ctx);
  const { role } = await signedInOf(ctx);
  if (acces !== 'compte' && role !== 'admin') {
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
      'Ce jeton de déploiement n’est pas valable : il a été révoqué, ou mal copié. L’administration en donne un autre.',
    );
  }
  if (deployer.slice === ctx.params.slice) return;
  throw new ProblemError(
    'acces-refuse',
    `Ce jeton est celui de la slice ${deployer.slice} : il ne peut rien pour ${ctx.params.slice}.`,
  );
}

/** Who asks for a change of a slice, as its history names him. @throws ProblemError `non-connecte` */
export async function callerOf(ctx: Context): Promise<string> {
  const deployer = await deployerOf(ctx);
  return deployer ? `token ${deployer.name}` : (await signedInOf(ctx)).nom;
}
