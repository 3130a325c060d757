// Runs before a script in TypeScript, so it must be JavaScript that any Node understands.
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  console.error(
    `This is Node.js ${process.versions.node}, and Node.js 24, which npm installs into node_modules, is not there, because install scripts did not run: run \`npm ci\` without --ignore-scripts, or install Node.js 24.`,
  );
  process.exit(1);
}
