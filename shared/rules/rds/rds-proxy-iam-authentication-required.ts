import { reported, Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsProxyIamAuthenticationRequired = defineRule({
	id: "rds-proxy-iam-authentication-required",
	title: "RDS Proxy requires IAM authentication of its clients",
	severity: "medium",
	resource: "rds.DbProxy",
	risk: "Clients log in with database passwords, which they must store, although the proxy could spare them all passwords.",
	recommendation:
		"Set IAMAuth to REQUIRED for every secret of the proxy, or DefaultAuthScheme to IAM_AUTH, and grant rds-db:connect on the proxy.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html"],
	related: {},
	evaluate({ name, auth, defaultAuthScheme }) {
		const modes = auth.map(({ iam }) => reported(iam, "IAMAuth"));
		const evidence = { defaultAuthScheme, iamAuth: modes };
		const others = modes.filter((mode) => mode !== "REQUIRED");
		if (others.length > 0)
			return fail(`${name} does not require IAM authentication for ${others.length} of its ${modes.length} secrets.`, evidence);
		if (modes.length === 0 && defaultAuthScheme !== "IAM_AUTH")
			throw new Unobserved(`AWS reported neither secrets nor IAM_AUTH as the default authentication of ${name}.`);
		return pass(`${name} requires IAM authentication.`, evidence);
	},
});
