import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, pass } from "../../core/verdict.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesOperatorBackupsConfigured = defineRule({
	id: "kubernetes-operator-backups-configured",
	title: "Database of an operator is backed up",
	severity: "high",
	resource: "kubernetes.OperatorDatabase",
	risk: "A volume that is lost, a table that is dropped or an operator that errs takes the data with it.",
	recommendation: "Configure backups in the custom resource (an object store with WAL archiving, and a schedule), and rehearse a restore.",
	links: ["https://cloudnative-pg.io/documentation/current/backup/"],
	related: {},
	evaluate(database) {
		const { backups } = database;
		const evidence = { backups: backups ?? null };
		if (backups === undefined) return indeterminate(`${nameOf(database)} does not say whether there are backups.`, evidence);
		return backups
			? pass(`${nameOf(database)} has backups configured.`, evidence)
			: fail(`${nameOf(database)} has no backups configured.`, evidence);
	},
});
