/**
 * The browsers that builds of shell and slices run in, as Vite's build target: Baseline widely available
 * (https://web.dev/baseline), which every engine has had for 30 months. `scripts/check-browsers.ts` checks that the sources
 * use no newer web API.
 */
export const BROWSER_TARGET = 'baseline-widely-available';
