import type { DBInstance } from "@aws-sdk/client-rds";
import { type Action, defineAction } from "../action.ts";
import { busy, compliant } from "../decisions.ts";
import { planOf, type SettingParts } from "./change.ts";
import { notReported } from "./decide.ts";
import { changeable, type InstanceState, instanceTriggers, modifyInstance, readInstance, type Takers } from "./instance.ts";
import { pendingNames } from "./pending.ts";

/** An action on one setting of an instance, by ModifyDBInstance. */
export const instanceSetting = (parts: SettingParts<DBInstance> & { readonly takers: Takers }): Action =>
	defineAction<InstanceState>({
		id: parts.id,
		title: parts.title,
		family: "rds",
		kinds: ["rds.DbInstance"],
		rules: parts.rules,
		controls: parts.controls,
		level: parts.level,
		reads: ["rds:DescribeDBInstances"],
		writes: ["rds:ModifyDBInstance"],
		...(parts.alsoNeeds && { alsoNeeds: parts.alsoNeeds }),
		triggers: [...instanceTriggers, ...(parts.triggers ?? [])],
		guards: parts.guards ?? [],
		downtime: parts.downtime ?? "none",
		reversible: parts.reversible ?? true,
		read: readInstance,
		facts: ({ db }) => parts.facts(db),
		waiting: ({ db }) => pendingNames(db.PendingModifiedValues),
		plan({ db }, settings, target) {
			const { name } = target;
			const met = parts.met(db, settings);
			if (typeof met === "object") return notReported(name, met.missing);
			if (met) return compliant(`${name} ${parts.is}.`);
			const held = changeable(db, parts.takers);
			if (held) return held;
			if (parts.waits?.(db, settings)) return busy(`The change of ${name} is on its way: it is among its pending changes.`);
			const change = parts.change(db, settings);
			if ("kind" in change) return change;
			return planOf(change, {
				name,
				level: parts.level,
				downtime: parts.downtime ?? "none",
				facts: parts.facts(db),
				pending: db.PendingModifiedValues,
				call: (parameters, does) => modifyInstance(target, parameters, does),
			});
		},
	});
