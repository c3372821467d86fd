import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, pass } from "../../core/verdict.ts";
import { counted } from "../judge/counted.ts";
import { nameOf } from "./judge/name.ts";
import { onRds } from "./judge/operator.ts";

export const kubernetesOperatorReplicated = defineRule({
	id: "kubernetes-operator-replicated",
	title: "Database of an operator has a standby",
	severity: "low",
	resource: "kubernetes.OperatorDatabase",
	risk: "With one instance every drain of a node is an outage, and a lost node one until the volume is attached elsewhere.",
	recommendation: "Set the number of instances to 2 or more, in different zones, in the custom resource.",
	links: ["https://cloudnative-pg.io/documentation/current/replication/"],
	related: {},
	parameters: { minimumInstances: integer(2, "The least number of instances.", { minimum: 1, maximum: 9 }) },
	evaluate(database, { parameters: { minimumInstances } }) {
		const elsewhere = onRds(database);
		if (elsewhere) return elsewhere;
		const { instances } = database;
		const evidence = { instances: instances ?? null, minimumInstances };
		if (instances === undefined) return indeterminate(`${nameOf(database)} does not say how many instances it has.`, evidence);
		const fact = `${nameOf(database)} has ${counted(instances, "instance")}`;
		return instances < minimumInstances ? fail(`${fact}, less than ${minimumInstances}.`, evidence) : pass(`${fact}.`, evidence);
	},
});
