import { scannerManifest } from "../../collectors/kubernetes/manifest.ts";
import { optionalPermissions, scanPermissions } from "../../collectors/scan.permissions.ts";
import { ConfigError } from "../../core/errors.ts";
import { checkNamespaces } from "../../runtime/kubernetes-settings.ts";
import { placeOf } from "../../sinks/s3/layout.ts";
import { publishStatements } from "../../sinks/s3/permissions.ts";
import { parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import { write } from "../terminal.ts";

const options = {
	all: { type: "boolean", help: "Also what --role-arn, --organization and inspectLogEvents need." },
	publish: { type: "string", value: "S3", help: "Also what --publish s3://bucket/prefix needs." },
	"publish-kms-key": { type: "string", value: "ARN", help: "With --publish: the KMS key that encrypts what is published." },
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
	usage: [
		"permissions [--all]",
		"permissions --publish s3://BUCKET/PREFIX [--publish-kms-key ARN]",
		"permissions --format kubernetes [--namespace NAME…]",
	],
	about:
		"The policy derives from the calls that the code makes; every action reads, none writes, and no secret value is read. Only with --publish may it write: snapshots below the prefix, which it cannot delete. The ClusterRole derives from the lists that the code asks for; Secrets are not among them. What is denied ends as unknown in the report, so narrower rights are possible.",
	options,
	examples: [
		[
			"make the policy",
			"parapet permissions > policy.json && aws iam create-policy --policy-name ParapetScan --policy-document file://policy.json",
		],
		[
			"scan and publish to S3",
			"parapet permissions --publish s3://acme-parapet/prod --publish-kms-key arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901",
		],
		["let the group parapet-scanners read a cluster", "parapet permissions --format kubernetes | kubectl apply -f -"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "permissions");
		if (positionals.length > 0) throw new ConfigError(`Unexpected argument "${positionals[0]}". See: parapet permissions --help`);
		if (values.format === "kubernetes") {
			if (values.publish) throw new ConfigError("--publish is for the IAM policy.");
			if (values.all) throw new ConfigError("--all is for the IAM policy.");
			checkNamespaces(values.namespace, "--namespace");
			await write(terminal.stdout, [scannerManifest(values.namespace)]);
			return 0;
		}
		if (values.namespace) throw new ConfigError("--namespace is for --format kubernetes.");
		const actions = scanPermissions.filter((action) => values.all || !optionalPermissions.includes(action));
		if (values["publish-kms-key"] && !values.publish) throw new ConfigError("--publish-kms-key is for --publish s3://bucket/prefix.");
		const publishing = values.publish ? publishStatements(placeOf(values.publish), values["publish-kms-key"]) : [];
		// Describe and List calls have no resource-level permissions in AWS, hence the wildcard resource.
		const policy = {
			Version: "2012-10-17",
			Statement: [{ Sid: "ParapetScan", Effect: "Allow", Action: actions, Resource: "*" }, ...publishing],
		};
		await write(terminal.stdout, [`${JSON.stringify(policy, null, 2)}\n`]);
		return 0;
	},
};
