package parapet.connection_authentication_test

import data.parapet.connection_authentication
import data.parapet.fixtures

documents := {
	"pass": {
		"IAM": fixtures.connection({}),
		"certificate": by("cert"),
		"Kerberos": by("gss"),
		"trust outside of production": fixtures.connection({"production": false, "authentication": {"method": "trust"}}),
		"the platform itself": fixtures.connection({"purpose": "platform", "authentication": {"method": "password"}}),
	},
	"fail": {
		"trust": by("trust"),
		"password": by("password"),
		"md5": by("md5"),
		"scram": by("scram-sha-256"),
		"SHA-1": by("mysql_native_password"),
		"SHA-2": by("caching_sha2_password"),
		"LDAP": by("ldap"),
		"capital letters": by("MD5"),
		"unknown to everybody": by("acme_sso"),
		"a replica": fixtures.connection({"purpose": "replication", "authentication": {"method": "md5"}}),
	},
	"indeterminate": {
		"method not read": fixtures.connection_without({"resource.authentication": "pg_hba.conf is not shown to this role"}),
		"environment not known": fixtures.connection_without({"resource.production": "nothing tells"}),
	},
}

by(method) := fixtures.connection({"authentication": {"method": method}})

severities(document) := {result.severity | some result in connection_authentication.deny with input as document}

test_passes if {
	every document in documents.pass {
		severities(document) == set()
	}
}

test_fails if {
	expected := {
		"trust": "critical",
		"password": "high",
		"md5": "high",
		"scram": "low",
		"SHA-1": "high",
		"SHA-2": "low",
		"LDAP": "medium",
		"capital letters": "high",
		"unknown to everybody": "medium",
		"a replica": "high",
	}
	every name, severity in expected {
		severities(documents.fail[name]) == {severity}
	}
}

test_missing_input_is_not_judged if {
	every document in documents.indeterminate {
		severities(document) == set()
	}
}

test_message_names_the_method if {
	some result in connection_authentication.deny with input as by("acme_sso")
	result.msg == "orders-api to orders as orders_app is production and authenticates by acme_sso, which is not known to be strong."
}

test_no_method_is_strong_and_weak if {
	every name, _ in connection_authentication.weak {
		not name in connection_authentication.strong
	}
}
