import { ConfigError } from "../../../core/errors.ts";
import type { Snapshot } from "../../../core/snapshot.ts";
import { remediations } from "../../../remediations/registry.ts";
import { type Selected, selectWanted } from "../../../runtime/remediate/selection.ts";
import { readSnapshot } from "../../../runtime/snapshot-file.ts";
import type { Terminal } from "../../terminal.ts";
import type { RemediateValues } from "../remediate.ts";

/** The snapshot, and what it asks to be repaired. */
export async function readSelected(
	values: RemediateValues,
	{ environment }: Terminal,
): Promise<Selected & { readonly snapshot: Snapshot }> {
	if (values.snapshot === undefined)
		throw new ConfigError("Name the snapshot: --snapshot FILE. parapet scan writes one (parapet-out/<id>/snapshot.json).");
	const snapshot = await readSnapshot(values.snapshot, environment);
	const unknown = values.finding?.filter((uid) => !snapshot.findings.some((finding) => finding.uid === uid)) ?? [];
	if (unknown.length > 0) throw new ConfigError("The snapshot has no such finding:", { problems: unknown });
	const selection = { findings: values.finding, rules: values.rule, resources: values.resource, actions: values.action };
	return { snapshot, ...selectWanted(snapshot.findings, remediations, selection) };
}
