import { homeRegion } from "../../aws/partitions.ts";
import { repairRoleName } from "../../remediations/rights.ts";
import { block, expression, hcl, jsonencode } from "./hcl.ts";
import { about, busOf, conditionsOf, forwardedRules, type MemberOptions, readsOf, repairConditionsOf, repairsIn } from "./member.ts";

/** The account that Terraform is run for. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
const own = "${data.aws_caller_identity.parapet.account_id}";

const policy = (...Statement: readonly object[]) => jsonencode({ Version: "2012-10-17", Statement });

/** What `memberTemplate` makes, for Terraform: a file to put into the configuration of an account. Needs the provider of AWS from version 6 on. */
export const memberTerraform = (options: MemberOptions): string =>
	[
		`# ${about(options)}.\n# Made by: parapet deploy member-template --format terraform\n`,
		`terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = ">= 6.0"\n    }\n  }\n}\n`,
		block('variable "parapet_external_id"', {
			description: "The externalId of the configuration: without it nobody enters the role",
			type: expression("string"),
		}),
		'data "aws_caller_identity" "parapet" {}\n',
		...role(options),
		...repairRoles(options),
		...(options.events ? forwarding(options) : []),
		block('output "parapet_role_arn"', {
			description: "For accounts[].roleArn of the configuration",
			value: expression("aws_iam_role.parapet.arn"),
		}),
	].join("\n");

function role(options: MemberOptions): string[] {
	const { partition, account, roleName, databaseUsers, securityHub } = options;
	return [
		block('resource "aws_iam_role" "parapet"', {
			name: roleName,
			description: about(options),
			max_session_duration: 3600,
			assume_role_policy: policy({
				Effect: "Allow",
				Principal: { AWS: `arn:${partition}:iam::${account}:root` },
				Action: "sts:AssumeRole",
				// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
				Condition: conditionsOf(options, "${var.parapet_external_id}"),
			}),
		}),
		block('resource "aws_iam_role_policy" "parapet"', {
			name: "parapet-scan",
			role: expression("aws_iam_role.parapet.id"),
			policy: policy(
				{ Sid: "ReadsWhateverIsThere", Effect: "Allow", Action: readsOf(options), Resource: "*" },
				...(databaseUsers.length > 0
					? [
							{
								Sid: "LogInToDatabases",
								Effect: "Allow",
								Action: ["rds-db:connect"],
								Resource: databaseUsers.map((user) => `arn:${partition}:rds-db:*:${own}:dbuser:*/${user}`),
							},
						]
					: []),
				...(securityHub
					? [
							{
								Sid: "ImportFindings",
								Effect: "Allow",
								Action: ["securityhub:BatchImportFindings"],
								Resource: `arn:${partition}:securityhub:*:${own}:product/${own}/default`,
							},
						]
					: []),
			),
		}),
	];
}

/** A role for each family of repairs that may change anything; the deployment has its own in its account. */
const repairRoles = (options: MemberOptions): string[] =>
	repairsIn(options, { partition: options.partition, account: own }).flatMap(({ family, statements }) => {
		const { partition, account, stage } = options;
		const count = expression(`data.aws_caller_identity.parapet.account_id == "${account}" ? 0 : 1`);
		return [
			block(`resource "aws_iam_role" "parapet_repair_${family}"`, {
				count,
				name: repairRoleName(stage, family),
				description: `Lets Parapet (stage ${stage}, account ${account}) make repairs of the family ${family}`,
				max_session_duration: 3600,
				assume_role_policy: policy({
					Effect: "Allow",
					Principal: { AWS: `arn:${partition}:iam::${account}:root` },
					Action: "sts:AssumeRole",
					// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
					Condition: repairConditionsOf(options, "${var.parapet_external_id}"),
				}),
			}),
			block(`resource "aws_iam_role_policy" "parapet_repair_${family}"`, {
				count,
				name: "repairs",
				role: expression(`aws_iam_role.parapet_repair_${family}[0].id`),
				policy: policy(...statements),
			}),
		];
	});

function forwarding(options: MemberOptions): string[] {
	const { partition, account, region, stage } = options;
	const patterns = Object.fromEntries(forwardedRules(options).map(({ name, pattern }) => [name, JSON.stringify(pattern)]));
	return [
		block('variable "parapet_regions"', {
			description: "The regions that are scanned; with them the one that has the events of IAM",
			type: expression("set(string)"),
			default: [...new Set([region, homeRegion(partition)])],
		}),
		[
			"# The deployment has rules of its own where it is.",
			"locals {",
			`  parapet_patterns = ${hcl(patterns, 1)}`,
			"  parapet_rules = {",
			"    for pair in setproduct(var.parapet_regions, keys(local.parapet_patterns)) :",
			// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
			'    "${pair[0]}/${pair[1]}" => { region = pair[0], name = pair[1] }',
			`    if !(data.aws_caller_identity.parapet.account_id == "${account}" && pair[0] == "${region}")`,
			"  }",
			"}",
			"",
		].join("\n"),
		block('resource "aws_iam_role" "parapet_forward"', {
			name: `parapet-${stage}-forward`,
			description: `Forwards events to Parapet (stage ${stage})`,
			assume_role_policy: policy({
				Effect: "Allow",
				Principal: { Service: "events.amazonaws.com" },
				Action: "sts:AssumeRole",
				Condition: { StringEquals: { "aws:SourceAccount": own } },
			}),
		}),
		block('resource "aws_iam_role_policy" "parapet_forward"', {
			name: "forward",
			role: expression("aws_iam_role.parapet_forward.id"),
			policy: policy({ Sid: "Forward", Effect: "Allow", Action: ["events:PutEvents"], Resource: busOf(options) }),
		}),
		block('resource "aws_cloudwatch_event_rule" "parapet"', {
			for_each: expression("local.parapet_rules"),
			region: expression("each.value.region"),
			name: `parapet-${stage}-\${each.value.name}`,
			event_pattern: expression("local.parapet_patterns[each.value.name]"),
		}),
		block('resource "aws_cloudwatch_event_target" "parapet"', {
			for_each: expression("local.parapet_rules"),
			region: expression("each.value.region"),
			rule: expression("aws_cloudwatch_event_rule.parapet[each.key].name"),
			target_id: "parapet",
			arn: busOf(options),
			role_arn: expression("aws_iam_role.parapet_forward.arn"),
		}),
	];
}
