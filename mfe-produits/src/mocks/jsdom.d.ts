declare module 'jsdom' {
  /** A page without scripts, made from its HTML. */
  export class JSDOM {
    constructor(html: string);
    readonly window: Window & typeof globalThis;
  }
}
