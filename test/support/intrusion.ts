/** A finding of GuardDuty's RDS protection, as EventBridge brings it. */
export const intrusionEvent = (differences: Readonly<Record<string, unknown>> = {}) => ({
	version: "0",
	id: "c8c4daa7-a20c-2f03-0070-b7393dd542ad",
	"detail-type": "GuardDuty Finding",
	source: "aws.guardduty",
	account: "111122223333",
	time: "2026-11-24T12:00:00Z",
	region: "eu-west-1",
	resources: [],
	detail: {
		schemaVersion: "2.0",
		accountId: "111122223333",
		region: "eu-west-1",
		partition: "aws",
		id: "16afba5c5c43e07c9e3e5e2e544e95df",
		type: "CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin",
		severity: 8,
		resource: {
			resourceType: "RDSDBInstance",
			rdsDbInstanceDetails: {
				dbInstanceIdentifier: "orders",
				engine: "Aurora PostgreSQL",
				dbInstanceArn: "arn:aws:rds:eu-west-1:111122223333:db:orders",
			},
			rdsDbUserDetails: { user: "dbo", application: "psql", database: "postgres", ssl: "on", authMethod: "password" },
		},
		...differences,
	},
});
