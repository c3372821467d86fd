import { defineAction } from "../action.ts";
import { compliant, planned } from "../decisions.ts";
import { sorted } from "./decide.ts";
import { readShared, type SharedState, share, sharing, sharingFacts, sharingHints, unshareable } from "./snapshot.ts";

/** Takes everybody out of the restore attribute whom the settings do not trust, the whole world included. */
export const rdsSnapshotTrustedAccounts = defineAction<SharedState>({
	id: "rds-snapshot-trusted-accounts",
	title: "Share a snapshot with trusted accounts only",
	family: "snapshots",
	kinds: ["rds.Snapshot"],
	rules: ["rds-snapshot-not-shared-with-unknown-accounts"],
	controls: [],
	level: "auto",
	...sharing,
	guards: ["Manual snapshots of this account only.", "Wants approval as long as the settings trust no account at all."],
	downtime: "none",
	reversible: true,
	read: readShared,
	facts: sharingFacts,
	plan({ snapshot, sharedWith }, { trustedAccounts }, { name, account }) {
		const unknown = sorted(sharedWith.filter((id) => id !== account && !trustedAccounts.includes(id)));
		if (unknown.length === 0) return compliant(`${name} is shared with no account that is not trusted.`);
		const refusal = unshareable(snapshot);
		if (refusal) return refusal;
		return planned({
			// Without a list, nobody has said yet which sharing is wanted.
			level: trustedAccounts.length > 0 ? "auto" : "approve",
			calls: [share(snapshot, unknown, "remove", `Remove ${unknown.join(", ")} from the accounts that may restore it`)],
			inverse: [share(snapshot, unknown, "add", `Let ${unknown.join(", ")} restore it again`)],
			desired: { sharedWith: sorted(sharedWith.filter((id) => !unknown.includes(id))) },
			downtime: "none",
			risk: trustedAccounts.length > 0 ? "low" : "medium",
			notes: [
				"Whoever copied the snapshot keeps the copy.",
				"Jobs of those accounts that restore or copy it fail from then on.",
				...(trustedAccounts.length === 0 ? ["The settings trust no account: name wanted ones in trustedAccounts first."] : []),
			],
			hints: sharingHints,
		});
	},
});
