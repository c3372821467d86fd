import {
	AssociateAccessPolicyCommand,
	AssociateEncryptionConfigCommand,
	DisassociateAccessPolicyCommand,
	UpdateClusterConfigCommand,
	UpdateClusterVersionCommand,
} from "@aws-sdk/client-eks";
import type { JsonObject } from "../action.ts";

/** Everything that repairs may change in EKS. */
export const eksCommands = {
	"eks:AssociateAccessPolicy": (input: JsonObject) => new AssociateAccessPolicyCommand(input as never),
	"eks:AssociateEncryptionConfig": (input: JsonObject) => new AssociateEncryptionConfigCommand(input as never),
	"eks:DisassociateAccessPolicy": (input: JsonObject) => new DisassociateAccessPolicyCommand(input as never),
	"eks:UpdateClusterConfig": (input: JsonObject) => new UpdateClusterConfigCommand(input as never),
	"eks:UpdateClusterVersion": (input: JsonObject) => new UpdateClusterVersionCommand(input as never),
} as const;
