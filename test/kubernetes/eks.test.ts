import { describe, expect, it } from "vitest";
import type { AccountAccess } from "../../shared/aws/accounts.ts";
import type { Scope } from "../../shared/core/scope.ts";
import { findEksClusters } from "../../shared/kubernetes/eks.ts";
import { parseEksArn } from "../../shared/kubernetes/eks-name.ts";
import { type Answer, fails, fakeCaller } from "../support/aws/fake-caller.ts";

const now = Date.UTC(2026, 5, 15, 12);
const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const access = (account: string, ...regions: string[]): AccountAccess => ({
	partition: "aws",
	account,
	regions,
	credentials: async () => keys,
});
const active = (endpoint = "https://ABC.gr7.eu-west-1.eks.amazonaws.com", more: object = {}) => ({
	cluster: { name: "prod", endpoint, certificateAuthority: { data: Buffer.from("PEM").toString("base64") }, status: "ACTIVE", ...more },
});

/** Answers of DescribeCluster by `account region`; a cluster is nowhere else. */
function find(wishes: readonly string[], accounts: readonly AccountAccess[], answers: Readonly<Record<string, Answer>>, clock = () => now) {
	const asked: string[] = [];
	const callerFor = (scope: Scope) =>
		fakeCaller(
			{
				"eks:DescribeCluster": (input) => {
					const key = `${scope.account} ${scope.region}`;
					asked.push(`${key} ${input.name}`);
					const answer = answers[key] ?? fails("notFound");
					return typeof answer === "function" ? answer(input) : answer;
				},
			},
			scope,
		);
	return findEksClusters(wishes, accounts, callerFor, clock).then((found) => ({ found, asked }));
}

describe("finding an EKS cluster", () => {
	it("looks in every account and region, and gives the way to the one that is there", async () => {
		const { found, asked } = await find(["prod"], [access("1", "eu-west-1", "us-east-1"), access("2", "eu-west-1")], {
			"2 eu-west-1": active(),
		});
		expect(asked.sort()).toEqual(["1 eu-west-1 prod", "1 us-east-1 prod", "2 eu-west-1 prod"]);
		expect(found).toMatchObject([{ name: "prod", partition: "aws", account: "2", region: "eu-west-1" }]);
		const way = found[0]?.found;
		if (!way || !("server" in way)) throw new Error("not found");
		expect(way.server.url).toBe("https://ABC.gr7.eu-west-1.eks.amazonaws.com");
		const { ca, rejectUnauthorized, headers } = await way.server.login(false);
		expect([ca, rejectUnauthorized]).toEqual(["PEM", true]);
		const { authorization = "" } = headers as { authorization?: string };
		const url = new URL(Buffer.from(authorization.replace("Bearer k8s-aws-v1.", ""), "base64url").toString());
		expect([url.host, url.searchParams.get("X-Amz-SignedHeaders")]).toEqual(["sts.eu-west-1.amazonaws.com", "host;x-k8s-aws-id"]);
	});

	it("makes a new token a minute before the last one ends, or when it is refused", async () => {
		let clock = now;
		const { found } = await find(["prod"], [access("1", "eu-west-1")], { "1 eu-west-1": active() }, () => clock);
		const way = found[0]?.found;
		if (!way || !("server" in way)) throw new Error("not found");
		const token = async (renew = false) => JSON.stringify((await way.server.login(renew)).headers);
		const first = await token();
		clock += 13 * 60_000 - 1;
		expect(await token()).toBe(first);
		clock += 1;
		const second = await token();
		expect(second).not.toBe(first);
		clock += 1_000;
		expect(await token()).toBe(second);
		expect(await token(true)).not.toBe(second);
	});

	it("asks only where an ARN says", async () => {
		const { asked } = await find(
			["arn:aws:eks:eu-north-1:222222222222:cluster/prod"],
			[access("111111111111", "eu-west-1"), access("222222222222", "us-east-1")],
			{
				"222222222222 eu-north-1": active(),
			},
		);
		expect(asked).toEqual(["222222222222 eu-north-1 prod"]);
	});

	it("finds every cluster of a name", async () => {
		const { found } = await find(["prod"], [access("1", "eu-west-1", "us-east-1")], { "1 eu-west-1": active(), "1 us-east-1": active() });
		expect(found.map(({ region }) => region)).toEqual(["eu-west-1", "us-east-1"]);
	});

	it.each([
		["a name that is nowhere", ["typo"], "There is no EKS cluster typo in 111111111111 eu-west-1."],
		[
			"the ARN of another account",
			["arn:aws:eks:eu-west-1:999999999999:cluster/prod"],
			"in the account 999999999999, but the credentials are of 111111111111",
		],
		["what is neither", ["pro d"], "neither the name nor the ARN"],
		["an ARN of something else", ["arn:aws:eks:eu-west-1:111111111111:nodegroup/a/b/c"], "neither the name nor the ARN"],
	])("refuses %s", async (_, wishes, words) => {
		await expect(find(wishes, [access("111111111111", "eu-west-1")], {})).rejects.toThrow(words);
	});

	it("tells a cluster that AWS does not show, instead of taking it for missing", async () => {
		const { found } = await find(["prod"], [access("1", "eu-west-1", "us-east-1")], { "1 eu-west-1": fails("denied") });
		expect(found).toMatchObject([{ region: "eu-west-1", found: { unread: { service: "eks", cause: "denied" } } }]);
	});

	it("tells a cluster that has no API server yet", async () => {
		const { found } = await find(["prod"], [access("1", "eu-west-1")], { "1 eu-west-1": { cluster: { status: "CREATING" } } });
		expect(found).toMatchObject([
			{ found: { unread: { cause: "unsupported", message: "The cluster prod has no API server to ask (status CREATING)." } } },
		]);
	});

	it("says what may be the reason when nobody gets in", async () => {
		const hints = async (more: object) => {
			const { found } = await find(["prod"], [access("1", "eu-west-1")], { "1 eu-west-1": active(undefined, more) });
			const way = found[0]?.found;
			return way && "server" in way ? [way.server.hint("unreachable"), way.server.hint("unauthorized")] : [];
		};
		expect(await hints({ resourcesVpcConfig: { endpointPublicAccess: false } })).toEqual([
			expect.stringContaining("endpoint is private"),
			expect.stringContaining("access entry"),
		]);
		expect((await hints({ resourcesVpcConfig: { endpointPublicAccess: true } }))[0]).toBeUndefined();
	});

	it("cannot log in without AWS credentials", async () => {
		const account = { ...access("1", "eu-west-1"), credentials: () => Promise.reject(new Error("expired")) };
		const { found } = await find(["prod"], [account], { "1 eu-west-1": active() });
		const way = found[0]?.found;
		await expect(way && "server" in way ? way.server.login(false) : undefined).rejects.toMatchObject({
			reason: "denied",
			message: "The AWS credentials for the cluster prod cannot be had: expired",
		});
	});
});

describe("the ARN of an EKS cluster", () => {
	it.each([
		[
			"arn:aws-us-gov:eks:us-gov-west-1:111122223333:cluster/a_b-1",
			{ partition: "aws-us-gov", region: "us-gov-west-1", account: "111122223333", name: "a_b-1" },
		],
		["arn:aws:eks:eu-west-1:111122223333:cluster/a/b", undefined],
		["arn:aws:eks:eu-west-1:1111:cluster/a", undefined],
		["x arn:aws:eks:eu-west-1:111122223333:cluster/a", undefined],
		["prod", undefined],
	])("%s", (text, expected) => {
		expect(parseEksArn(text)).toEqual(expected);
	});
});
