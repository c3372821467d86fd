import { execFileSync } from "node:child_process";

/** The end-to-end suites run the command as it ships, so it is built from the sources under test. */
export default function setup(): void {
	execFileSync(process.execPath, ["scripts/build.ts"], { stdio: "inherit" });
}
