import { type CleanupRule, expired } from '../platform/cleanup.ts';
import { deleteUnusedFiles } from './stored-files.queries.ts';

export const releasesCleanup: CleanupRule[] = [
  expired('incidents', "at < now() - interval '30 days'"),
  expired('release_clients', "seen_at < now() - interval '2 days'"),
  expired('release_measures', "measure in ('loads', 'failures') and at < now() - interval '2 days'"),
  expired('release_measures', "at < now() - interval '60 days'"),
  { table: 'release_contents', deleteBatch: deleteUnusedFiles },
];
