import { describe, expect, it } from "vitest";
import { rdsClusterBacktrack } from "../../../shared/rules/rds/rds-cluster-backtrack.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql } from "./cluster-bases.ts";

testRule(
	rdsClusterBacktrack,
	{
		pass: [
			{ name: "a day", says: "86400 seconds", evidence: { windowSeconds: 86_400, minimumHours: 1 } },
			{ name: "exactly the least window", with: { backtrackWindowSeconds: 3600 } },
			{ name: "a region where we think that it is not offered", with: { region: "eu-north-1" } },
		],
		fail: [
			{ name: "off", with: { backtrackWindowSeconds: 0 }, says: "cannot be backtracked", evidence: { windowSeconds: 0 } },
			{ name: "made without a window", with: { backtrackWindowSeconds: undefined }, says: "cannot be backtracked" },
			{ name: "a second too short", with: { backtrackWindowSeconds: 3599 }, says: "only 3599 seconds" },
			{ name: "shorter than configured", parameters: { minimumHours: 72 }, says: "72 hours" },
			{
				name: "too short where we think that it is not offered",
				with: { backtrackWindowSeconds: 1, region: "eu-north-1" },
				says: "only 1",
			},
			{
				name: "a region that the configuration says offers it",
				with: { backtrackWindowSeconds: 0, region: "eu-north-1" },
				parameters: { unavailableRegions: [] },
			},
		],
		notApplicable: [
			{
				name: "Aurora PostgreSQL",
				with: { engine: "aurora-postgresql", backtrackWindowSeconds: undefined },
				says: "aurora-postgresql, which has no backtracking",
			},
			{
				name: "Aurora Serverless v1",
				with: { engineMode: "serverless", backtrackWindowSeconds: 0 },
				says: "Serverless v1, which has no backtracking",
			},
			{ name: "part of a global database", with: { globalCluster: "g", backtrackWindowSeconds: 0 }, says: "global database g" },
			{ name: "a region without it", with: { region: "eu-north-1", backtrackWindowSeconds: 0 }, says: "eu-north-1" },
		],
	},
	auroraMysql,
);

describe("regions without backtracking", () => {
	it("are those that AWS documents", () => {
		expect(rdsClusterBacktrack.parameters.unavailableRegions.default).toEqual([
			...["af-south-1", "ap-east-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-6", "ca-west-1"],
			...["cn-north-1", "cn-northwest-1", "eu-north-1", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1"],
			...["me-south-1", "sa-east-1", "us-gov-east-1", "us-gov-west-1"],
		]);
	});
});
