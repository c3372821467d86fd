package parapet.table_audit_test

import data.parapet.fixtures
import data.parapet.table_audit

documents := {
	"pass": {
		"pgaudit records reads and changes": fixtures.server({}),
		"pgaudit records everything": audited_by("ALL"),
		"no sensitive table": object.union(unaudited, {"resource": {"tables": [fixtures.table({})]}}),
	},
	"fail": {
		"nothing, with an application at work": unaudited,
		"nothing, and nobody there": object.union(unaudited, {"resource": {"sessions": []}}),
		"reads are left out": audited_by("all, -read"),
		"changes are left out": audited_by("read"),
		"a trigger sees changes only": with_trigger(unaudited),
		"pgaudit is set and not loaded": fixtures.server({"settings": fixtures.settings({
			"shared_preload_libraries": "pg_stat_statements",
			"pgaudit.log": "all",
			"pgaudit.role": "auditor",
		})}),
		"pgaudit is loaded and records nothing": with_settings({"shared_preload_libraries": "pgaudit"}),
		"a role decides": with_settings({"shared_preload_libraries": "pgaudit", "pgaudit.role": "auditor"}),
		"marked by its name": object.union(unaudited, {"resource": {"tables": [fixtures.table({"name": "credit_card"})]}}),
	},
	"indeterminate": {
		"tables not read": fixtures.server_without({"resource.tables": "permission denied"}),
		"sessions not read": fixtures.server_without({"resource.sessions": "not in pg_monitor"}),
		"libraries not shown": with_settings({"pgaudit.log": "all"}),
	},
}

# Settings are replaced as a whole: object.union would keep those of the server.
with_settings(values) := json.patch(fixtures.server({}), [{"op": "replace", "path": "/resource/settings", "value": fixtures.settings(values)}])

audited_by(classes) := with_settings({"shared_preload_libraries": "\"pgaudit\"", "pgaudit.log": classes})

unaudited := with_settings({"shared_preload_libraries": "pg_stat_statements"})

with_trigger(document) := object.union(document, {"resource": {"tables": [fixtures.table({"comment": "pii", "triggers": ["Audit_Change"]})]}})

results(document) := said if {
	said := table_audit.deny | table_audit.warn with input as document
}

severities(document) := {result.severity | some result in results(document)}

messages(document) := {result.msg | some result in results(document)}

test_passes if {
	every document in documents.pass {
		results(document) == set()
	}
}

test_fails if {
	expected := {
		"nothing, with an application at work": "high",
		"nothing, and nobody there": "medium",
		"reads are left out": "low",
		"changes are left out": "low",
		"a trigger sees changes only": "low",
		"pgaudit is set and not loaded": "high",
		"pgaudit is loaded and records nothing": "high",
		"a role decides": "informational",
		"marked by its name": "high",
	}
	every name, severity in expected {
		severities(documents.fail[name]) == {severity}
	}
}

test_messages_name_table_and_user if {
	messages(documents.fail["nothing, with an application at work"]) == {"orders.customers is sensitive, and nothing records who reads or changes it while orders_app is connected."}
	messages(documents.fail["nothing, and nobody there"]) == {"orders.customers is sensitive, and nothing records who reads or changes it."}
	messages(documents.fail["changes are left out"]) == {"orders.customers is sensitive, and nothing records who changes it while orders_app is connected."}
	messages(documents.fail["a role decides"]) == {"pgaudit records what role auditor is granted; see that it is granted on the sensitive tables."}
}

test_who_counts_as_an_application if {
	sessions := [
		fixtures.session({"user": "a"}),
		fixtures.session({"user": "b", "database": "other"}),
		fixtures.session({"user": "c", "application": "parapet"}),
		fixtures.session({"user": "rdsadmin"}),
		fixtures.session({"user": "d", "backend": "walsender"}),
	]
	table_audit.applications == {"a"} with input as fixtures.server({"sessions": sessions})
}

test_what_marks_a_table if {
	marked := ["PII", "sensitivity: high", "passwords", "Confidential.", "for patients only", "gdpr/art-9"]
	every comment in marked {
		count(table_audit.sensitive) == 1 with input as fixtures.server({"tables": [fixtures.table({"comment": comment})]})
	}
	unmarked := ["", "topii", "passwordless", "impatient", "insensitive", "opiié"]
	every comment in unmarked {
		count(table_audit.sensitive) == 0 with input as fixtures.server({"tables": [fixtures.table({"comment": comment})]})
	}
}

test_missing_input_is_not_judged if results(documents.indeterminate["tables not read"]) == set()
