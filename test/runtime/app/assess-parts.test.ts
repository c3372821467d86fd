import { describe, expect, it } from "vitest";
import { findingsTarget, placeOf } from "../../../shared/runtime/app/assess-parts.ts";
import { findingsTarget as own } from "../../../shared/runtime/app/notify-parts.ts";
import type { App } from "../../../shared/runtime/app/opening.ts";
import { fails, fakeCaller } from "../../support/aws/fake-caller.ts";
import { memoryStore } from "../../support/object-store.ts";

const home = "111122223333";
const member = "444455556666";
const keys = async () => ({ accessKeyId: "a", secretAccessKey: "b" });

function application(access: Partial<App["config"]["access"]>, { regions = fails("denied"), scanned = [] as string[] } = {}) {
	const evidence = memoryStore();
	for (const name of scanned) evidence.objects.set(`latest/v1/${name}.json`, { body: Buffer.from("{}"), etag: '"1"' });
	const aws = fakeCaller({
		"sts:GetCallerIdentity": { Account: home, Arn: `arn:aws:sts::${home}:assumed-role/parapet/x` },
		"ec2:DescribeRegions": regions,
		"sts:AssumeRole": { Credentials: { AccessKeyId: "a", SecretAccessKey: "b", SessionToken: "c", Expiration: new Date("2030-01-01") } },
	});
	const app = {
		config: { access: { concurrency: 8, utilization: true, inspectLogEvents: false, allRegions: false, ...access } },
		evidence,
		credentials: keys,
		home: { partition: "aws", account: "-", region: "eu-west-1" },
		connection: { caller: () => aws, release: () => {}, close: () => {} },
	} as unknown as App;
	return { app, aws };
}

const scope = (account: string, region = "eu-west-1", partition = "aws") => ({ partition, account, region });

describe("the scope of an event", () => {
	it("is the application's own account where no other is configured", async () => {
		const { app } = application({ regions: ["eu-west-1", "us-east-1"] });
		expect(await placeOf(app, scope(home), home)).toMatchObject({
			item: { scope: scope(home), regions: ["eu-west-1", "us-east-1"] },
			account: { account: home },
		});
		expect(await placeOf(app, scope(home, "global"), home)).toMatchObject({ item: { scope: { region: "global" } } });
		expect(await placeOf(app, scope(member), home)).toMatch(/No configured access/);
	});

	it("is no other region than those that are scanned, and no other partition", async () => {
		const { app } = application({ regions: ["eu-west-1"] });
		expect(await placeOf(app, scope(home, "us-east-1"), home)).toMatch(/region is not scanned/);
		expect(await placeOf(app, scope(home, "cn-north-1", "aws-cn"), home)).toMatch(/No configured access/);
	});

	it("is an account whose role is configured", async () => {
		const { app } = application({ regions: ["eu-west-1"], roles: [{ roleArn: `arn:aws:iam::${member}:role/parapet`, externalId: "x" }] });
		expect(await placeOf(app, scope(member), home)).toMatchObject({ account: { account: member } });
		expect(await placeOf(app, scope(home), home)).toMatch(/No configured access/);
	});

	it("is an account of the organization that was scanned before, and none that is excluded or a stranger's", async () => {
		const access = { regions: ["eu-west-1"], organization: { roleName: "parapet", externalId: "x", exclude: ["777788889999"] } };
		const { app } = application(access, { scanned: [`${member}.eu-west-1`, "777788889999.eu-west-1"] });
		expect(await placeOf(app, scope(member), home)).toMatchObject({ account: { account: member } });
		expect(await placeOf(app, scope(home), home)).toMatchObject({ account: { account: home } });
		expect(await placeOf(app, scope("777788889999"), home)).toMatch(/excluded/);
		expect(await placeOf(app, scope("999988887777"), home)).toMatch(/not scanned yet/);
	});

	it("knows the regions that are enabled, asks for them once, and falls back on those that were scanned", async () => {
		const regions = { Regions: ["us-east-1", "eu-west-1"].map((RegionName) => ({ RegionName, OptInStatus: "opt-in-not-required" })) };
		const { app, aws } = application({ allRegions: true }, { regions });
		for (const region of ["eu-west-1", "us-east-1"])
			expect(await placeOf(app, scope(home, region), home)).toMatchObject({ item: { regions: ["eu-west-1", "us-east-1"] } });
		expect(aws.count("ec2:DescribeRegions")).toBe(1);
		const blind = application({ allRegions: true }, { scanned: [`${home}.eu-west-1`, `${home}.eu-west-1.prod`, `${home}.global`] });
		expect(await placeOf(blind.app, scope(home), home)).toMatchObject({ item: { regions: ["eu-west-1"] } });
		expect(await placeOf(blind.app, scope(home, "us-east-1"), home)).toMatch(/region is not scanned/);
	});
});

describe("the topic of the deployment", () => {
	it("has the name among targets that notify knows it by", () => {
		expect(findingsTarget).toBe(own);
	});
});
