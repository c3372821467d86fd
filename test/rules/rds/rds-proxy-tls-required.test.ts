import { rdsProxyTlsRequired } from "../../../shared/rules/rds/rds-proxy-tls-required.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsProxyTlsRequired, {
	pass: [{ name: "required", says: "orders-proxy requires TLS", evidence: { requireTls: true } }],
	fail: [{ name: "optional", with: { requireTls: false }, says: "without TLS", evidence: { requireTls: false } }],
	indeterminate: [{ name: "AWS did not say", with: { requireTls: undefined }, says: "RequireTLS" }],
});
