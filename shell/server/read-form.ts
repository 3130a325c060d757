import type { Context } from 'koa';

const MAX_BYTES = 64 * 2 ** 10;

/** A post that is no form of this shop. The message is for the visitor, in both languages. */
export class FormError extends Error {
  override name = 'FormError';
  readonly status: number;

  constructor(status: number, fr: string, en: string) {
    super(`${fr}\n${en}`);
    this.status = status;
  }
}

/**
 * The fields of a posted form and of its address, by name. A field that comes twice has its last value: a hidden `false`
 * before a checkbox is its value while it is not checked. A field `a[b=c]` is the field `a` of a form in which `b` is
 * `c`: the total for one way of delivery.
 * @throws FormError when the body is no form in UTF-8, or too large
 */
export async function readForm(ctx: Context): Promise<Map<string, string>> {
  if (!['', 'identity'].includes(ctx.get('Content-Encoding')) || ctx.is('urlencoded') === false) {
    throw new FormError(415, 'Ce formulaire n’est pas lisible.', 'This form cannot be read.');
  }
  const texts = [ctx.querystring, await readText(ctx)];
  if (!/^(?:utf-?8)?$/i.test(ctx.request.charset) || !texts.every(isUtf8)) {
    throw new FormError(400, 'Ce formulaire n’est pas en UTF-8.', 'This form is not in UTF-8.');
  }
  const fields = new Map(texts.flatMap((text) => [...new URLSearchParams(text)]));
  for (const [name, value] of fields) {
    const [, field, other = '', expected] = /^([^[]+)\[([^=]+)=(.*)\]$/.exec(name) ?? [];
    if (field === undefined) continue;
    fields.delete(name);
    if (fields.get(other) === expected) fields.set(field, value);
  }
  return fields;
}

async function readText(ctx: Context): Promise<string> {
  const tooLarge = () => new FormError(413, 'Ce formulaire est trop long.', 'This form is too long.');
  if ((ctx.request.length ?? 0) > MAX_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // leaving the loop must not destroy the connection, which still has to carry the answer
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > MAX_BYTES) throw tooLarge();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('latin1');
}

/** Browsers send only ASCII, in which other characters are percent-encoded. */
function isUtf8(form: string): boolean {
  try {
    decodeURIComponent(form);
    return !/[\x80-\xff]/.test(form);
  } catch {
    return false;
  }
}

/**
 * Refuses a form of another site. Browsers name the origin of a post, and no script can forge it (Fetch Metadata; RFC
 * 6454 for the older `Origin`); text browsers send only `Referer`.
 * @param origin the shop's public scheme and host
 * @throws FormError
 */
export function refuseForeignForm(ctx: Context, origin: string): void {
  const site = ctx.get('Sec-Fetch-Site');
  const from = URL.parse(ctx.get('Origin') || ctx.get('Referer'));
  // `none`: the visitor repeats the post, without a page in between
  const isOwn = site ? site === 'same-origin' || site === 'none' : from?.origin === origin || from?.host === ctx.host;
  if (isOwn) return;
  throw new FormError(
    403,
    'Ce formulaire ne peut être envoyé que depuis la boutique.',
    'This form can only be sent from the shop.',
  );
}
