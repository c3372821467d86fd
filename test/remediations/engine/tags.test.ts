import { describe, expect, it } from "vitest";
import { type AwsCaller, listWith, operationOf } from "../../../shared/aws/caller.ts";
import { seen, unread } from "../../../shared/core/observed.ts";
import type { RepairTarget } from "../../../shared/remediations/action.ts";
import { readOnly } from "../../../shared/remediations/engine/read-only.ts";
import { tagReads } from "../../../shared/remediations/engine/tag-reads.ts";
import { readTags } from "../../../shared/remediations/engine/tags.ts";
import { remediations } from "../../../shared/remediations/registry.ts";
import { target } from "../../support/remediation/world.ts";

/** An AWS that answers each operation with what is given. */
function answering(answers: Readonly<Record<string, object>>): AwsCaller & { readonly calls: string[] } {
	const calls: string[] = [];
	const call: AwsCaller["call"] = async (service, command) => {
		const operation = operationOf(command);
		calls.push(operation);
		const answer = answers[operation];
		return answer ? (seen(answer) as never) : unread({ service, operation, cause: "denied", message: "No" });
	};
	return { scope: { partition: "aws", account: "1", region: "r" }, call, list: listWith(call), calls };
}

const of = (kind: RepairTarget["kind"], arn = "arn:aws:x:r:1:thing/x"): RepairTarget => ({ ...target(), kind, arn, name: "x" });

describe("tags, read afresh", () => {
	it.each<[RepairTarget["kind"], string, object]>([
		["rds.DbInstance", "ListTagsForResource", { TagList: [{ Key: "env", Value: "dev" }] }],
		["rds.Snapshot", "ListTagsForResource", { TagList: [{ Key: "env", Value: "dev" }] }],
		["eks.Cluster", "DescribeCluster", { cluster: { tags: { env: "dev" } } }],
		["kms.Key", "ListResourceTags", { Tags: [{ TagKey: "env", TagValue: "dev" }] }],
		["secretsmanager.Secret", "DescribeSecret", { Tags: [{ Key: "env", Value: "dev" }] }],
		["logs.LogGroup", "ListTagsForResource", { tags: { env: "dev" } }],
		["ec2.SecurityGroup", "DescribeTags", { Tags: [{ Key: "env", Value: "dev" }] }],
	])("of a %s come from %s, and are unknown when it is denied", async (kind, operation, answer) => {
		const aws = answering({ [operation]: answer });
		expect(await readTags(of(kind), readOnly(aws))).toEqual({ value: { env: "dev" } });
		expect(aws.calls).toEqual([operation]);
		expect(tagReads.map((api) => api.split(":")[1])).toContain(operation);
		expect(await readTags(of(kind), answering({}))).toMatchObject({ unread: { cause: "denied" } });
	});

	it("can be read for every kind that anything repairs", async () => {
		for (const kind of new Set(remediations.flatMap(({ kinds }) => kinds))) {
			const aws = answering({});
			const read = await readTags(of(kind), aws);
			expect([kind, "unread" in read ? read.unread.cause : "read"]).toEqual([kind, kind === "aws.Region" ? "read" : "denied"]);
		}
	});

	it("of a region are none, since regions have none", async () => {
		expect(await readTags(of("aws.Region"), answering({}))).toEqual({ value: {} });
	});
});

describe("the reading caller", () => {
	const command = (operation: string) => ({ input: {}, schema: [9, "x", operation] }) as never;

	it("lets reading calls through and nothing else, whatever it is called (M6)", async () => {
		const names = ["DescribeX", "ListX", "GetX", "LookupEvents"];
		const others = [
			...remediations.flatMap(({ writes }) => writes.map((api) => api.split(":")[1] ?? "")),
			"Describe",
			"describeX",
			"GetSecretValue",
			"Getaway",
		];
		const aws = answering(Object.fromEntries([...names, ...others].map((name) => [name, {}])));
		for (const name of [...names, ...others]) await readOnly(aws).call("rds", command(name));
		expect(aws.calls).toEqual(names);
		await readOnly(aws).list(
			"rds",
			() => command("ModifyDBInstance"),
			() => [],
			() => undefined,
		);
		expect(aws.calls).toEqual(names);
	});
});
