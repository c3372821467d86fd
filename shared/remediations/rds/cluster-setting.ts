import type { DBCluster } from "@aws-sdk/client-rds";
import { type Action, defineAction } from "../action.ts";
import { busy, compliant } from "../decisions.ts";
import { planOf, type SettingParts } from "./change.ts";
import { type ClusterState, changeableCluster, clusterTriggers, type Exceptions, modifyCluster, readCluster } from "./cluster.ts";
import { notReported } from "./decide.ts";
import { pendingNames } from "./pending.ts";

/** An action on one setting of a cluster, by ModifyDBCluster. */
export const clusterSetting = (parts: SettingParts<DBCluster> & { readonly exceptions: Exceptions }): Action =>
	defineAction<ClusterState>({
		id: parts.id,
		title: parts.title,
		family: "rds",
		kinds: ["rds.DbCluster"],
		rules: parts.rules,
		controls: parts.controls,
		level: parts.level,
		reads: ["rds:DescribeDBClusters"],
		writes: ["rds:ModifyDBCluster"],
		...(parts.alsoNeeds && { alsoNeeds: parts.alsoNeeds }),
		triggers: [...clusterTriggers, ...(parts.triggers ?? [])],
		guards: parts.guards ?? [],
		downtime: parts.downtime ?? "none",
		reversible: parts.reversible ?? true,
		read: readCluster,
		facts: ({ db }) => parts.facts(db),
		waiting: ({ db }) => pendingNames(db.PendingModifiedValues),
		plan({ db }, settings, target) {
			const { name } = target;
			const met = parts.met(db, settings);
			if (typeof met === "object") return notReported(name, met.missing);
			if (met) return compliant(`${name} ${parts.is}.`);
			const held = changeableCluster(db, parts.exceptions);
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
				call: (parameters, does) => modifyCluster(target, parameters, does),
			});
		},
	});
