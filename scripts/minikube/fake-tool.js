import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Replaces minikube, docker or kubectl in tests: `fake-tool.js <tool> <arguments…>`. Records each call in the folder
 * FAKE_TOOLS and gives the first answer there whose words are all in the call. Repeated calls get its outputs in order,
 * then the last one again. It is JavaScript to start fast, since each test runs it a dozen times.
 */
const folder = process.env.FAKE_TOOLS ?? '';
const callsFile = path.join(folder, 'calls');
const line = process.argv.slice(2).join(' ');
const answers = JSON.parse(readFileSync(path.join(folder, 'answers'), 'utf8'));
const before = readFileSync(callsFile, 'utf8').split('\n').filter(Boolean);
const answering = (call) => answers.find(({ to }) => to.split(' ').every((word) => call.includes(word)));
const answer = answering(line);
const input = line.includes('--filename -') ? readFileSync(0, 'utf8') : '';
appendFileSync(
  callsFile,
  `${JSON.stringify({ line, input, pid: process.pid, dockerHost: process.env.DOCKER_HOST })}\n`,
);
const times = before.filter((call) => answering(JSON.parse(call).line) === answer).length;
const { outputs = [], fails = false, stays = false } = answer ?? {};
process.stdout.write(outputs[Math.min(times, outputs.length - 1)] ?? '');
if (fails) process.exitCode = 1;
if (stays) setInterval(() => {}, 60_000);
