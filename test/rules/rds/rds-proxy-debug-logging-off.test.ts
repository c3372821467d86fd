import { rdsProxyDebugLoggingOff } from "../../../shared/rules/rds/rds-proxy-debug-logging-off.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsProxyDebugLoggingOff, {
	pass: [{ name: "off", says: "no debug log", evidence: { debugLogging: false } }],
	fail: [{ name: "on", with: { debugLogging: true }, says: "SQL statements", evidence: { debugLogging: true } }],
	indeterminate: [{ name: "AWS did not say", with: { debugLogging: undefined }, says: "DebugLogging" }],
});
