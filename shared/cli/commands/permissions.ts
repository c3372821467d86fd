import { scannerManifest } from "../../collectors/kubernetes/manifest.ts";
import { optionalPermissions, scanPermissions } from "../../collectors/scan.permissions.ts";
import { ConfigError } from "../../core/errors.ts";
import { checkNamespaces } from "../../runtime/kubernetes-settings.ts";
import { parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import { write } from "../terminal.ts";

const options = {
	all: { type: "boolean", help: "Also what --role-arn, --organization and inspectLogEvents need." },
	format: {
		type: "string",
		value: "FORMAT",
		help: "iam: the policy for AWS (default); kubernetes: a ClusterRole with its binding, for clusters that are read from within.",
		allowed: ["iam", "kubernetes"],
	},
	namespace: {
		type: "list",
		value: "NAME",
		help: "With --format kubernetes: rights in these namespaces only, for scans with --namespace; may be repeated.",
	},
} as const;

/** `parapet permissions`. */
export const permissions: Command = {
	name: "permissions",
	summary: "Print the IAM policy or the ClusterRole that a scan needs",
	usage: ["permissions [--all]", "permissions --format kubernetes [--namespace NAME…]"],
	about:
		"The policy derives from the calls that the code makes; every action reads, none writes, and no secret value is read. The ClusterRole derives from the lists that the code asks for; Secrets are not among them. What is denied ends as unknown in the report, so narrower rights are possible.",
	options,
	examples: [
		[
			"make the policy",
			"parapet permissions > policy.json && aws iam create-policy --policy-name ParapetScan --policy-document file://policy.json",
		],
		["let the group parapet-scanners read a cluster", "parapet permissions --format kubernetes | kubectl apply -f -"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "permissions");
		if (positionals.length > 0) throw new ConfigError(`Unexpected argument "${positionals[0]}". See: parapet permissions --help`);
		if (values.format === "kubernetes") {
			if (values.all) throw new ConfigError("--all is for the IAM policy.");
			checkNamespaces(values.namespace, "--namespace");
			await write(terminal.stdout, [scannerManifest(values.namespace)]);
			return 0;
		}
		if (values.namespace) throw new ConfigError("--namespace is for --format kubernetes.");
		const actions = scanPermissions.filter((action) => values.all || !optionalPermissions.includes(action));
		// Describe and List calls have no resource-level permissions in AWS, hence the wildcard resource.
		const policy = { Version: "2012-10-17", Statement: [{ Sid: "ParapetScan", Effect: "Allow", Action: actions, Resource: "*" }] };
		await write(terminal.stdout, [`${JSON.stringify(policy, null, 2)}\n`]);
		return 0;
	},
};
