/**
 * Events as the documentation of AWS shows them: CloudTrail's in "AWS service events delivered via AWS CloudTrail" (EventBridge user guide) and the
 * CloudTrail record contents, RDS's in "Creating a rule that triggers on an Amazon RDS event", Security Hub's in "EventBridge event formats".
 */

interface Where {
	readonly id?: string;
	readonly account?: string;
	readonly region?: string;
	readonly time?: string;
}

const envelope = ({
	id = "17793124-05d4-b198-2fde-7ededc63b103",
	account = "111122223333",
	region = "eu-west-1",
	time = "2026-06-15T12:00:00Z",
}: Where) => ({
	version: "0",
	id,
	account,
	time,
	region,
	resources: [] as string[],
});

/** A call, as CloudTrail tells EventBridge of it. `call` is `rds:ModifyDBInstance`. */
export function calledEvent(call: string, where: Where = {}, detail: Readonly<Record<string, unknown>> = {}) {
	const [service = "", eventName = ""] = call.split(":");
	const common = envelope(where);
	return {
		...common,
		"detail-type": "AWS API Call via CloudTrail",
		source: `aws.${service}`,
		detail: {
			eventVersion: "1.11",
			userIdentity: {
				type: "AssumedRole",
				principalId: "AIDAEXAMPLE:jane",
				arn: `arn:aws:sts::${common.account}:assumed-role/Admin/jane`,
				accountId: common.account,
				sessionContext: { attributes: { creationDate: "2026-06-15T11:00:00Z", mfaAuthenticated: "true" } },
			},
			eventTime: common.time,
			eventSource: `${service}.amazonaws.com`,
			eventName,
			awsRegion: common.region,
			sourceIPAddress: "198.51.100.7",
			userAgent: "aws-cli/2.17",
			requestParameters: { dBInstanceIdentifier: "orders", publiclyAccessible: true },
			responseElements: null,
			requestID: "e9c3b5a2-9f1e-4d4e-8e35-0c6f3f7c1a11",
			eventID: "4f1a2b3c-0000-4000-8000-000000000001",
			readOnly: false,
			eventType: "AwsApiCall",
			managementEvent: true,
			recipientAccountId: common.account,
			eventCategory: "Management",
			...detail,
		},
	};
}

/** What RDS tells of itself. */
export const rdsEvent = (detailType: string, detail: Readonly<Record<string, unknown>> = {}, where: Where = {}) => ({
	...envelope(where),
	"detail-type": detailType,
	source: "aws.rds",
	detail: {
		EventCategories: ["configuration change"],
		SourceType: "DB_INSTANCE",
		SourceArn: "arn:aws:rds:eu-west-1:111122223333:db:orders",
		Date: "2026-06-15T12:00:00.292Z",
		Message: "Finished applying modification to DB instance.",
		SourceIdentifier: "orders",
		EventID: "RDS-EVENT-0014",
		...detail,
	},
});

/** A finding that Security Hub or another product imported. */
export const hubEvent = (finding: Readonly<Record<string, unknown>> = {}, where: Where = {}) => ({
	...envelope(where),
	"detail-type": "Security Hub Findings - Imported",
	source: "aws.securityhub",
	detail: {
		findings: [
			{
				SchemaVersion: "2018-10-08",
				Id: "arn:aws:securityhub:eu-west-1:111122223333:security-control/RDS.2/finding/a1b2",
				ProductArn: "arn:aws:securityhub:eu-west-1::product/aws/securityhub",
				ProductName: "Security Hub",
				AwsAccountId: "111122223333",
				UpdatedAt: "2026-06-15T11:59:00.000Z",
				RecordState: "ACTIVE",
				Workflow: { Status: "NEW" },
				Compliance: { Status: "FAILED", SecurityControlId: "RDS.2" },
				Resources: [
					{ Type: "AwsRdsDbInstance", Id: "arn:aws:rds:eu-west-1:111122223333:db:orders", Partition: "aws", Region: "eu-west-1" },
				],
				...finding,
			},
		],
	},
});

/** What `parapet deploy check` puts on the bus. */
export const checkEvent = (detail: Readonly<Record<string, unknown>> = {}, where: Where = {}) => ({
	...envelope(where),
	"detail-type": "Parapet Check",
	source: "parapet.check",
	detail: { id: "check-0001", at: "2026-06-15T12:00:00Z", ...detail },
});

/** What Secrets Manager says by itself of a rotation, in the shape of its CloudTrail entries: nobody called, and the secret is named beside the call. */
export const rotationEvent = (
	eventName: string,
	secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/app-AbCdEf",
	where: Where = {},
	detail: Readonly<Record<string, unknown>> = {},
) => {
	const common = envelope(where);
	return {
		...common,
		"detail-type": "AWS Service Event via CloudTrail",
		source: "aws.secretsmanager",
		detail: {
			eventVersion: "1.08",
			userIdentity: { accountId: common.account, invokedBy: "secretsmanager.amazonaws.com" },
			eventTime: common.time,
			eventSource: "secretsmanager.amazonaws.com",
			eventName,
			awsRegion: common.region,
			sourceIPAddress: "secretsmanager.amazonaws.com",
			userAgent: "secretsmanager.amazonaws.com",
			requestParameters: null,
			responseElements: null,
			additionalEventData: { SecretId: secret },
			requestID: `Rotation-${secret}-01234567`,
			eventID: "4f1a2b3c-0000-4000-8000-000000000002",
			readOnly: false,
			eventType: "AwsServiceEvent",
			managementEvent: true,
			recipientAccountId: common.account,
			eventCategory: "Management",
			...detail,
		},
	};
};
