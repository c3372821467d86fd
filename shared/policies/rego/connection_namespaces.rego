# METADATA
# title: Pods reach only databases that name their namespace
# description: >-
#   A database that says in its tag allowed-namespaces who may use it must not be reached from another namespace. Network policies
#   seldom say so much, since the database is outside the cluster.
# custom:
#   severity: high
#   kinds: [database.Connection]
#   frameworks:
#     soc2: ["CC6.1"]
#     nist-800-53: ["AC-4"]
#   remediation: >-
#     Take the credentials away from the workload that should not have them, or add its namespace to the tag allowed-namespaces of the
#     database (several are separated by spaces, as in "orders billing").
package parapet.connection_namespaces

# There is no `requires` above: databases without the tag, and clients outside of clusters, are none of this policy's business, and it
# never passes what it has not looked at.
deny contains msg if {
	allowed := names(input.tags["allowed-namespaces"])
	namespace := input.resource.client.namespace
	not namespace in allowed
	msg := sprintf("%s comes from namespace %s; the database allows %s.", [input.name, namespace, listed(allowed)])
}

# Names of namespaces are lower-case letters, digits and hyphens, so that anything else separates them.
names(tag) := {name | some name in regex.split(`[^a-z0-9-]+`, tag)} - {""}

listed(allowed) := concat(", ", sort(allowed)) if count(allowed) > 0

listed(set()) := "none"
