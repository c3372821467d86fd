import { type DBParameterGroup, DescribeDBParameterGroupsCommand } from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../aws/caller.ts";
import type { Observed } from "../../core/observed.ts";
import { seen, unread } from "../../core/observed.ts";
import { defineAction } from "../action.ts";
import { afterSettling, compliant, planned, refused } from "../decisions.ts";
import { identifierOf, notReported, rdsCall } from "./decide.ts";
import { changeable, type InstanceState, instanceHints, instanceTriggers, modifyInstance, readInstance } from "./instance.ts";

interface State extends InstanceState {
	/** The default group in use, for its family; null when the instance has a group of its own. */
	readonly current: DBParameterGroup | null;
	/** The group of our name, when there is one already. */
	readonly own: DBParameterGroup | null;
}

const groupInUse = ({ db }: InstanceState): string | undefined => db.DBParameterGroups?.[0]?.DBParameterGroupName;
const ownName = (arn: string) => `parapet-${identifierOf(arn)}`;

async function group(name: string, aws: AwsCaller): Promise<Observed<DBParameterGroup | null>> {
	const answer = await aws.call("rds", new DescribeDBParameterGroupsCommand({ DBParameterGroupName: name }));
	if ("unread" in answer) return answer.unread.cause === "notFound" ? seen(null) : answer;
	const found = answer.value.DBParameterGroups?.find((one) => one.DBParameterGroupName === name);
	return found ? seen(found) : unread(incomplete("rds", "DescribeDBParameterGroups", name));
}

/** A default group cannot be copied, so that an empty one of its family is made: its values are the same. */
export const rdsInstanceCustomParameterGroup = defineAction<State>({
	id: "rds-instance-custom-parameter-group",
	title: "Give an instance a parameter group of its own",
	family: "rds",
	kinds: ["rds.DbInstance"],
	rules: ["rds-instance-custom-parameter-group"],
	controls: [],
	level: "approve",
	reads: ["rds:DescribeDBInstances", "rds:DescribeDBParameterGroups"],
	writes: ["rds:CreateDBParameterGroup", "rds:ModifyDBInstance"],
	alsoNeeds: [{ action: "rds:AddTagsToResource", why: "The parameter group is tagged with the instance that it is for." }],
	triggers: instanceTriggers,
	guards: ["A group of the wanted name but of another family is left alone.", "Members of clusters are refused."],
	downtime: "none; the group is in force after the next reboot, which is left to you",
	reversible: true,
	async read(target, aws) {
		const instance = await readInstance(target, aws);
		if (!("state" in instance)) return instance;
		const name = groupInUse(instance.state);
		if (!name?.startsWith("default.")) return { state: { ...instance.state, current: null, own: null } };
		const current = await group(name, aws);
		if ("unread" in current) return current;
		const own = await group(ownName(target.arn), aws);
		if ("unread" in own) return own;
		return { state: { ...instance.state, current: current.value, own: own.value } };
	},
	facts: (state) => ({ parameterGroup: groupInUse(state) ?? null }),
	plan(state, _settings, target) {
		const { db, current, own } = state;
		const { name } = target;
		const inUse = groupInUse(state);
		if (inUse === undefined) return notReported(name, "DBParameterGroups");
		if (!inUse.startsWith("default.")) return compliant(`${name} uses the parameter group ${inUse}.`);
		const held = changeable(db, { replicas: true });
		if (held) return held;
		const family = current?.DBParameterGroupFamily;
		if (family === undefined) return notReported(inUse, "DBParameterGroupFamily");
		const wanted = ownName(target.arn);
		if (own && own.DBParameterGroupFamily !== family)
			return refused(
				"unsupported",
				`There is a parameter group ${wanted} already, of the family ${own.DBParameterGroupFamily}, where ${family} is needed.`,
			);
		const create = rdsCall(
			"CreateDBParameterGroup",
			{
				DBParameterGroupName: wanted,
				DBParameterGroupFamily: family,
				Description: `Parameters of ${identifierOf(target.arn)}`,
				Tags: [{ Key: "parapet:for", Value: target.arn }],
			},
			`Make the parameter group ${wanted} of the family ${family}, with the values of ${inUse}`,
		);
		return planned({
			level: "approve",
			calls: [
				...(own ? [] : [create]),
				afterSettling(modifyInstance(target, { DBParameterGroupName: wanted }, `Attach the parameter group ${wanted}`)),
			],
			inverse: [modifyInstance(target, { DBParameterGroupName: inUse }, `Attach the parameter group ${inUse} again`)],
			desired: { parameterGroup: wanted },
			downtime: "none",
			risk: "medium",
			notes: [
				"The new group is in force after the next reboot, which is left to you; until then the instance shows pending-reboot.",
				own
					? `${wanted} exists already: values set in it come into force with it.`
					: "Its values are the defaults of the family, as before.",
				`A rollback attaches ${inUse} and leaves ${wanted} behind.`,
			],
			hints: instanceHints(
				db,
				"parameter_group_name = aws_db_parameter_group.….name",
				"DBParameterGroupName: !Ref …",
				"parameterGroupName",
			),
		});
	},
});
