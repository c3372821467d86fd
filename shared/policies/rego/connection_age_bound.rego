# METADATA
# title: Database connections are not known to be older than 24 hours
# description: >-
#   MariaDB and MySQL without their Performance Schema do not say when a session began, only since when it has been in its present state.
#   That is enough to say that a session is too old, and not enough to say that it is not.
# custom:
#   severity: medium
#   kinds: [database.Connection]
#   frameworks:
#     soc2: ["CC6.1"]
#     nist-800-53: ["AC-12", "SC-10"]
#   remediation: Give the connection pool a maximum lifetime below 24 hours (maxLifetime, max_lifetime, pool_recycle).
package parapet.connection_age_bound

import data.parapet.age

# There is no `requires` above: this policy can fail a connection and never passes one. parapet.connection_age says that its age is unknown.
deny contains msg if {
	input.resource.purpose == "application"
	not input.resource.oldestSession
	hours := age.hours_since(input.resource.openSince)
	hours > age.maximum_hours
	msg := sprintf("%s has been open for at least %d hours.", [input.name, floor(hours)])
}
