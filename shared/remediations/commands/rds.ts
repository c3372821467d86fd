import {
	CopyDBSnapshotCommand,
	CreateDBClusterSnapshotCommand,
	CreateDBParameterGroupCommand,
	CreateDBSnapshotCommand,
	CreateEventSubscriptionCommand,
	DeleteEventSubscriptionCommand,
	DisableHttpEndpointCommand,
	EnableHttpEndpointCommand,
	ModifyDBClusterCommand,
	ModifyDBClusterSnapshotAttributeCommand,
	ModifyDBInstanceCommand,
	ModifyDBProxyCommand,
	ModifyDBSnapshotAttributeCommand,
	ModifyGlobalClusterCommand,
	RestoreDBClusterFromSnapshotCommand,
	RestoreDBInstanceFromDBSnapshotCommand,
} from "@aws-sdk/client-rds";
import type { JsonObject } from "../action.ts";

/** Every operation of RDS that a repair may call, and no other. */
export const rdsCommands = {
	"rds:CopyDBSnapshot": (input: JsonObject) => new CopyDBSnapshotCommand(input as never),
	"rds:CreateDBClusterSnapshot": (input: JsonObject) => new CreateDBClusterSnapshotCommand(input as never),
	"rds:CreateDBParameterGroup": (input: JsonObject) => new CreateDBParameterGroupCommand(input as never),
	"rds:CreateDBSnapshot": (input: JsonObject) => new CreateDBSnapshotCommand(input as never),
	"rds:CreateEventSubscription": (input: JsonObject) => new CreateEventSubscriptionCommand(input as never),
	"rds:DeleteEventSubscription": (input: JsonObject) => new DeleteEventSubscriptionCommand(input as never),
	"rds:DisableHttpEndpoint": (input: JsonObject) => new DisableHttpEndpointCommand(input as never),
	"rds:EnableHttpEndpoint": (input: JsonObject) => new EnableHttpEndpointCommand(input as never),
	"rds:ModifyDBCluster": (input: JsonObject) => new ModifyDBClusterCommand(input as never),
	"rds:ModifyDBClusterSnapshotAttribute": (input: JsonObject) => new ModifyDBClusterSnapshotAttributeCommand(input as never),
	"rds:ModifyDBInstance": (input: JsonObject) => new ModifyDBInstanceCommand(input as never),
	"rds:ModifyDBProxy": (input: JsonObject) => new ModifyDBProxyCommand(input as never),
	"rds:ModifyDBSnapshotAttribute": (input: JsonObject) => new ModifyDBSnapshotAttributeCommand(input as never),
	"rds:ModifyGlobalCluster": (input: JsonObject) => new ModifyGlobalClusterCommand(input as never),
	"rds:RestoreDBClusterFromSnapshot": (input: JsonObject) => new RestoreDBClusterFromSnapshotCommand(input as never),
	"rds:RestoreDBInstanceFromDBSnapshot": (input: JsonObject) => new RestoreDBInstanceFromDBSnapshotCommand(input as never),
} as const;
