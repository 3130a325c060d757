/** Whether a request's If-None-Match names this ETag, compared weakly (RFC 9110, 13.1.2). */
export const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch === etag ||
    ifNoneMatch.trim() === '*' ||
    // a tag may contain commas
    ifNoneMatch.match(/"[^"]*"/g)?.some((tag) => tag === etag) === true);
