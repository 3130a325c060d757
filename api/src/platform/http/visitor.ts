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

/** Makes `visitorOf` work for what follows. */
export const visitors =
  (identify: Identify): Middleware =>
  (ctx, next) => {
    let identified: Promise<SignedIn | null> | undefined;
    ctx.state.visitor = () => (identified ??= identify(ctx));
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
  const { role } = await signedInOf(ctx);
  if (acces === 'admin' && role !== 'admin') {
    throw new ProblemError('acces-refuse', 'Cette action est réservée à l’administration de la boutique.');
  }
}
