import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Mutation testing of core and rules, part by part: Stryker keeps which test covers which mutant in memory, and all at once do not fit. Prints
 * the survivors and the score of each part and of all. `npm run mutation -- core eks` runs only those parts.
 */
const parts: Readonly<Record<string, { mutate: string; tests: string }>> = {
	core: { mutate: "shared/core/*.ts,!shared/core/kinds.ts", tests: "test/core/**/*.test.ts" },
	rds: part("rds"),
	"rds-parameters": part("rds-parameters"),
	eks: part("eks"),
	"iam-kms-secrets": part("iam", "kms", "secrets", "judge"),
	"ec2-logs-account-backup": part("ec2", "logs", "account", "backup"),
	databases: part("postgres", "mysql"),
	kubernetes: part("kubernetes"),
	connections: {
		mutate: "shared/core/connections/**/*.ts,shared/core/estate/**/*.ts,shared/rules/connection/**/*.ts",
		tests: "test/core/**/*.test.ts,test/rules/connection/**/*.test.ts",
	},
};

/** Lists are separated by commas, for Stryker and for the configuration of the tests alike. */
function part(...folders: readonly string[]): { mutate: string; tests: string } {
	const all = (pattern: (folder: string) => string) => folders.map(pattern).join(",");
	return { mutate: all((folder) => `shared/rules/${folder}/**/*.ts`), tests: all((folder) => `test/rules/${folder}/**/*.test.ts`) };
}

const killedBy = new Set(["Killed", "Timeout"]);
const counted = new Set([...killedBy, "Survived", "NoCoverage"]);
const chosen = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(parts);
const total = { killed: 0, all: 0 };
const rows: string[] = [];
for (const name of chosen) {
	const { mutate, tests } = parts[name] ?? fail(`There is no part "${name}". Known: ${Object.keys(parts).join(", ")}.`);
	const run = spawnSync("stryker", ["run", "--mutate", mutate], { stdio: "inherit", env: { ...process.env, MUTATION_TESTS: tests } });
	if (run.status !== 0) fail(`Stryker ended with ${run.status ?? run.signal} for ${name}.`);
	const report = JSON.parse(readFileSync("reports/mutation.json", "utf8")) as { files: Record<string, { mutants: { status: string }[] }> };
	const statuses = Object.values(report.files).flatMap((file) => file.mutants.map((mutant) => mutant.status));
	const all = statuses.filter((status) => counted.has(status)).length;
	const killed = statuses.filter((status) => killedBy.has(status)).length;
	total.killed += killed;
	total.all += all;
	rows.push(row(name, killed, all));
}
console.log(
	["", "| part | killed | mutants | score |", "| --- | --- | --- | --- |", ...rows, row("all", total.killed, total.all)].join("\n"),
);

function row(name: string, killed: number, all: number): string {
	return `| ${name} | ${killed} | ${all} | ${((killed / Math.max(1, all)) * 100).toFixed(1)} % |`;
}

function fail(message: string): never {
	console.error(message);
	process.exit(1);
}
