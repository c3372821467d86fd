package parapet.connection_privileges_test

import data.parapet.connection_privileges
import data.parapet.fixtures

documents := {
	"pass": {
		"ordinary": fixtures.connection({}),
		"a superuser for replication": fixtures.connection({"purpose": "replication", "rights": {"privileged": ["superuser"]}}),
	},
	"fail": {
		"superuser": holding(["CREATEDB", "superuser"]),
		"superuser of RDS": holding(["rds_superuser"]),
		"SUPER of MySQL": holding(["SUPER"]),
		"may create roles": holding(["CREATEROLE"]),
	},
	"indeterminate": {"rights not read": fixtures.connection_without({"resource.rights": "permission denied"})},
}

holding(privileges) := fixtures.connection({"rights": {"privileged": privileges}})

severities(document) := {result.severity | some result in connection_privileges.deny with input as document}

test_passes if {
	every document in documents.pass {
		severities(document) == set()
	}
}

test_fails if {
	severities(documents.fail.superuser) == {"high"}
	severities(documents.fail["superuser of RDS"]) == {"high"}
	severities(documents.fail["SUPER of MySQL"]) == {"high"}
	severities(documents.fail["may create roles"]) == {"medium"}
}

test_message_names_the_privileges if {
	some result in connection_privileges.deny with input as documents.fail.superuser
	result.msg == "orders-api to orders as orders_app holds CREATEDB, superuser."
}

test_missing_input_is_not_judged if severities(documents.indeterminate["rights not read"]) == set()
