import { homeRegion } from "../../aws/partitions.ts";
import { changeRules } from "./change-patterns.ts";
import { about, busOf, conditionsOf, type MemberOptions, readsOf } from "./member.ts";

/** What `memberTemplate` makes, for Terraform: a file to put into the configuration of an account. */
export function memberTerraform(options: MemberOptions): string {
	const { account, region, roleName, events, securityHub, databaseUsers, stage, partition } = options;
	const statements = [
		{ Sid: "ReadsWhateverIsThere", Effect: "Allow", Action: readsOf(options), Resource: "*" },
		...(databaseUsers.length > 0
			? [
					{
						Sid: "LogInToDatabases",
						Effect: "Allow",
						Action: ["rds-db:connect"],
						Resource: databaseUsers.map(
							(user) => `arn:${partition}:rds-db:*:\${data.aws_caller_identity.parapet.account_id}:dbuser:*/${user}`,
						),
					},
				]
			: []),
		...(securityHub
			? [
					{
						Sid: "ImportFindings",
						Effect: "Allow",
						Action: ["securityhub:BatchImportFindings"],
						Resource: `arn:${partition}:securityhub:*:\${data.aws_caller_identity.parapet.account_id}:product/\${data.aws_caller_identity.parapet.account_id}/default`,
					},
				]
			: []),
	];
	const trust = {
		Version: "2012-10-17",
		Statement: [
			{
				Effect: "Allow",
				Principal: { AWS: `arn:${partition}:iam::${account}:root` },
				Action: "sts:AssumeRole",
				// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
				Condition: conditionsOf(options, "${var.parapet_external_id}"),
			},
		],
	};
	return [
		`# ${about(options)}.`,
		"# Made by: parapet deploy member-template --format terraform",
		"",
		"terraform {",
		"  required_providers {",
		"    aws = {",
		'      source  = "hashicorp/aws"',
		'      version = ">= 6.0"',
		"    }",
		"  }",
		"}",
		"",
		'variable "parapet_external_id" {',
		'  description = "The externalId of the configuration: without it nobody enters the role"',
		"  type        = string",
		"",
		"  validation {",
		"    condition     = length(var.parapet_external_id) >= 2",
		'    error_message = "Give the externalId of the configuration."',
		"  }",
		"}",
		"",
		'data "aws_caller_identity" "parapet" {}',
		"",
		'resource "aws_iam_role" "parapet" {',
		`  name                 = ${quoted(roleName)}`,
		`  description          = ${quoted(about(options))}`,
		"  max_session_duration = 3600",
		`  assume_role_policy   = jsonencode(${hcl(trust, 1)})`,
		"}",
		"",
		'resource "aws_iam_role_policy" "parapet" {',
		'  name   = "parapet-scan"',
		"  role   = aws_iam_role.parapet.id",
		`  policy = jsonencode(${hcl({ Version: "2012-10-17", Statement: statements }, 1)})`,
		"}",
		...(events ? forwardingTerraform(options) : []),
		"",
		'output "parapet_role_arn" {',
		'  description = "For accounts[].roleArn of the configuration"',
		"  value       = aws_iam_role.parapet.arn",
		"}",
		"",
	].join("\n");

	function forwardingTerraform(of: MemberOptions): string[] {
		const patterns = Object.fromEntries(changeRules.map(({ name, pattern }) => [name, JSON.stringify(pattern)]));
		return [
			"",
			'variable "parapet_regions" {',
			'  description = "The regions that are scanned; with them the one that has the events of IAM"',
			"  type        = set(string)",
			`  default     = ${hcl([...new Set([region, homeRegion(partition)])], 1)}`,
			"}",
			"",
			"locals {",
			`  parapet_patterns = ${hcl(patterns, 1)}`,
			"  parapet_rules = {",
			"    for pair in setproduct(var.parapet_regions, keys(local.parapet_patterns)) :",
			// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
			'    "${pair[0]}/${pair[1]}" => { region = pair[0], name = pair[1] }',
			`    if !(data.aws_caller_identity.parapet.account_id == ${quoted(account)} && pair[0] == ${quoted(region)})`,
			"  }",
			"}",
			"",
			'resource "aws_iam_role" "parapet_forward" {',
			`  name               = ${quoted(`parapet-${stage}-forward`)}`,
			`  description        = ${quoted(`Forwards events to Parapet (stage ${stage})`)}`,
			`  assume_role_policy = jsonencode(${hcl(
				{
					Version: "2012-10-17",
					Statement: [
						{
							Effect: "Allow",
							Principal: { Service: "events.amazonaws.com" },
							Action: "sts:AssumeRole",
							// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
							Condition: { StringEquals: { "aws:SourceAccount": "${data.aws_caller_identity.parapet.account_id}" } },
						},
					],
				},
				1,
			)})`,
			"}",
			"",
			'resource "aws_iam_role_policy" "parapet_forward" {',
			'  name   = "forward"',
			"  role   = aws_iam_role.parapet_forward.id",
			`  policy = jsonencode(${hcl({ Version: "2012-10-17", Statement: [{ Sid: "Forward", Effect: "Allow", Action: ["events:PutEvents"], Resource: busOf(of) }] }, 1)})`,
			"}",
			"",
			'resource "aws_cloudwatch_event_rule" "parapet" {',
			"  for_each      = local.parapet_rules",
			"  region        = each.value.region",
			`  name          = "parapet-${stage}-\${each.value.name}"`,
			"  event_pattern = local.parapet_patterns[each.value.name]",
			"}",
			"",
			'resource "aws_cloudwatch_event_target" "parapet" {',
			"  for_each  = local.parapet_rules",
			"  region    = each.value.region",
			"  rule      = aws_cloudwatch_event_rule.parapet[each.key].name",
			'  target_id = "parapet"',
			`  arn       = ${quoted(busOf(of))}`,
			"  role_arn  = aws_iam_role.parapet_forward.arn",
			"}",
		];
	}
}

/** A string of HCL; `${…}` in it is Terraform's. */
const quoted = (text: string): string => JSON.stringify(text);

/** A value as HCL, indented by two spaces a level. */
function hcl(value: unknown, level: number): string {
	const indent = "  ".repeat(level + 1);
	const end = "  ".repeat(level);
	if (Array.isArray(value)) {
		if (value.length === 0) return "[]";
		return `[\n${value.map((item) => `${indent}${hcl(item, level + 1)},\n`).join("")}${end}]`;
	}
	if (typeof value === "object" && value !== null)
		return `{\n${Object.entries(value)
			.map(([name, item]) => `${indent}${/^[A-Za-z_]\w*$/.test(name) ? name : quoted(name)} = ${hcl(item, level + 1)}\n`)
			.join("")}${end}}`;
	return JSON.stringify(value);
}
