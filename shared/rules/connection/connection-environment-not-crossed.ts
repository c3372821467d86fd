import { Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { noApplication } from "./judge/purpose.ts";

export const connectionEnvironmentNotCrossed = defineRule({
	id: "connection-environment-not-crossed",
	title: "Production and other environments do not use each other's databases",
	severity: "high",
	resource: "database.Connection",
	risk: "A test that writes to production data destroys it, and a development environment that reads it has production data without production's protection.",
	recommendation:
		"Point the service that is named to the database of its own environment, change the password that it knew, and separate the networks.",
	links: ["https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/benefits-of-using-multiple-aws-accounts.html"],
	related: {},
	evaluate(connection) {
		const other = noApplication(connection);
		if (other) return other;
		const { name, client, databaseProduction } = connection;
		if (!["pod", "node", "lambda", "ec2"].includes(client.kind)) return notApplicable(`${name} comes from no service that is known.`);
		if (databaseProduction === undefined)
			throw new Unobserved(`${name}: neither a tag (environment, env, stage) nor a name tells whether the database is production.`);
		if (client.production === undefined)
			throw new Unobserved(`${name}: neither a label or tag (environment, env, stage) nor a name tells whether the client is production.`);
		const evidence = { databaseProduction, clientProduction: client.production };
		if (databaseProduction === client.production)
			return pass(`${name} stays ${databaseProduction ? "within production" : "outside production"}.`, evidence);
		return databaseProduction
			? fail(`${name}: a client that is not production uses a production database.`, evidence)
			: fail(`${name}: a production service uses a database that is not production.`, evidence, "medium");
	},
});
