import { stringify } from "yaml";
import { repairRoleName } from "../../remediations/rights.ts";
import { about, busOf, conditionsOf, forwardedRules, type MemberOptions, readsOf, repairConditionsOf, repairsIn } from "./member.ts";

/** Names that CloudFormation knows only when it makes the stack. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own.
const here = { partition: "${AWS::Partition}", account: "${AWS::AccountId}" };

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
			// The deployment has roles of repairs of its own in its account.
			RepairsHere: {
				"Fn::And": [{ Condition: "InRegionOfRole" }, { "Fn::Not": [{ "Fn::Equals": [{ Ref: "AWS::AccountId" }, account] }] }],
			},
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
			...repairRoles(options),
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
							forwardedRules(options).map(({ name, description, pattern }) => [
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

/** A role for each family of repairs that may change anything. */
function repairRoles(options: MemberOptions) {
	const { account, stage } = options;
	const known = (text: string): unknown => (text.includes("${AWS::") ? { "Fn::Sub": text } : text);
	return Object.fromEntries(
		repairsIn(options, here).map(({ family, statements }) => [
			`Repair${family[0]?.toUpperCase()}${family.slice(1)}Role`,
			{
				Type: "AWS::IAM::Role",
				Condition: "RepairsHere",
				Properties: {
					RoleName: repairRoleName(stage, family),
					Description: `Lets Parapet (stage ${stage}, account ${account}) make repairs of the family ${family}`,
					MaxSessionDuration: 3600,
					AssumeRolePolicyDocument: {
						Version: "2012-10-17",
						Statement: [
							{
								Effect: "Allow",
								Principal: { AWS: { "Fn::Sub": `arn:\${AWS::Partition}:iam::${account}:root` } },
								Action: "sts:AssumeRole",
								Condition: repairConditionsOf(options, { Ref: "ExternalId" }),
							},
						],
					},
					Policies: [
						{
							PolicyName: "repairs",
							PolicyDocument: {
								Version: "2012-10-17",
								Statement: statements.map((statement) => ({ ...statement, Resource: statement.Resource.map(known) })),
							},
						},
					],
				},
			},
		]),
	);
}

/** The template as YAML. */
export const memberCloudFormation = (options: MemberOptions): string =>
	`# ${about(options)}.\n# Made by: parapet deploy member-template --format cloudformation\n${stringify(memberTemplate(options), { lineWidth: 0, aliasDuplicateObjects: false })}`;
