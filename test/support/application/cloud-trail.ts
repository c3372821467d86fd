import type { Deployed } from "./deployed.ts";

/** What CloudTrail tells the default bus of an account: somebody modified an instance just now. `id` is of the event. */
export async function toldOfModify(
	deployed: Deployed,
	{ account, region }: Place,
	dBInstanceIdentifier: string,
	id: string,
): Promise<void> {
	const time = new Date(deployed.application.host.now()).toISOString().replace(/\.\d+Z$/, "Z");
	await deployed.emulator.event(
		{
			source: "aws.rds",
			"detail-type": "AWS API Call via CloudTrail",
			account,
			region,
			time,
			id,
			detail: {
				eventVersion: "1.11",
				userIdentity: { type: "IAMUser", accountId: account, userName: "somebody" },
				eventTime: time,
				eventSource: "rds.amazonaws.com",
				eventName: "ModifyDBInstance",
				awsRegion: region,
				requestParameters: { dBInstanceIdentifier },
				eventID: id,
				readOnly: false,
				eventType: "AwsApiCall",
				recipientAccountId: account,
			},
		},
		{ account, region },
	);
}

interface Place {
	readonly account: string;
	readonly region: string;
}
