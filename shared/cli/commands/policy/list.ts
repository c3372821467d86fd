import type { PolicyBundle } from "../../../policies/bundle.ts";
import { paint } from "../../../reports/paint.ts";
import { printable } from "../../../reports/text.ts";
import { loadPolicies } from "../../../runtime/policies.ts";
import { wrap } from "../../help.ts";
import { colours, type Terminal, write } from "../../terminal.ts";
import type { PolicyArguments } from "../policy.ts";

/** Prints what is in bundles: those at the paths, or the one that comes with Parapet. */
export async function list({ values, positionals }: PolicyArguments, terminal: Terminal): Promise<number> {
	const { bundles, warnings } = await loadPolicies(
		{ paths: positionals, shipped: positionals.length === 0 },
		{ profile: values.profile, environment: terminal.environment },
	);
	const text =
		values.format === "json"
			? `${JSON.stringify(bundles.map(described), null, 2)}\n`
			: bundles.map((bundle) => listing(bundle, terminal)).join("\n");
	await write(terminal.stdout, [text]);
	await write(
		terminal.stderr,
		warnings.map((warning) => `${printable(warning)}\n`),
	);
	return 0;
}

/** A bundle and its policies, for people. */
export function listing(bundle: PolicyBundle, { stdout, environment }: Terminal): string {
	const { bold, severity } = paint(colours(stdout, environment));
	const width = Math.max(0, ...bundle.policies.map((policy) => policy.package.length));
	const policies = bundle.policies.flatMap((policy) => [
		`${severity(policy.severity, policy.severity.padEnd(13))} ${printable(policy.package).padEnd(width)}  ${printable(policy.title)}`,
		wrap(`kinds: ${policy.kinds?.join(", ") ?? "all"}`, 78, "  "),
		wrap(`requires: ${policy.requires.map(printable).join(", ") || "nothing, so that it never passes"}`, 78, "  "),
	]);
	const revision = bundle.revision === undefined ? "" : `, revision ${printable(bundle.revision)}`;
	return [
		bold(printable(bundle.source)),
		`${bundle.policies.length === 1 ? "1 policy" : `${bundle.policies.length} policies`}${revision}, sha256 ${bundle.sha256}`,
		"",
		...policies,
		"",
	].join("\n");
}

const described = ({ source, sha256, revision, policies }: PolicyBundle) => ({
	source,
	sha256,
	revision,
	policies: policies.map(({ entrypoints, kinds, ...policy }) => ({
		...policy,
		kinds: kinds ?? "all",
		decisions: entrypoints.map(({ rule }) => rule),
	})),
});
