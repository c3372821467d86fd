package parapet.connection_namespaces_test

import data.parapet.connection_namespaces
import data.parapet.fixtures

documents := {
	"fail": {
		"another namespace": tagged("billing"),
		"no namespace is named": tagged(""),
		"a name that only begins alike": tagged("orders-archive"),
	},
	"notApplicable": {
		"the one": tagged("orders"),
		"one of several": tagged("billing orders"),
		"one of several, as a label": tagged("billing.orders"),
		"no tag": fixtures.connection({}),
		"tags not read": json.remove(tagged("billing"), ["tags"]),
		"no pod": json.remove(tagged("billing"), ["resource/client/namespace"]),
	},
}

tagged(namespaces) := object.union(fixtures.connection({}), {"tags": {"allowed-namespaces": namespaces}})

test_fails if {
	every document in documents.fail {
		count(connection_namespaces.deny) == 1 with input as document
	}
}

test_says_nothing if {
	every document in documents.notApplicable {
		count(connection_namespaces.deny) == 0 with input as document
	}
}

test_message_names_both if {
	expected := {"orders-api to orders as orders_app comes from namespace orders; the database allows billing, shop."}
	connection_namespaces.deny == expected with input as tagged("shop, billing")
}

test_message_for_an_empty_tag if {
	expected := {"orders-api to orders as orders_app comes from namespace orders; the database allows none."}
	connection_namespaces.deny == expected with input as tagged("")
}
