import { nobodyHasAddress } from "../../../shared/core/connections/clients.ts";
import { connectionClientKnown } from "../../../shared/rules/connection/connection-client-known.ts";
import { testRule } from "../../support/rule-table.ts";

const unknown = (differences: object) => ({
	client: { kind: "unknown" as const, searched: ["clusters" as const, "aws" as const], addresses: ["10.9.9.9"], ...differences },
});
testRule(connectionClientKnown, {
	pass: [
		{ name: "a pod", says: "pod" },
		{ name: "a node", with: { client: { kind: "node", searched: [], addresses: [] } }, says: "node" },
		{ name: "within the host", with: { client: { kind: "local" as const, searched: [], addresses: ["127.0.0.1"] } } },
	],
	fail: [{ name: "nobody", with: unknown({ reason: nobodyHasAddress }), says: "10.9.9.9", evidence: { client: "unknown" } }],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
		{
			name: "nobody, where clusters were not scanned",
			with: unknown({ searched: ["aws"], reason: nobodyHasAddress }),
			says: "not both scanned",
		},
		{
			name: "nobody, where AWS was not scanned",
			with: unknown({ searched: ["clusters"], reason: nobodyHasAddress }),
			says: "not both scanned",
		},
	],
	indeterminate: [
		{ name: "several", with: unknown({ reason: "Several have the address." }), says: "Several have" },
		{ name: "no reason", with: unknown({}), says: "not known" },
	],
});
