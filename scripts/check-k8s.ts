import { nameOf, Overlay } from './k8s/overlay.ts';
import { checkKubectl, listOverlays, renderOverlay } from './k8s/render.ts';
import { rules } from './k8s/rules.ts';
import { schemaProblems } from './k8s/schema.ts';

/**
 * Renders every overlay and checks each object against the schema of its kind, then against our own rules. Also fails
 * when there are too few overlays or objects.
 */
const MINIMUM_OVERLAYS = 3;
const MINIMUM_OBJECTS = 35;

const complaints: string[] = [];
try {
  await checkKubectl();
  const names = await listOverlays();
  for (const name of names) {
    const objects = await renderOverlay(name);
    let problems = await schemaProblems(objects);
    if (problems.length === 0) {
      const overlay = new Overlay(objects);
      problems = rules.flatMap((rule) => [...rule(overlay)]);
    }
    for (const { object, message } of problems) {
      complaints.push(`overlay ${name}, ${object.kind}/${nameOf(object)}: ${message}`);
    }
    if (objects.length < MINIMUM_OBJECTS) {
      complaints.push(`overlay ${name} has ${objects.length} objects; at least ${MINIMUM_OBJECTS} are expected`);
    }
    console.log(`overlay ${name}: ${objects.length} objects, ${rules.length} rules`);
  }
  if (names.length < MINIMUM_OVERLAYS) {
    complaints.push(`k8s/overlays holds ${names.length} overlays; at least ${MINIMUM_OVERLAYS} are expected`);
  }
} catch (error) {
  complaints.push((error as Error).message);
}
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
