package parapet.connection_age_bound_test

import data.parapet.connection_age_bound
import data.parapet.fixtures

documents := {
	"fail": {"open for two days at least": bound("2026-06-13T12:00:00.000Z")},
	"notApplicable": {
		"open for an hour at least": bound("2026-06-15T11:00:00.000Z"),
		"start known": fixtures.connection({"oldestSession": "2026-05-01T00:00:00.000Z", "openSince": "2026-05-01T00:00:00.000Z"}),
		"a replica": object.union(bound("2026-05-01T00:00:00.000Z"), {"resource": {"purpose": "replication"}}),
		"nothing known": fixtures.connection_without({"resource.oldestSession": "MariaDB does not say"}),
	},
}

bound(time) := object.union(
	fixtures.connection_without({"resource.oldestSession": "MariaDB does not say"}),
	{"resource": {"openSince": time}},
)

test_fails if {
	expected := {"orders-api to orders as orders_app has been open for at least 48 hours."}
	connection_age_bound.deny == expected with input as documents.fail["open for two days at least"]
}

test_says_nothing if {
	every document in documents.notApplicable {
		count(connection_age_bound.deny) == 0 with input as document
	}
}
