import { defineAction } from "../action.ts";
import { apiCall, compliant, planned, refused } from "../decisions.ts";
import { type Aliases, keyOf, readAliases } from "../kms/key-setting.ts";
import { type LogGroupState, readLogGroup } from "./log-group-state.ts";

interface EncryptionState extends LogGroupState {
	readonly aliases: Aliases;
}

export const logGroupEncrypted = defineAction<EncryptionState>({
	id: "log-group-encrypted",
	title: "Encrypt a log group with a KMS key",
	family: "logs",
	kinds: ["logs.LogGroup"],
	rules: ["log-group-encrypted-with-kms"],
	controls: [],
	level: "auto",
	reads: ["logs:DescribeLogGroups", "kms:ListAliases"],
	writes: ["logs:AssociateKmsKey", "logs:DisassociateKmsKey"],
	triggers: ["logs:CreateLogGroup", "logs:DisassociateKmsKey"],
	guards: [
		"Needs settings.kmsKey in the region of the group, with a key policy that lets CloudWatch Logs use it; else AWS refuses.",
		"A key that is there stays.",
	],
	downtime: "none",
	reversible: true,
	async read(target, aws) {
		const group = await readLogGroup(target, aws);
		if (!("state" in group)) return group;
		const aliases = await readAliases(aws);
		return "unread" in aliases ? aliases : { state: { ...group.state, aliases: aliases.value } };
	},
	facts: ({ kmsKey }) => ({ kmsKey: kmsKey ?? null }),
	plan(state, settings, target) {
		const { name, kmsKey, logClass, aliases } = state;
		if (kmsKey !== undefined) return compliant(`Log group ${name} is encrypted with ${kmsKey}.`);
		if (logClass === "DELIVERY") return refused("unsupported", `Log group ${name} is of the class DELIVERY, which only passes events on.`);
		const key = keyOf(settings.kmsKey, aliases, target);
		if (typeof key !== "string") return key;
		return planned({
			level: "auto",
			calls: [apiCall("logs:AssociateKmsKey", { logGroupName: name, kmsKeyId: key }, `Encrypt with ${key}`)],
			inverse: [apiCall("logs:DisassociateKmsKey", { logGroupName: name }, "Go back to the key of CloudWatch Logs")],
			desired: { kmsKey: key },
			downtime: "none",
			risk: "low",
			notes: [
				"Only events from now on are encrypted with the key; earlier ones stay as they are.",
				"Whoever reads the group needs the key for it, and so does CloudWatch Logs as long as the events are kept, also after a rollback.",
			],
			hints: {
				terraform: `aws_cloudwatch_log_group: kms_key_id = "${key}"`,
				cloudformation: `AWS::Logs::LogGroup KmsKeyId: ${key}`,
			},
		});
	},
});
