/** A node of `explain (analyze, format json)`. */
export interface Plan {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

/** The number of rows that a plan has read from a table or an index of it. */
export function rowsRead(plan: Plan, table: string): number {
  const {
    'Actual Rows': found,
    'Actual Loops': loops,
    'Rows Removed by Filter': others = 0,
    'Rows Removed by Index Recheck': mistaken = 0,
  } = plan;
  const own = plan['Relation Name'] === table ? (found + others + mistaken) * loops : 0;
  return own + (plan.Plans ?? []).reduce((sum, part) => sum + rowsRead(part, table), 0);
}
