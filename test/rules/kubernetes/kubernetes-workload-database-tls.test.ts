import { seen } from "../../../shared/core/observed.ts";
import { kubernetesWorkloadDatabaseTls } from "../../../shared/rules/kubernetes/kubernetes-workload-database-tls.ts";
import { client, databaseClient } from "../../support/database-client.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadDatabaseTls, {
	pass: [
		{ name: "verify-full", says: '"main to orders.abc.eu-west-1.rds.amazonaws.com"' },
		{ name: "MySQL by identity", with: client({ engine: "mysql", tlsMode: "VERIFY_IDENTITY" }) },
		{ name: "verify-full beside a Secret", with: client({ partlySecret: true }) },
		{
			name: "a proxy in the pod beside",
			with: { databaseClients: seen([databaseClient(), databaseClient({ host: "127.0.0.1", tlsMode: undefined })]) },
		},
	],
	fail: [
		{
			name: "an order that does not matter",
			with: {
				databaseClients: seen([
					databaseClient({ tlsMode: "require" }),
					databaseClient({ container: "good" }),
					databaseClient({ tlsMode: "verify-ca" }),
				]),
			},
			severity: "medium",
			says: /verifies the server \("require"\): "main to [^"]*", "main to [^"]*"\.$/,
		},
		...["localhost.example.com", "my-localhost", "127.0.0.1.example.com", "127.example.com"].map((host) => ({
			name: `a name like one in the pod: ${host}`,
			with: client({ host, tlsMode: undefined }),
		})),
		{ name: "the issuer alone", with: client({ tlsMode: "verify-ca" }), severity: "low", says: 'not the name of the server ("verify-ca")' },
		{ name: "the issuer alone, MySQL", with: client({ tlsMode: "VERIFY_CA" }), severity: "low" },
		{ name: "not verified", with: client({ tlsMode: "require" }), severity: "medium", says: "does not say that it verifies" },
		{ name: "not verified, MySQL", with: client({ tlsMode: "REQUIRED" }), severity: "medium" },
		{ name: "a switch", with: client({ tlsMode: "true" }), severity: "medium" },
		{ name: "a driver's way not to verify", with: client({ tlsMode: "skip-verify" }), severity: "medium" },
		{ name: "another driver's way not to verify", with: client({ tlsMode: "no-verify" }), severity: "medium" },
		...["on", "yes", "1", "trust"].map((tlsMode) => ({ name: tlsMode, with: client({ tlsMode }), severity: "medium" as const })),
		{ name: "prefer", with: client({ tlsMode: "prefer" }), says: "goes on in plaintext" },
		...["allow", "PREFERRED"].map((tlsMode) => ({ name: tlsMode, with: client({ tlsMode }), says: "goes on in plaintext" })),
		{ name: "disable", with: client({ tlsMode: "disable" }), says: 'switches TLS off ("disable")' },
		...["DISABLED", "false", "off", "no", "0"].map((tlsMode) => ({ name: tlsMode, with: client({ tlsMode }), says: "switches TLS off" })),
		{
			name: "nothing said",
			with: client({ tlsMode: undefined }),
			says: 'does not ask for TLS: "main to orders',
			evidence: { clients: [{ tlsMode: null }] },
		},
		{
			name: "the worst of several decides",
			with: { databaseClients: seen([databaseClient({ tlsMode: "verify-ca" }), databaseClient({ tlsMode: "require" }), databaseClient()]) },
			severity: "medium",
			says: "does not say that it verifies",
		},
		{
			name: "one in plaintext beside one that is not known",
			with: { databaseClients: seen([databaseClient({ tlsMode: undefined, partlySecret: true }), databaseClient({ tlsMode: "disable" })]) },
		},
	],
	notApplicable: [
		{ name: "no client", with: { databaseClients: seen([]) }, says: "is told of no database" },
		...["localhost", "127.0.0.1", "::1", "/var/run/postgresql"].map((host) => ({
			name: `in the pod by ${host}`,
			with: client({ host, tlsMode: undefined }),
			says: "outside of its own pods",
		})),
	],
	indeterminate: [
		{ name: "a Secret may say it", with: client({ tlsMode: undefined, partlySecret: true }), says: "a Secret or the program itself" },
		{ name: "the program knows the host", with: client({ tlsMode: undefined, host: undefined }), says: "a host that is not named" },
		{ name: "the product is not known", with: client({ tlsMode: undefined, engine: "unknown" }) },
		{ name: "a mode that is not known", with: client({ tlsMode: "$(MODE)" }) },
		{ name: "a mode that objects inherit", with: client({ tlsMode: "constructor" }) },
		{ name: "ConfigMaps were not read", with: { databaseClients: notRead }, says: "denied" },
	],
});
