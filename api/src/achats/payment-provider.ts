import type { Langue } from '@boutique/contracts/common';
import type { ModePaiement } from '@boutique/contracts/paiements';

/** What is to be paid. */
export interface Payment {
  commandeId: string;
  numero: string;
  totalCentimes: number;
  /** Null once the buyer's account is deleted. */
  email: string | null;
  langue: Langue;
  /** The time of the order. */
  creeLe: Date;
}

/** A page of a provider on which one order is paid, and the provider's name for it. */
export interface OpenedPage {
  reference: string;
  url: string;
}

/**
 * Payment on a page of a provider, so that the shop sees no card. Every method can be repeated, and has its effect once.
 * Failures of the provider are thrown; the caller tries again.
 */
export interface HostedPayment {
  /** The sums that the provider takes, in cents. */
  readonly limits: { min: number; max: number };
  create(payment: Payment): Promise<OpenedPage>;
  /**
   * Reads an event that the provider has sent.
   * @returns the order that is paid; null for an event that tells of something else
   * @throws ProblemError `signature-invalide`
   */
  confirm(body: Buffer, signature: string): { commandeId: string; reference: string } | null;
  /** Closes the page. @returns `paid` when the buyer was faster */
  expire(reference: string): Promise<'closed' | 'paid'>;
  /** Gives back all that was paid. */
  refund(reference: string): Promise<void>;
}

/** One way to pay. An order of a provider without a page does not wait for its payment. */
export interface PaymentProvider {
  readonly mode: ModePaiement;
  readonly page?: HostedPayment;
}

export const paymentOnDelivery: PaymentProvider = { mode: 'a-la-livraison' };
