/**
 * The command line of npm: of the one that runs this process, whose path npm tells, because on Windows `npm` is no program
 * that can be started without a shell.
 */
export const npmCommand = (
  args: readonly string[],
  { npm_execpath: script }: NodeJS.ProcessEnv = process.env,
): [command: string, args: string[]] => (script ? [process.execPath, [script, ...args]] : ['npm', [...args]]);
