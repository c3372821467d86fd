import { need } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsSnapshotNotSharedWithUnknownAccounts = defineRule({
	id: "rds-snapshot-not-shared-with-unknown-accounts",
	title: "RDS snapshot is shared only with trusted accounts",
	severity: "high",
	resource: "rds.Snapshot",
	risk: "The other account can copy the snapshot and restore all data in it, and keeps its copy when the sharing ends.",
	recommendation: "Remove the account from the restore attribute, or name it in trustedAccounts when the sharing is wanted.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html"],
	related: {},
	parameters: { trustedAccounts: strings([], "Ids of the accounts with which snapshots may be shared.") },
	evaluate({ name, account, sharedWith: observed }, { parameters }) {
		const sharedWith = need(observed);
		const unknown = sharedWith.filter((id) => id !== account && !parameters.trustedAccounts.includes(id));
		const evidence = { sharedWith, unknown };
		if (unknown.includes("all")) return fail(`${name} is shared with the whole world.`, evidence, "critical");
		if (unknown.length > 0) return fail(`${name} is shared with ${unknown.join(", ")}, which the configuration does not trust.`, evidence);
		return sharedWith.length > 0
			? pass(`${name} is shared only with trusted accounts.`, evidence)
			: pass(`${name} is not shared.`, evidence);
	},
});
