import { defineRule } from "../../core/rule.ts";
import { indeterminate } from "../../core/verdict.ts";
import { expectNone, listed, quoted } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesConfigUnderstood = defineRule({
	id: "kubernetes-config-understood",
	title: "Configuration files of databases in ConfigMaps have no errors",
	severity: "medium",
	resource: "kubernetes.DatabaseConfig",
	risk: "At the next restart the database does not start, or runs without what the lines were to set.",
	recommendation: "Correct the lines that are named, try the file with the image that runs it, and roll the pods.",
	links: ["https://www.postgresql.org/docs/current/config-setting.html"],
	related: {},
	evaluate(config) {
		const name = nameOf(config);
		const [included, wrong] = [config.mistakes.filter(isInclude), config.mistakes.filter((mistake) => !isInclude(mistake))];
		const [first] = included;
		if (wrong.length === 0 && first)
			return indeterminate(`${name} includes other files in line ${first.line} of ${quoted(first.file)}, which were not read.`, {
				includes: included.length,
			});
		return expectNone(
			{ name },
			wrong.map(({ file, line, reason }) => `${file} line ${line}: ${reason}`),
			{
				pass: `every line of ${listed(config.files)} was understood`,
				fail: (list) => `lines are in error: ${list}`,
			},
		);
	},
});

/** An include is no error; what it brings is in another place. */
const isInclude = ({ reason }: { readonly reason: string }): boolean => /\binclude|\bnot read\b/i.test(reason);
