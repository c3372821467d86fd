import type { UserAuthConfigInfo } from "@aws-sdk/client-rds";
import { defineAction, type JsonObject } from "../action.ts";
import { compliant, planned, refused } from "../decisions.ts";
import { defined, notReported } from "./decide.ts";
import { modifyProxy, type ProxyState, proxyTriggers, readProxy } from "./proxy.ts";
import { held } from "./status.ts";

const nameOf = (one: UserAuthConfigInfo): string => one.SecretArn ?? one.UserName ?? "";

/** In an order that AWS's own order does not change. */
const inOrder = (auth: readonly UserAuthConfigInfo[] | undefined): UserAuthConfigInfo[] =>
	[...(auth ?? [])].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));

/** Auth replaces the whole list: every entry is given back as it was told, with names of secrets and never their values. */
const entryOf = (one: UserAuthConfigInfo, iam: string | undefined): JsonObject =>
	defined({
		Description: one.Description,
		UserName: one.UserName,
		AuthScheme: one.AuthScheme,
		SecretArn: one.SecretArn,
		IAMAuth: iam,
		ClientPasswordAuthType: one.ClientPasswordAuthType,
	});

export const rdsProxyIamAuthentication = defineAction<ProxyState>({
	id: "rds-proxy-iam-authentication",
	title: "Let a proxy require IAM authentication",
	family: "rds",
	kinds: ["rds.DbProxy"],
	rules: ["rds-proxy-iam-authentication-required"],
	controls: [],
	level: "approve",
	reads: ["rds:DescribeDBProxies"],
	writes: ["rds:ModifyDBProxy"],
	triggers: proxyTriggers,
	guards: [
		"Every secret of the proxy keeps its place and its other settings.",
		"SQL Server is refused, where RDS calls the mode otherwise.",
	],
	downtime: "none; clients that log in with a password are turned away",
	reversible: true,
	read: readProxy,
	facts: ({ db }) => ({
		requireTls: db.RequireTLS ?? null,
		auth: inOrder(db.Auth).map((one) => ({ secret: nameOf(one), iamAuth: one.IAMAuth ?? null })),
	}),
	plan({ db }, _settings, target) {
		const { name } = target;
		const auth = inOrder(db.Auth);
		if (auth.length === 0)
			return db.DefaultAuthScheme === "IAM_AUTH"
				? compliant(`${name} requires IAM authentication.`)
				: refused("unknown", `AWS reported neither secrets nor IAM_AUTH as the default authentication of ${name}.`);
		if (auth.some(({ IAMAuth }) => IAMAuth === undefined)) return notReported(name, "IAMAuth");
		if (auth.every(({ IAMAuth }) => IAMAuth === "REQUIRED")) return compliant(`${name} requires IAM authentication.`);
		const refusal = held(name, db.Status);
		if (refusal) return refusal;
		if (db.EngineFamily === "SQLSERVER")
			return refused("unsupported", `${name} serves SQL Server, where IAM authentication is enabled beside passwords and not required.`);
		if (db.RequireTLS === undefined) return notReported(name, "RequireTLS");
		// IAM tokens go over TLS only, so that the two are changed together.
		const tls = db.RequireTLS ? {} : { RequireTLS: true };
		return planned({
			level: "approve",
			calls: [
				modifyProxy(
					target,
					{ Auth: auth.map((one) => entryOf(one, "REQUIRED")), ...tls },
					"Require IAM authentication of clients, over TLS",
				),
			],
			inverse: [
				modifyProxy(
					target,
					{ Auth: auth.map((one) => entryOf(one, one.IAMAuth)), ...(db.RequireTLS ? {} : { RequireTLS: false }) },
					"Accept the logins from before again",
				),
			],
			desired: { requireTls: true, auth: auth.map((one) => ({ secret: nameOf(one), iamAuth: "REQUIRED" })) },
			downtime: "none; clients that log in with a password are turned away",
			risk: "high",
			notes: [
				"Clients must log in with a token of rds-db:connect: those that use a password can no longer connect.",
				"The proxy goes on to log in to the database with its secrets.",
				...(db.RequireTLS
					? []
					: ["TLS is required along, because tokens are accepted over TLS only: clients without it can no longer connect."]),
			],
			hints: {
				terraform: 'aws_db_proxy: auth { iam_auth = "REQUIRED" }',
				cloudformation: "AWS::RDS::DBProxy: Auth: [{ IAMAuth: REQUIRED }]",
			},
		});
	},
});
