/** Whether a request's If-None-Match names this ETag (RFC 9110, 13.1.2). */
export const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  Boolean(ifNoneMatch) &&
  (ifNoneMatch === etag ||
    (ifNoneMatch ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag));
