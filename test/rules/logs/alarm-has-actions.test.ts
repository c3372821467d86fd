import { alarmHasActions } from "../../../shared/rules/logs/alarm-has-actions.ts";
import { arn } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(alarmHasActions, {
	pass: [{ name: "a topic", evidence: { alarmActions: [arn("sns", "databases")] } }],
	fail: [{ name: "no action", with: { alarmActions: [] }, says: "orders-cpu does nothing", evidence: { alarmActions: [] } }],
});
