package parapet.connection_age_test

import data.parapet.connection_age
import data.parapet.fixtures

documents := {
	"pass": {
		"an hour": fixtures.connection({}),
		"exactly a day": since("2026-06-14T12:00:00.000Z"),
		"a replica, for weeks": fixtures.connection({"purpose": "replication", "oldestSession": "2026-05-01T00:00:00.000Z"}),
	},
	"fail": {
		"a day and a second": since("2026-06-14T11:59:59.000Z"),
		"weeks": since("2026-05-01T00:00:00.000Z"),
	},
	"indeterminate": {"start not known": fixtures.connection_without({"resource.oldestSession": "MariaDB does not say"})},
}

since(time) := fixtures.connection({"oldestSession": time})

test_passes if {
	every document in documents.pass {
		count(connection_age.deny) == 0 with input as document
	}
}

test_fails if {
	connection_age.deny == {"orders-api to orders as orders_app has been open for 24 hours."} with input as documents.fail["a day and a second"]
	connection_age.deny == {"orders-api to orders as orders_app has been open for 1092 hours."} with input as documents.fail.weeks
}

test_missing_input_is_not_judged if count(connection_age.deny) == 0 with input as documents.indeterminate["start not known"]
