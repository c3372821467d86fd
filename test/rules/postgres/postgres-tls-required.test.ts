import { seen } from "../../../shared/core/observed.ts";
import { postgresTlsRequired } from "../../../shared/rules/postgres/postgres-tls-required.ts";
import { changed, hostLine, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresTlsRequired, {
	pass: [
		{ name: "hostssl only", says: "with TLS only" },
		{
			name: "plaintext on the host itself",
			with: {
				hba: seen([
					hostLine({ address: "127.0.0.1", netmask: "255.255.255.255" }),
					hostLine({ address: "::1", netmask: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" }),
					hostLine({ address: "samehost", netmask: undefined }),
				]),
			},
		},
		{
			name: "plaintext is refused first, for all addresses",
			with: { hba: seen([hostLine({ type: "hostnossl", address: "all", netmask: undefined, method: "reject" }), hostLine()]) },
		},
		{
			name: "plaintext is refused first, for both families",
			with: {
				hba: seen([
					hostLine({ type: "hostnossl", address: "0.0.0.0", netmask: "0.0.0.0", method: "reject" }),
					hostLine({ type: "hostnossl", address: "::", netmask: "::", method: "reject" }),
					hostLine({ address: "all", netmask: undefined }),
				]),
			},
		},
		{ name: "RDS refuses plaintext", with: { ...changed({ "rds.force_ssl": "1" }), platform: seen("rds") }, says: "rds.force_ssl" },
		{ name: "RDS says on", with: { ...changed({ "rds.force_ssl": "on" }), platform: seen("rds") } },
	],
	fail: [
		{ name: "host", with: { hba: seen([hostLine()]) }, says: "line 3 (host all all 10.0.0.0/8 scram-sha-256)" },
		{ name: "hostnossl", with: { hba: seen([hostLine({ type: "hostnossl" })]) } },
		{ name: "hostnogssenc", with: { hba: seen([hostLine({ type: "hostnogssenc" })]) } },
		{ name: "everywhere", with: { hba: seen([hostLine({ address: "all", netmask: undefined })]) } },
		{ name: "a range around the loopback address", with: { hba: seen([hostLine({ address: "127.0.0.0", netmask: "254.0.0.0" })]) } },
		{
			name: "plaintext is refused too late",
			with: { hba: seen([hostLine(), hostLine({ type: "hostnossl", address: "all", netmask: undefined, method: "reject" })]) },
		},
		{
			name: "plaintext is refused for one family only",
			with: {
				hba: seen([
					hostLine({ type: "hostnossl", address: "0.0.0.0", netmask: "0.0.0.0", method: "reject" }),
					hostLine({ address: "fd00::", netmask: "ff00::" }),
				]),
			},
		},
		{
			name: "plaintext is refused for some only",
			with: {
				hba: seen([hostLine({ type: "hostnossl", users: ["app"], address: "all", netmask: undefined, method: "reject" }), hostLine()]),
			},
		},
		{
			name: "plaintext is refused in one database only",
			with: {
				hba: seen([hostLine({ type: "hostnossl", databases: ["app"], address: "all", netmask: undefined, method: "reject" }), hostLine()]),
			},
		},
		{ name: "no TLS at all", with: changed({ ssl: "off" }), says: "does not offer TLS" },
		{ name: "RDS admits plaintext", with: { ...changed({ "rds.force_ssl": "0" }), platform: seen("rds") }, says: "rds.force_ssl" },
	],
	indeterminate: [
		{ name: "pg_hba.conf cannot be read", with: unreadSql("hba"), says: "denied" },
		{
			name: "pg_hba.conf is broken",
			with: { hba: seen([hostLine({ type: "hostssl" }), hostLine({ type: undefined, error: "invalid" })]) },
			says: "line 3",
		},
		{ name: "the platform is unknown", with: unreadSql("platform"), says: "denied" },
		{ name: "RDS does not show it", with: { platform: seen("rds") }, says: "rds.force_ssl" },
	],
});
