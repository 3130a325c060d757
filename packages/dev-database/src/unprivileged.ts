/** Whether this process is root. PostgreSQL refuses to run as root, so it then runs as the user `nobody`. */
export const PRIVILEGED = process.getuid?.() === 0;

/** Root's folder for the copied binaries and the data of every checkout. Only root may write here, unlike in /tmp. */
export const SHARED_FOLDER = '/var/lib/boutique-postgres';

/** The user `nobody`: it has the same number on every Linux, and the name that initdb requires. */
const NOBODY = 65534;

/** Options of `spawn` that give up root. */
export const unprivileged = PRIVILEGED ? { uid: NOBODY, gid: NOBODY } : {};

/** Owner of the files that the server reads and writes; undefined when that is the current user anyway. */
export const serverOwner = PRIVILEGED ? NOBODY : undefined;
