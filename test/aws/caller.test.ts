import { DescribeVolumesCommand } from "@aws-sdk/client-ec2";
import { DescribeClusterCommand } from "@aws-sdk/client-eks";
import { DescribeDBInstancesCommand, type DescribeDBInstancesCommandOutput } from "@aws-sdk/client-rds";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import { type AwsCaller, type CallRecord, createAwsCaller, operationOf, outOfTime } from "../../shared/aws/caller.ts";
import { createLimiter } from "../../shared/aws/concurrency.ts";
import { fails, fakeCaller, paged, testScope } from "../support/aws/fake-caller.ts";

const listInstances = (aws: AwsCaller) =>
	aws.list(
		"rds",
		(Marker) => new DescribeDBInstancesCommand({ Marker }),
		(page) => page.DBInstances,
		(page) => page.Marker,
	);

const names = (items: readonly { DBInstanceIdentifier?: string | undefined }[]) => items.map((item) => item.DBInstanceIdentifier);
const instance = (DBInstanceIdentifier: string) => ({ DBInstanceIdentifier });

describe("A call", () => {
	it("is given up at the deadline, and none is made after it", async () => {
		const deadline = new AbortController();
		let sent = 0;
		const aws = createAwsCaller({
			scope: testScope,
			limiter: createLimiter(1),
			deadline: deadline.signal,
			client: async () => ({
				send: () => {
					sent++;
					return new Promise(() => {});
				},
			}),
		});
		const underWay = aws.call("rds", new DescribeDBInstancesCommand({}));
		const waiting = listInstances(aws);
		await vi.waitFor(() => expect(sent).toBe(1));
		deadline.abort(new Error("late"));
		const late = { service: "rds", operation: "DescribeDBInstances", cause: "timeout", message: outOfTime };
		expect(await underWay).toEqual({ unread: late });
		expect(await waiting).toEqual({ items: [], failure: late });
		expect(sent).toBe(1);
	});

	it("has the type of its command's output", () => {
		const use = async (aws: AwsCaller) => ({
			cluster: await aws.call("eks", new DescribeClusterCommand({ name: "x" })),
			volumes: await aws.list(
				"ec2",
				(NextToken) => new DescribeVolumesCommand({ NextToken }),
				(page) => page.Volumes,
				(page) => page.NextToken,
			),
		});
		type Used = Awaited<ReturnType<typeof use>>;
		type Cluster = Extract<Used["cluster"], { value: unknown }>["value"]["cluster"];
		expectTypeOf<NonNullable<Cluster>["arn"]>().toEqualTypeOf<string | undefined>();
		expectTypeOf<Used["volumes"]["items"][number]["VolumeId"]>().toEqualTypeOf<string | undefined>();
	});

	it("names its operation by the SDK's schema, so that minified classes do not matter", () => {
		class Minified extends DescribeDBInstancesCommand {}
		expect(operationOf(new Minified({}))).toBe("DescribeDBInstances");
	});

	it("names its operation by its class when there is no schema", () => {
		class ListThingsCommand {
			input = {};
			resolveMiddleware = () => async () => ({ output: {} });
		}
		expect(operationOf(new ListThingsCommand())).toBe("ListThings");
	});

	it("answers with the cause when AWS refuses, and records it", async () => {
		const records: CallRecord[] = [];
		const aws = createAwsCaller({
			scope: testScope,
			limiter: createLimiter(1),
			onCall: (call) => records.push(call),
			client: async () => ({
				send: async () => {
					throw Object.assign(new Error("User is not authorized"), { name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
				},
			}),
		});
		expect(await aws.call("rds", new DescribeDBInstancesCommand({}))).toEqual({
			unread: { service: "rds", operation: "DescribeDBInstances", cause: "denied", message: "AccessDenied: User is not authorized" },
		});
		expect(records).toEqual([{ service: "rds", operation: "DescribeDBInstances", scope: testScope, ms: expect.any(Number), ok: false }]);
	});

	it("answers with the cause when the client cannot be made", async () => {
		const aws = createAwsCaller({
			scope: testScope,
			limiter: createLimiter(1),
			client: () => Promise.reject(Object.assign(new Error("No keys"), { name: "CredentialsProviderError" })),
		});
		expect(await aws.call("rds", new DescribeDBInstancesCommand({}))).toMatchObject({ unread: { cause: "denied" } });
	});

	it("to STS does not wait for calls that wait for STS", async () => {
		const sent: string[] = [];
		const aws: AwsCaller = createAwsCaller({
			scope: testScope,
			limiter: createLimiter(1),
			client: async (service) => ({
				send: async () => {
					// The role's keys have to be renewed while this call holds the only place.
					if (service === "rds") await aws.call("sts", new AssumeRoleCommand({ RoleArn: "r", RoleSessionName: "s" }));
					sent.push(service);
					return {};
				},
			}),
		});
		await aws.call("rds", new DescribeDBInstancesCommand({}));
		expect(sent).toEqual(["sts", "rds"]);
	});
});

describe("A listing", () => {
	it("follows the token to the last page", async () => {
		const aws = fakeCaller({ "rds:DescribeDBInstances": paged("DBInstances", [[instance("a")], [], [instance("b"), instance("c")]]) });
		const { items, failure } = await listInstances(aws);
		expect(names(items)).toEqual(["a", "b", "c"]);
		expect(failure).toBeUndefined();
		expect(aws.calls.map((call) => call.input.Marker)).toEqual([undefined, "1", "2"]);
	});

	it("ends at an empty token", async () => {
		const aws = fakeCaller({ "rds:DescribeDBInstances": { DBInstances: [instance("a")], Marker: "" } });
		expect(await listInstances(aws)).toEqual({ items: [instance("a")] });
		expect(aws.count()).toBe(1);
	});

	it("keeps what it read before a failure, and the failure", async () => {
		const aws = fakeCaller({
			"rds:DescribeDBInstances": ({ Marker }) =>
				Marker === undefined ? { DBInstances: [instance("a")], Marker: "1" } : fails("throttled", "Rate exceeded"),
		});
		expect(await listInstances(aws)).toEqual({
			items: [instance("a")],
			failure: { service: "rds", operation: "DescribeDBInstances", cause: "throttled", message: "Rate exceeded" },
		});
	});

	it("fails when a page lacks its list, and keeps the pages before", async () => {
		const aws = fakeCaller({
			"rds:DescribeDBInstances": ({ Marker }) => (Marker === undefined ? { DBInstances: [instance("a")], Marker: "1" } : {}),
		});
		const { items, failure } = await listInstances(aws);
		expect(names(items)).toEqual(["a"]);
		expect(failure).toMatchObject({ cause: "malformed", operation: "DescribeDBInstances" });
	});

	it("fails when a token comes back, instead of going round for ever", async () => {
		const tokens: Record<string, string> = { start: "x", x: "y", y: "x" };
		const aws = fakeCaller({
			"rds:DescribeDBInstances": ({ Marker }) => ({
				DBInstances: [instance(String(Marker))],
				Marker: tokens[String(Marker ?? "start")],
			}),
		});
		const { items, failure } = await listInstances(aws);
		expect(names(items)).toEqual(["undefined", "x", "y"]);
		expect(failure).toMatchObject({ cause: "malformed", message: "AWS gave the same page token twice." });
	});

	it("fails when empty pages do not end", async () => {
		let page = 0;
		const aws = fakeCaller({
			"rds:DescribeDBInstances": (): Partial<DescribeDBInstancesCommandOutput> => ({ DBInstances: [], Marker: String(page++) }),
		});
		expect((await listInstances(aws)).failure).toMatchObject({ cause: "malformed" });
		expect(aws.count()).toBe(1000);
	});
});
