import { type Alert, alertSchemaVersion, digestOf } from "./alert.ts";

/** The alert of `parapet alert test`: as a real one looks, and said to be none. `at` in milliseconds; every time another incident. */
export function sampleAlert(at: number): Alert {
	const fingerprint = digestOf("test", String(at));
	const snapshot = `test-${new Date(at).toISOString()}`;
	return {
		schema: alertSchemaVersion,
		type: "alert",
		id: digestOf(fingerprint, "new"),
		fingerprint,
		kind: "new",
		status: "open",
		severity: "informational",
		title: "Test of the alerts: nothing is wrong",
		detail: "This message was sent by parapet alert test. Whoever reads it will be told of real incidents too.",
		partition: "aws",
		account: "111122223333",
		region: "eu-west-1",
		environment: "test",
		rule: {
			id: "rds-instance-storage-encrypted",
			title: "Test of the alerts: nothing is wrong",
			risk: "None: the database of this message does not exist.",
			recommendation: "Nothing is to be done.",
			links: [],
		},
		resource: { arn: "arn:aws:rds:eu-west-1:111122223333:db:example", kind: "rds.DbInstance", name: "example", tags: {} },
		frameworks: [],
		observedAt: new Date(at).toISOString(),
		firstSeen: new Date(at).toISOString(),
		snapshot: { from: snapshot, to: snapshot },
		test: true,
	};
}
