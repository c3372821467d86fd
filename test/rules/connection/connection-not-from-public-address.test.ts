import { connectionNotFromPublicAddress } from "../../../shared/rules/connection/connection-not-from-public-address.ts";
import { testRule } from "../../support/rule-table.ts";

const from = (kind: "pod" | "ec2" | "unknown", addresses: string[]) => ({ client: { kind, searched: [], addresses } });
testRule(connectionNotFromPublicAddress, {
	pass: [
		{ name: "a private address", evidence: { client: "pod" } },
		{ name: "a private IPv6 address", with: from("unknown", ["fd00::7"]) },
		{ name: "a pod with IPv6 of its VPC", with: from("pod", ["2600:1f18::7"]) },
	],
	fail: [
		{ name: "the internet", with: from("unknown", ["10.0.3.7", "8.8.8.8"]), says: '"8.8.8.8"' },
		{ name: "the internet by IPv6", with: from("unknown", ["2600:1f18::7"]) },
		{ name: "an instance by its public address", with: from("ec2", ["8.8.8.8"]) },
		{ name: "a replica over the internet", with: { ...from("unknown", ["8.8.8.8"]), purpose: "replication" } },
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "within the host", with: { client: { kind: "local" as const, searched: [], addresses: ["127.0.0.1"] } }, says: "never leaves" },
	],
	indeterminate: [
		{ name: "a name instead of an address", with: from("unknown", ["web.example.com"]), says: "does not show" },
		{ name: "no address", with: from("unknown", []) },
	],
});
