import { DescribeOptionGroupsCommand } from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { DbInstance } from "../../../core/resources/index.ts";
import { allSeen, mapSeen } from "../shapes.ts";

type DbOptions = Extract<DbInstance["options"], { value: unknown }>["value"];

const none: DbInstance["options"] = seen([]);

/** The options of option groups, each group read once. Default groups are empty and cannot be changed, so they need no call. */
export function optionSets(aws: AwsCaller): (groups: readonly string[]) => Promise<DbInstance["options"]> {
	const known = new Map<string, Promise<DbInstance["options"]>>();
	const optionsOf = (name: string) => {
		if (name.startsWith("default:")) return Promise.resolve(none);
		const before = known.get(name);
		if (before) return before;
		const reading = readGroup(aws, name);
		known.set(name, reading);
		return reading;
	};
	return async (groups) => {
		const [only, ...rest] = await Promise.all(groups.map(optionsOf));
		if (only === undefined) return none;
		return rest.length === 0 ? only : mapSeen(allSeen([only, ...rest]), (all) => all.flat());
	};
}

async function readGroup(aws: AwsCaller, name: string): Promise<Observed<DbOptions>> {
	const answer = await aws.call("rds", new DescribeOptionGroupsCommand({ OptionGroupName: name }));
	if ("unread" in answer) return answer;
	const group = answer.value.OptionGroupsList?.find(({ OptionGroupName }) => OptionGroupName?.toLowerCase() === name.toLowerCase());
	if (group === undefined) return unread(incomplete("rds", "DescribeOptionGroups", `the option group ${name}`));
	return seen(
		(group.Options ?? []).map(({ OptionName, OptionVersion, OptionSettings }) => ({
			name: OptionName ?? "",
			version: OptionVersion || undefined,
			settings: Object.fromEntries(
				(OptionSettings ?? []).flatMap(({ Name, Value }) =>
					// A few options are configured with a password, which no rule needs.
					Name === undefined || Value === undefined || /password|secret/i.test(Name) ? [] : [[Name, Value]],
				),
			),
		})),
	);
}
