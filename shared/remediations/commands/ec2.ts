import { AuthorizeSecurityGroupIngressCommand, RevokeSecurityGroupIngressCommand } from "@aws-sdk/client-ec2";
import type { JsonObject } from "../action.ts";

/** Everything that repairs may change in EC2. */
export const ec2Commands = {
	"ec2:AuthorizeSecurityGroupIngress": (input: JsonObject) => new AuthorizeSecurityGroupIngressCommand(input as never),
	"ec2:RevokeSecurityGroupIngress": (input: JsonObject) => new RevokeSecurityGroupIngressCommand(input as never),
} as const;
