import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { run } from "../shared/cli/run.ts";

/**
 * `npm run demo`: the main job on the saved estate, without AWS and without a network. It is the same command that a user runs, so failing findings are
 * expected; only a scan that could not run is a failure of the demo.
 */
const inventory = fileURLToPath(new URL("estate.json", import.meta.url));
const code = await run(["scan", "--inventory", inventory, ...process.argv.slice(2)], {
	stdout: process.stdout,
	stderr: process.stderr,
	environment: process.env,
	now: Date.now,
	newId: () => randomBytes(8).toString("hex"),
});
if (code === 1) process.exit(1);
process.stderr.write(`
This was a saved estate (demo/estate.json). The exit code of the scan would be ${code}.
Next:
  open the page            parapet-out/<snapshot id>/report.html
  explain a rule           npx parapet rules show rds-instance-not-public
  scan your own account    npx parapet scan --region eu-west-1     (read-only; needs AWS credentials)
`);
