/** PostgreSQL refuses to run as root: then it runs as `nobody`, from a folder that `nobody` can enter. */
export const PRIVILEGED = process.getuid?.() === 0;

/** Where root keeps the copied binaries and the data of every checkout. Only root may write here, unlike in /tmp. */
export const SHARED_FOLDER = '/var/lib/boutique-postgres';

/** `nobody`: the same number on every Linux, and initdb wants a user that has a name. */
const NOBODY = 65534;

/** Options of `spawn` that give up root. */
export const unprivileged = PRIVILEGED ? { uid: NOBODY, gid: NOBODY } : {};

/** Owner of the files that the server reads and writes; undefined when that is the current user anyway. */
export const serverOwner = PRIVILEGED ? NOBODY : undefined;
