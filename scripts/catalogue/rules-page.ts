import { type Framework, type FrameworkIndex, indexFrameworks } from "../../shared/core/framework.ts";
import { kinds } from "../../shared/core/kinds.ts";
import type { RuleParameter } from "../../shared/core/parameters.ts";
import type { AnyRule } from "../../shared/core/rule.ts";
import { severities, severityRank } from "../../shared/core/severity.ts";
import { code, counted, generated, page, table, text } from "./markdown.ts";

/** Services in the order of the page, with their names for people. */
const services: Readonly<Record<string, string>> = {
	rds: "Amazon RDS and Aurora",
	eks: "Amazon EKS",
	kubernetes: "Inside Kubernetes",
	connection: "Database connections",
	postgres: "Inside PostgreSQL",
	mysql: "Inside MySQL and MariaDB",
	kms: "AWS KMS",
	secretsmanager: "AWS Secrets Manager",
	iam: "AWS IAM",
	ec2: "Security groups and EC2",
	logs: "CloudWatch Logs",
	cloudwatch: "CloudWatch alarms",
	backup: "AWS Backup",
	account: "Accounts and regions",
};

const products = { prowler: "Prowler", securityHub: "Security Hub", awsConfig: "AWS Config", others: "Others" } as const;

/** `docs/rules.md`: every rule by service, worst first, with what it means and what it corresponds to. */
export function rulesPage(rules: readonly AnyRule[], frameworks: readonly Framework[]): string {
	const index = indexFrameworks(frameworks);
	const serviceOf = (rule: AnyRule): string => kinds[rule.resource].service;
	const unknown = rules.find((rule) => !services[serviceOf(rule)]);
	if (unknown) throw new Error(`The page has no heading for the service of ${unknown.id}: ${serviceOf(unknown)}.`);
	const groups = Object.entries(services)
		.map(([service, name]) => ({ name, rules: rules.filter((rule) => serviceOf(rule) === service).toSorted(worstFirst) }))
		.filter((group) => group.rules.length > 0);
	const bySeverity = severities
		.map((severity) => ({ severity, count: rules.filter((rule) => rule.severity === severity).length }))
		.filter(({ count }) => count > 0);
	return page([
		generated("npm run docs"),
		"# Rules",
		`${counted(rules.length, "rule")}: ${bySeverity.map(({ severity, count }) => `${count} ${severity}`).join(", ")}. Each asks one question about one kind of resource. Severities are those of a plain failure; a rule may raise or lower the severity of a finding by what it found.`,
		"The same from the command line: `parapet rules list`, `parapet rules show ID`. Parameters are set in the configuration file.",
		groups.map((group) => `- [${group.name}](#${anchor(group.name)}) (${group.rules.length})`).join("\n"),
		...groups.flatMap((group) => [
			`## ${group.name}`,
			table(
				["Rule", "Severity", "Requires that", "Requirements", "Related"],
				group.rules.map((rule) => [
					`[${code(rule.id)}](#${rule.id})`,
					rule.severity,
					text(rule.title),
					String(requirements(index, rule).length),
					[...(rule.related.securityHub ?? []), ...(rule.related.prowler ?? []).map(code)].join(", "),
				]),
			),
			...group.rules.flatMap((rule) => section(rule, index, frameworks)),
		]),
	]);
}

const anchor = (heading: string): string => heading.toLowerCase().replaceAll(" ", "-");

const worstFirst = (a: AnyRule, b: AnyRule): number => severityRank(a.severity) - severityRank(b.severity) || (a.id < b.id ? -1 : 1);

const requirements = (index: FrameworkIndex, rule: AnyRule): string[] => Object.values(index.get(rule.id) ?? {}).flat();

function section(rule: AnyRule, index: FrameworkIndex, frameworks: readonly Framework[]): string[] {
	const parameters = Object.entries(rule.parameters);
	const serves = frameworks.flatMap((framework) => {
		const ids = index.get(rule.id)?.[framework.id];
		return ids ? [`- ${text(framework.title)}: ${ids.join(", ")}`] : [];
	});
	const related = Object.entries(products).flatMap(([product, name]) => {
		const ids = rule.related[product as keyof typeof products] ?? [];
		return ids.length > 0 ? [`- ${name}: ${ids.map(code).join(", ")}`] : [];
	});
	return [
		`### ${rule.id}`,
		`**${text(rule.title)}.** ${rule.severity}, ${kinds[rule.resource].label}${rule.optIn ? ", runs only when chosen" : ""}.`,
		`Risk: ${text(rule.risk)}`,
		`What to do: ${text(rule.recommendation)}`,
		parameters.length > 0
			? table(
					["Parameter", "Default", "Meaning"],
					parameters.map(([name, parameter]) => [code(name), code(JSON.stringify(parameter.default)), meaning(parameter)]),
				)
			: "",
		[...serves, ...related, ...(rule.links ?? []).map((link) => `- <${link}>`)].join("\n"),
	];
}

function meaning(parameter: RuleParameter): string {
	const description = text(parameter.description);
	if (parameter.type === "integer" || parameter.type === "integers") {
		const upper = parameter.maximum === Number.MAX_SAFE_INTEGER ? "" : ` to ${parameter.maximum}`;
		return `${description} From ${parameter.minimum}${upper}.`;
	}
	if (parameter.type === "boolean" || !parameter.allowed) return description;
	return `${description} One of ${parameter.allowed.map(code).join(", ")}.`;
}
