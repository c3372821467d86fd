# METADATA
# title: Database connections are at most 24 hours old
# description: >-
#   A session keeps the rights that it was opened with: a role that was dropped, a password that was changed or an IAM token that has
#   expired does not end it. What an intruder has opened stays open.
# custom:
#   severity: medium
#   kinds: [database.Connection]
#   requires: [resource.oldestSession, resource.purpose]
#   frameworks:
#     soc2: ["CC6.1"]
#     nist-800-53: ["AC-12", "SC-10"]
#   remediation: >-
#     Give the connection pool a maximum lifetime below 24 hours (maxLifetime, max_lifetime, pool_recycle, server_lifetime).
package parapet.connection_age

import data.parapet.age

# Replicas stream for as long as they live, and the platform's sessions are not the customer's.
deny contains msg if {
	input.resource.purpose == "application"
	hours := age.hours_since(input.resource.oldestSession)
	hours > age.maximum_hours
	msg := sprintf("%s has been open for %d hours.", [input.name, floor(hours)])
}
