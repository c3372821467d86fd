import { gunzipSync } from "node:zlib";
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
	CreateDBInstanceCommand,
	CreateDBParameterGroupCommand,
	CreateDBSubnetGroupCommand,
	DeleteDBInstanceCommand,
	ModifyDBParameterGroupCommand,
	RDSClient,
} from "@aws-sdk/client-rds";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Alert } from "../../../shared/core/alerts/alert.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";
import { type Deployed, type Notification, place } from "./deployed.ts";

/** What tests do to the accounts that are scanned, and read of what the application keeps. */
export function worldOf({ application, member }: Deployed) {
	async function rds<Output>(account: string, region: string, call: (client: RDSClient) => Promise<Output>): Promise<Output> {
		const client = new RDSClient(member(account, region));
		try {
			return await call(client);
		} finally {
			client.destroy();
		}
	}
	const bucketOf = (name: "evidence" | "state") => `parapet-${place.stage}-${name}-${place.account}-${place.region}`;
	async function body(name: "evidence" | "state", Key: string): Promise<Buffer> {
		const { Body } = await application.clients.s3.send(new GetObjectCommand({ Bucket: bucketOf(name), Key }));
		return Buffer.from((await Body?.transformToByteArray()) ?? []);
	}
	const pointer = async (scope: string) =>
		JSON.parse((await body("evidence", `latest/v1/${scope}.json`)).toString()) as { readonly key: string; readonly snapshotId: string };
	return {
		bucketOf,
		body,
		pointer,
		/** Makes what databases of the account need there. Everything that is asked of them is then known. */
		prepare: async (account: string, region: string): Promise<void> => {
			const ec2 = new EC2Client(member(account, region));
			const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" }));
			const subnets = await Promise.all(
				["a", "b"].map((zone, index) =>
					ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: `10.9.${index}.0/24`, AvailabilityZone: `${region}${zone}` })),
				),
			);
			ec2.destroy();
			const group = { DBParameterGroupName: "pg" };
			await rds(account, region, async (client) => {
				await client.send(
					new CreateDBSubnetGroupCommand({
						DBSubnetGroupName: "main",
						DBSubnetGroupDescription: "databases",
						SubnetIds: subnets.map(({ Subnet }) => Subnet?.SubnetId ?? ""),
					}),
				);
				await client.send(new CreateDBParameterGroupCommand({ ...group, DBParameterGroupFamily: "postgres16", Description: "pg" }));
				const Parameters = Object.entries({ "rds.force_ssl": "1", ssl_ciphers: "HIGH:!aNULL:!3DES" }).map(
					([ParameterName, ParameterValue]) => ({
						ParameterName,
						ParameterValue,
						ApplyMethod: "immediate" as const,
					}),
				);
				await client.send(new ModifyDBParameterGroupCommand({ ...group, Parameters }));
			});
		},
		/** Makes a database, by default one whose storage is not encrypted. */
		create: (account: string, region: string, DBInstanceIdentifier: string, StorageEncrypted = false) =>
			rds(account, region, (client) =>
				client.send(
					new CreateDBInstanceCommand({
						DBInstanceIdentifier,
						DBInstanceClass: "db.t4g.micro",
						Engine: "postgres",
						EngineVersion: "16.9",
						EngineLifecycleSupport: "open-source-rds-extended-support-disabled",
						DBSubnetGroupName: "main",
						DBParameterGroupName: "pg",
						AllocatedStorage: 20,
						MasterUsername: "dbo",
						MasterUserPassword: "not-a-secret-1",
						StorageEncrypted,
					}),
				),
			),
		remove: (account: string, region: string, DBInstanceIdentifier: string) =>
			rds(account, region, (client) => client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }))),
		keys: async (name: "evidence" | "state", Prefix: string): Promise<string[]> => {
			const { Contents = [] } = await application.clients.s3.send(new ListObjectsV2Command({ Bucket: bucketOf(name), Prefix }));
			return Contents.map(({ Key = "" }) => Key);
		},
		latest: async (scope: string) => JSON.parse(gunzipSync(await body("evidence", (await pointer(scope)).key)).toString()) as Snapshot,
		/** A tick of the schedule, until everything that it leads to is over. Fails when the execution does. */
		scan: async (seconds = 120): Promise<string> => {
			const execution = (await application.tick("scan")) ?? "";
			const { status, error, cause = "" } = await application.finished(execution, seconds);
			if (status !== "SUCCEEDED") throw new Error(`The scan ended ${status}: ${error} ${cause.slice(0, 1000)}`);
			await application.settled(seconds);
			return execution.split(":").at(-1) ?? "";
		},
	};
}

/** The alerts in what a topic sent; digests are for people, and only repeat them. */
export const alertsIn = (heard: readonly Notification[]): Alert[] =>
	heard
		.map(({ Message }) => JSON.parse(Message) as Alert | { readonly type: "digest" })
		.filter((message): message is Alert => message.type === "alert");

/** Names of the databases that alerts are about; their snapshots count as they do. */
export const databasesIn = (alerts: readonly Alert[]): Set<string | undefined> =>
	new Set(alerts.map(({ resource }) => resource?.name.replace(/^rds:(.+)-\d{4}-\d\d-\d\d-\d\d-\d\d$/, "$1")));

/** Alerts in short: what, by which rule, of what. */
export const named = (alerts: readonly Alert[]): string[] =>
	alerts.map(({ kind, rule, resource }) => `${kind} ${rule?.id} ${resource?.name.replace(/-\d{4}-\d\d-\d\d-\d\d-\d\d$/, "")}`).sort();
