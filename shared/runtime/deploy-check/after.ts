import { ConfigError } from "../../core/errors.ts";
import { s3Store } from "../../sinks/s3/aws-store.ts";
import type { Deployed } from "../app/deployed.ts";
import { stateLayout } from "../app/layout.ts";
import { readAppConfig } from "../app/opening.ts";
import { checkConfiguration } from "./before.ts";
import { type Check, unknown } from "./check.ts";
import type { OpenAccess } from "./open.ts";
import { checkPath, noPath, type PathParts, targetsToReach } from "./path.ts";
import { checkLastRun } from "./runs.ts";
import { checkState } from "./state.ts";

/** What the checks after a deploy need beside the way to AWS. */
export interface AfterParts extends Omit<PathParts, "targets"> {
	/** Configuration file; absent: the one of this directory. */
	readonly config?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Targets to reach; absent: every one that was deployed. */
	readonly targets?: readonly string[] | undefined;
	/** False: look only, send nothing. */
	readonly event: boolean;
}

/** What is deployed: its state, how the last scan ended, and whether an event that goes in comes out as an alert at every target. */
export async function checkAfter(access: OpenAccess, deployed: Deployed, parts: AfterParts): Promise<Check[]> {
	const { input } = await checkConfiguration(parts.config, parts.environment);
	const local = input && stateLayout.config(input.config.sha256);
	const checks = [...(await checkState(access, deployed, local)), await checkLastRun(access, deployed)];
	if (!parts.event) return [...checks, noPath(deployed)];
	const targets = parts.targets ?? (await deployedTargets(access, deployed));
	if (typeof targets === "string")
		return [
			...checks,
			unknown(
				"synthetic event",
				`The targets of alerts are not known: ${targets}`,
				"Name them with --target, or read the state bucket with credentials that may.",
			),
		];
	return [...checks, ...(await checkPath(access, deployed, { ...parts, targets: targetsToReach(targets) }))];
}

/** The targets of the configuration as it was deployed, or why they are not known. */
async function deployedTargets(access: OpenAccess, { buckets, config }: Deployed): Promise<readonly string[] | string> {
	try {
		const { alerts } = await readAppConfig(s3Store(access.caller(), { bucket: buckets.state }), config);
		return Object.keys(alerts?.targets ?? {});
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		return error.message;
	}
}
