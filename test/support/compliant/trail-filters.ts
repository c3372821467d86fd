import { seen } from "../../../shared/core/observed.ts";
import type { MetricFilter } from "../../../shared/core/resources/region.ts";

/** A pattern that matches any of the events (names separated by spaces). */
const anyOf = (events: string): string =>
	`{ ${events
		.split(" ")
		.map((event) => `($.eventName = ${event})`)
		.join(" || ")} }`;

/** The patterns that the CIS AWS Foundations Benchmark asks for, as it writes them. */
const patterns = [
	'{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
	'{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
	'{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
	'{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
	/** An alarm tells of changes to CloudTrail. */
	anyOf("CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging"),
	/** An alarm tells of changes to AWS Config. */
	anyOf("StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder"),
	/** An alarm tells of changes to IAM policies. */
	anyOf(
		"DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy CreatePolicy DeletePolicy CreatePolicyVersion DeletePolicyVersion AttachRolePolicy DetachRolePolicy AttachUserPolicy DetachUserPolicy AttachGroupPolicy DetachGroupPolicy",
	),
	/** An alarm tells of KMS keys that are disabled or scheduled for deletion. */
	anyOf("DisableKey ScheduleKeyDeletion"),
	/** An alarm tells of changes to network ACLs. */
	anyOf(
		"CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry ReplaceNetworkAclEntry ReplaceNetworkAclAssociation",
	),
	/** An alarm tells of changes to network gateways. */
	anyOf(
		"CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway DeleteInternetGateway DetachInternetGateway",
	),
	/** An alarm tells of changes to AWS Organizations. */
	anyOf(
		"AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit CreatePolicy DeclineHandshake DeleteOrganization DeleteOrganizationalUnit DeletePolicy DetachPolicy DisablePolicyType EnablePolicyType InviteAccountToOrganization LeaveOrganization MoveAccount RemoveAccountFromOrganization UpdateOrganizationalUnit UpdatePolicy",
	),
	/** An alarm tells of changes to route tables. */
	anyOf("CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable DeleteRoute DisassociateRouteTable"),
	/** An alarm tells of changes to S3 bucket policies. */
	anyOf(
		"PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication",
	),
	/** An alarm tells of changes to security groups. */
	anyOf(
		"AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup",
	),
	/** An alarm tells of changes to VPCs. */
	anyOf(
		"CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection CreateVpcPeeringConnection DeleteVpcPeeringConnection RejectVpcPeeringConnection",
	),
];

/** A metric filter for each pattern on the trail's log group, with an alarm that acts. */
export const trailFilters = (logGroup: string): MetricFilter[] =>
	patterns.map((pattern, index) => ({
		name: `filter-${index}`,
		logGroup,
		pattern,
		alarms: seen([{ name: `alarm-${index}`, hasActions: true }]),
	}));
