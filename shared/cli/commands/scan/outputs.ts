import { basename, dirname, join } from "node:path";
import { ConfigError } from "../../../core/errors.ts";
import type { Inventory } from "../../../core/inventory.ts";
import type { Snapshot } from "../../../core/snapshot.ts";
import { fileFormats, formats } from "../../../reports/index.ts";
import { serializeInventory } from "../../../runtime/inventory-file.ts";
import type { ScanSettings } from "../../../runtime/scan-settings.ts";
import { writeFileWhole } from "../../../sinks/filesystem.ts";
import { addressOf } from "../../../sinks/s3/layout.ts";
import type { Published } from "../../../sinks/s3/publish.ts";
import { colours, type Terminal, width, write } from "../../terminal.ts";

/** Keeps what was read, to be judged again. */
export async function save(path: string, at: number, inventory: Inventory, terminal: Terminal): Promise<void> {
	await writeFileWhole(dirname(path), basename(path), [serializeInventory({ savedAt: new Date(at).toISOString(), inventory })]);
	await write(terminal.stderr, [`Inventory: ${path}\n`]);
}

/** The report on standard output, and in every format in files. */
export async function report(snapshot: Snapshot, settings: ScanSettings, stdoutOnly: boolean, terminal: Terminal): Promise<void> {
	const style = { colour: colours(terminal.stdout, terminal.environment), width: width(terminal.stdout) };
	for (const name of settings.formats) await write(terminal.stdout, (await formats[name].load())(snapshot, style));
	if (stdoutOnly) return;
	const directory = settings.outputDir ?? join("parapet-out", snapshot.id);
	const written: string[] = [];
	for (const format of fileFormats)
		written.push(await writeFileWhole(directory, format.file, (await format.load())(snapshot, { ...style, colour: false })));
	await write(terminal.stderr, [`\nWritten to ${directory}: ${written.map((path) => basename(path)).join(", ")}\n`]);
}

/** The scan in the history of what was published before, when it is to be published; AWS's part for it is loaded only then. */
export async function prepared(
	snapshot: Snapshot,
	{ resources }: Inventory,
	{ publish, access, alerts }: ScanSettings,
	keepsAlerts: boolean,
	terminal: Terminal,
) {
	if (!publish) return undefined;
	const keep = keepsAlerts && alerts ? (await import("../../../runtime/send-alerts.ts")).keepingAlerts(alerts) : undefined;
	const { preparePublication } = await import("../../../runtime/publish.ts");
	const { publishedText } = await import("../../published.ts");
	const publication = await preparePublication(snapshot, resources, publish, {
		profile: access.profile,
		environment: terminal.environment,
	});
	const address = addressOf(publish.bucket, publish.prefix);
	return {
		...publication,
		/** Says what was published, and gives what kept the rest from it. */
		async publish(): Promise<{ failure?: ConfigError }> {
			const tell = (published: readonly Published[]) => write(terminal.stderr, publishedText(published, address));
			try {
				await publication.publish(tell, keep);
				return {};
			} catch (failure) {
				if (!(failure instanceof ConfigError)) throw failure;
				return { failure };
			}
		},
	};
}

/** Sends what changed since --previous, or what publishing kept of every scope. */
export async function alert(
	previous: Snapshot | undefined,
	snapshot: Snapshot,
	{ alerts }: ScanSettings,
	terminal: Terminal,
): Promise<number> {
	if (alerts === undefined) return 0;
	const { nothingNew, planAlerts } = await import("../../../runtime/send-alerts.ts");
	const { scanAlertBudget, send } = await import("../alert.ts");
	const plan = previous ? await planAlerts(previous, snapshot, alerts) : nothingNew;
	return send(plan, alerts, scanAlertBudget, terminal, terminal.stderr);
}
