import { stringify } from "yaml";
import { changeRules } from "./change-patterns.ts";
import { about, busOf, conditionsOf, type MemberOptions, readsOf } from "./member.ts";

/**
 * A CloudFormation template for an account that is scanned, as a stack or a StackSet: the role, which only reads and which nobody enters without the
 * ExternalId, once an account; and rules that forward what changes, in every region where the stack is.
 */
export function memberTemplate(options: MemberOptions) {
	const { roleName, events, securityHub, databaseUsers, account, region, stage } = options;
	const sub = (text: string) => ({ "Fn::Sub": text });
	const once = { Condition: "InRegionOfRole" };
	const forwarding = { Condition: "Elsewhere" };
	const allow = (Sid: string, Action: readonly string[], Resource: unknown) => ({ Sid, Effect: "Allow", Action, Resource });
	return {
		AWSTemplateFormatVersion: "2010-09-09",
		Description: `${about(options)}${events ? " and forwards what changes in it" : ""}`,
		Parameters: {
			ExternalId: {
				Type: "String",
				MinLength: 2,
				MaxLength: 1224,
				AllowedPattern: "[\\w+=,.@:/-]+",
				Description: "The externalId of the configuration: without it nobody enters the role.",
			},
			RegionOfRole: {
				Type: "String",
				Default: region,
				Description: "The one region whose stack makes the role; roles are the same in all regions.",
			},
		},
		Conditions: {
			InRegionOfRole: { "Fn::Equals": [{ Ref: "AWS::Region" }, { Ref: "RegionOfRole" }] },
			// The deployment has rules of its own where it is.
			Elsewhere: {
				"Fn::Not": [
					{
						"Fn::And": [{ "Fn::Equals": [{ Ref: "AWS::AccountId" }, account] }, { "Fn::Equals": [{ Ref: "AWS::Region" }, region] }],
					},
				],
			},
		},
		Resources: {
			ScannerRole: {
				Type: "AWS::IAM::Role",
				...once,
				Properties: {
					RoleName: roleName,
					Description: about(options),
					MaxSessionDuration: 3600,
					AssumeRolePolicyDocument: {
						Version: "2012-10-17",
						Statement: [
							{
								Effect: "Allow",
								Principal: { AWS: sub(`arn:\${AWS::Partition}:iam::${account}:root`) },
								Action: "sts:AssumeRole",
								Condition: conditionsOf(options, { Ref: "ExternalId" }),
							},
						],
					},
					Policies: [
						{
							PolicyName: "parapet-scan",
							PolicyDocument: {
								Version: "2012-10-17",
								Statement: [
									allow("ReadsWhateverIsThere", readsOf(options), "*"),
									...(databaseUsers.length > 0
										? [
												allow(
													"LogInToDatabases",
													["rds-db:connect"],
													databaseUsers.map((user) => sub(`arn:\${AWS::Partition}:rds-db:*:\${AWS::AccountId}:dbuser:*/${user}`)),
												),
											]
										: []),
									...(securityHub
										? [
												allow(
													"ImportFindings",
													["securityhub:BatchImportFindings"],
													sub(`arn:\${AWS::Partition}:securityhub:*:\${AWS::AccountId}:product/\${AWS::AccountId}/default`),
												),
											]
										: []),
								],
							},
						},
					],
				},
			},
			...(events
				? {
						ForwardingRole: {
							Type: "AWS::IAM::Role",
							...forwarding,
							Properties: {
								RoleName: sub(`parapet-${stage}-forward-\${AWS::Region}`),
								Description: `Forwards events to Parapet (stage ${stage})`,
								AssumeRolePolicyDocument: {
									Version: "2012-10-17",
									Statement: [
										{
											Effect: "Allow",
											Principal: { Service: "events.amazonaws.com" },
											Action: "sts:AssumeRole",
											Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
										},
									],
								},
								Policies: [
									{
										PolicyName: "forward",
										PolicyDocument: { Version: "2012-10-17", Statement: [allow("Forward", ["events:PutEvents"], busOf(options))] },
									},
								],
							},
						},
						...Object.fromEntries(
							changeRules.map(({ name, description, pattern }) => [
								`Rule${name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`,
								{
									Type: "AWS::Events::Rule",
									...forwarding,
									Properties: {
										Name: `parapet-${stage}-${name}`,
										Description: description.slice(0, 512),
										State: "ENABLED",
										EventPattern: pattern,
										Targets: [{ Id: "parapet", Arn: busOf(options), RoleArn: { "Fn::GetAtt": ["ForwardingRole", "Arn"] } }],
									},
								},
							]),
						),
					}
				: {}),
		},
		Outputs: {
			RoleArn: { ...once, Description: "For accounts[].roleArn of the configuration", Value: { "Fn::GetAtt": ["ScannerRole", "Arn"] } },
		},
	};
}

/** The template as YAML. */
export const memberCloudFormation = (options: MemberOptions): string =>
	`# ${about(options)}.\n# Made by: parapet deploy member-template --format cloudformation\n${stringify(memberTemplate(options), { lineWidth: 0, aliasDuplicateObjects: false })}`;
