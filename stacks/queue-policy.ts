/** Denies what does not come over TLS. */
export const overTls = (action: string, arn: string) => ({
	Sid: "OverTlsOnly",
	Effect: "Deny",
	Principal: "*",
	Action: [action],
	Resource: [arn],
	Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** A service that may send to a queue, for things of this account alone. */
export interface Sender {
	readonly sid: string;
	readonly service: string;
	readonly sources: readonly string[];
}

/** The policy of a queue. */
export const queuePolicy = (arn: string, account: string, senders: readonly Sender[]) => ({
	Version: "2012-10-17",
	Statement: [
		overTls("sqs:*", arn),
		...senders.map(({ sid, service, sources }) => ({
			Sid: sid,
			Effect: "Allow",
			Principal: { Service: service },
			Action: ["sqs:SendMessage"],
			Resource: [arn],
			Condition: { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sources } },
		})),
	],
});
