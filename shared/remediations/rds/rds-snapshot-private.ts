import { defineAction } from "../action.ts";
import { compliant, planned } from "../decisions.ts";
import { sorted } from "./decide.ts";
import { readShared, type SharedState, share, sharing, sharingFacts, sharingHints, unshareable } from "./snapshot.ts";

/** Takes the whole world out of the restore attribute, and leaves the accounts in it to rds-snapshot-trusted-accounts. */
export const rdsSnapshotPrivate = defineAction<SharedState>({
	id: "rds-snapshot-private",
	title: "Make a snapshot private",
	family: "snapshots",
	kinds: ["rds.Snapshot"],
	rules: ["rds-snapshot-not-public"],
	controls: ["rds-snapshots-public-prohibited", "RDS.1"],
	level: "auto",
	...sharing,
	guards: ["Manual snapshots of this account only."],
	downtime: "none",
	reversible: true,
	read: readShared,
	facts: sharingFacts,
	plan({ snapshot, sharedWith }, _settings, { name, account }) {
		if (!sharedWith.includes("all")) return compliant(`${name} is not public.`);
		const refusal = unshareable(snapshot);
		if (refusal) return refusal;
		const rest = sorted(sharedWith.filter((id) => id !== "all"));
		const foreign = rest.filter((id) => id !== account);
		return planned({
			level: "auto",
			calls: [share(snapshot, ["all"], "remove", "Remove the whole world from the accounts that may restore it")],
			inverse: [share(snapshot, ["all"], "add", "Let the whole world restore it again")],
			desired: { sharedWith: rest },
			downtime: "none",
			risk: "low",
			notes: [
				"Treat the data as disclosed: whoever copied the snapshot keeps the copy.",
				...(foreign.length > 0 ? [`It stays shared with ${foreign.join(", ")}, which rds-snapshot-trusted-accounts judges.`] : []),
			],
			hints: sharingHints,
		});
	},
});
