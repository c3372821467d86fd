import { alarmActionsEnabled } from "../../../shared/rules/logs/alarm-actions-enabled.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(alarmActionsEnabled, {
	pass: [{ name: "enabled", says: "orders-cpu has its actions enabled", evidence: { actionsEnabled: true } }],
	fail: [{ name: "disabled", with: { actionsEnabled: false }, evidence: { actionsEnabled: false } }],
	indeterminate: [{ name: "AWS did not say", with: { actionsEnabled: undefined }, says: "ActionsEnabled" }],
});
