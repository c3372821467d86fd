import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterS3BucketPolicyChanges = defineRule({
	id: "account-filter-s3-bucket-policy-changes",
	title: "An alarm tells of changes to S3 bucket policies",
	severity: "medium",
	resource: "aws.Region",
	risk: "One change of a bucket policy can publish database exports and backups; without an alarm they stay public until somebody finds them.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_log_metric_filter_for_s3_bucket_policy_changes"], securityHub: ["CloudWatch.8"] },
	parameters: {
		events: strings(
			[
				"PutBucketAcl",
				"PutBucketPolicy",
				"PutBucketCors",
				"PutBucketLifecycle",
				"PutBucketReplication",
				"DeleteBucketPolicy",
				"DeleteBucketCors",
				"DeleteBucketLifecycle",
				"DeleteBucketReplication",
			],
			"The events of s3.amazonaws.com that an alarm must tell of.",
		),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "changes of S3 bucket policies", apiCalls("s3", parameters.events));
	},
});
