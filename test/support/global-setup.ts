import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { graphsOf } from "./infra/graph-file.ts";

/** The end-to-end suites run the command as it ships, so it is built from the sources under test. Gives what tidies up after all of them. */
export default async function setup(): Promise<() => Promise<void>> {
	const tidy = () => rm(graphsOf(process.pid), { force: true });
	// Another process of this number may have been killed.
	await tidy();
	execFileSync(process.execPath, ["scripts/build.ts"], { stdio: "inherit" });
	return tidy;
}
