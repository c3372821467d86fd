import { ConfigError } from "../../../core/errors.ts";
import type { Inventory } from "../../../core/inventory.ts";
import type { Source } from "../../../core/kinds.ts";
import type { AnyRule } from "../../../core/rule.ts";
import type { Snapshot } from "../../../core/snapshot.ts";
import { policyPrefix } from "../../../policies/rule-id.ts";
import { printable } from "../../../reports/text.ts";
import { type EstateRequest, readEstate } from "../../../runtime/read-estate.ts";
import type { ScanSettings } from "../../../runtime/scan-settings.ts";
import { showProgress } from "../../progress.ts";
import { type Terminal, write } from "../../terminal.ts";

/** What is read now: AWS, clusters, databases, as far as they are asked for, with progress and warnings on the terminal. */
export const read = (
	settings: ScanSettings,
	rules: readonly AnyRule[],
	terminal: Terminal,
	known: Pick<EstateRequest, "stored" | "previous">,
): Promise<Inventory> =>
	readEstate({
		...known,
		settings,
		rules,
		environment: terminal.environment,
		now: terminal.now,
		progress: () => showProgress(terminal),
		warn: (warnings) => warn(warnings, terminal),
	});

/** Policies are loaded before anything is read, so that a broken bundle is told at once; nothing of them when none is asked for. */
export async function loadedPolicies(settings: ScanSettings, sources: ReadonlySet<Source>, terminal: Terminal) {
	if (settings.policies.paths.length === 0 && !settings.policies.shipped) {
		assertNoPolicyNamed(settings);
		return undefined;
	}
	const { preparePolicies } = await import("../../../runtime/prepare-policies.ts");
	const prepared = await preparePolicies(settings, sources, terminal.environment);
	await warn(prepared.warnings, terminal);
	return prepared;
}

function assertNoPolicyNamed({ selection }: ScanSettings): void {
	const named = selection.rules?.find((id) => id.startsWith(policyPrefix));
	if (named) throw new ConfigError(`${named} is the rule of a policy, and no policies are loaded: --policy PATH.`);
}

/** Alerts are about what changed, and go where the configuration says: both is known before anything is read. */
export function assertAlerts(settings: ScanSettings, previous: Snapshot | undefined): void {
	if (previous === undefined && settings.publish === undefined)
		throw new ConfigError("--alert needs --previous SNAPSHOT or --publish: alerts are about what changed since then.");
	if (settings.alerts === undefined) throw new ConfigError("--alert needs alerts: in the configuration file, which says where they go.");
}

/** Warnings on standard error; what they quote cannot act on the terminal. */
export const warn = (warnings: readonly string[], terminal: Terminal): Promise<void> =>
	write(
		terminal.stderr,
		warnings.map((warning) => `warning: ${printable(warning)}\n`),
	);
