import { rdsClusterActivityStream } from "../../../shared/rules/rds/rds-cluster-activity-stream.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterActivityStream, {
	pass: [
		{ name: "a stream", says: "streams", evidence: { activityStreamStatus: "started" } },
		{ name: "a stream that is required", parameters: { required: true } },
	],
	fail: [
		{
			name: "no stream where one is required",
			with: { activityStreamStatus: "stopped" },
			parameters: { required: true },
			says: "is stopped",
		},
		{
			name: "a stream that is only starting",
			with: { activityStreamStatus: "starting" },
			parameters: { required: true },
			says: "is starting",
			evidence: { activityStreamStatus: "starting" },
		},
	],
	notApplicable: [
		{ name: "no stream, and none is required", with: { activityStreamStatus: "stopped" }, says: "requires no activity stream" },
		{ name: "AWS did not say, and none is required", with: { activityStreamStatus: undefined }, says: "requires no activity stream" },
		{ name: "a Multi-AZ DB cluster", with: { sort: "multi-az", activityStreamStatus: undefined }, says: "Multi-AZ DB cluster" },
		{
			name: "Aurora Serverless v1",
			with: { engineMode: "serverless", activityStreamStatus: "stopped" },
			parameters: { required: true },
			says: "no activity stream",
		},
	],
	indeterminate: [
		{
			name: "AWS did not say, where one is required",
			with: { activityStreamStatus: undefined },
			parameters: { required: true },
			says: "ActivityStreamStatus",
		},
	],
});
