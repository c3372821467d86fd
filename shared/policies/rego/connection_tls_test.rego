package parapet.connection_tls_test

import data.parapet.connection_tls
import data.parapet.fixtures

documents := {
	"pass": {
		"verified": fixtures.connection({}),
		"verified, as MySQL writes it": tls({"clientMode": "VERIFY_IDENTITY"}),
		"TLS 1.2": tls({"version": "TLSv1.2"}),
		"version not known": fixtures.connection({"tls": object.remove(encrypted, ["version"])}),
		"mode of the client not known": fixtures.connection({"tls": object.remove(encrypted, ["clientMode"])}),
		"a local socket": fixtures.connection({"tls": {"enabled": false}, "client": {"kind": "local"}}),
	},
	"fail": {
		"plaintext in production": fixtures.connection({"tls": plaintext}),
		"plaintext in a test environment": fixtures.connection({"tls": plaintext, "production": false}),
		"TLS 1.1": tls({"version": "TLSv1.1"}),
		"certificate without name": tls({"clientMode": "verify-ca"}),
		"any server": tls({"clientMode": "require"}),
		"any server, as MySQL writes it": tls({"clientMode": "REQUIRED"}),
		"plaintext would do": tls({"clientMode": "prefer"}),
		"no mode demanded": tls({"clientMode": "unset"}),
		"a mode that nobody knows": tls({"clientMode": "sometimes"}),
	},
	"indeterminate": {
		"TLS not read": fixtures.connection_without({"resource.tls": "permission denied"}),
		"no facts at all": {"kind": "database.Connection", "name": "x", "resource": {}},
	},
}

encrypted := {"enabled": true, "version": "TLSv1.3", "clientMode": "verify-full"}

plaintext := {"enabled": false, "version": null, "cipher": null, "clientMode": "verify-full"}

tls(fields) := fixtures.connection({"tls": fields})

severities(document) := {result.severity | some result in connection_tls.deny with input as document}

test_passes if {
	every document in documents.pass {
		severities(document) == set()
	}
}

test_plaintext_is_critical_in_production if severities(documents.fail["plaintext in production"]) == {"critical"}

test_plaintext_is_high_elsewhere if severities(documents.fail["plaintext in a test environment"]) == {"high"}

test_plaintext_is_high_where_the_environment_is_unknown if {
	document := object.union(fixtures.connection_without({"resource.production": "nothing tells"}), {"resource": {"tls": plaintext}})
	severities(document) == {"high"}
}

test_old_version if severities(documents.fail["TLS 1.1"]) == {"medium"}

test_modes_are_graded if {
	severities(documents.fail["certificate without name"]) == {"informational"}
	severities(documents.fail["any server"]) == {"low"}
	severities(documents.fail["any server, as MySQL writes it"]) == {"low"}
	severities(documents.fail["plaintext would do"]) == {"medium"}
	severities(documents.fail["no mode demanded"]) == {"medium"}
	severities(documents.fail["a mode that nobody knows"]) == {"medium"}
}

test_message_names_the_connection if {
	some result in connection_tls.deny with input as documents.fail["any server"]
	result.msg == "orders-api to orders as orders_app is encrypted, but its client accepts the certificate of any server (mode require)."
}

# What has not been seen is not judged here: `requires` makes it indeterminate before the policy is asked, and asking it gives no pass.
test_plaintext_is_not_assumed_away if {
	severities(fixtures.connection({"tls": {"enabled": null}})) == {"critical"}
}
