# METADATA
# title: Applications connect with ordinary database roles
# description: >-
#   Whoever takes over a service that connects as a superuser owns the server: its other databases, its files, its roles and its logs.
# custom:
#   severity: high
#   kinds: [database.Connection]
#   requires: [resource.rights.privileged, resource.purpose]
#   frameworks:
#     pci-dss: ["7.2.1", "7.2.5.1"]
#     soc2: ["CC6.3"]
#     nist-800-53: ["AC-6"]
#   remediation: >-
#     Create a role for the service that owns nothing and holds grants on what it uses, and let migrations run with another role.
package parapet.connection_privileges

# What amounts to the whole server, by its name in upper case; the rest is one step milder.
all_powerful := {"SUPERUSER", "RDS_SUPERUSER", "RDS_SUPERUSER_ROLE", "SUPER", "ALL PRIVILEGES", "PG_EXECUTE_SERVER_PROGRAM"}

deny contains {"msg": msg, "severity": severity} if {
	input.resource.purpose == "application"
	privileges := input.resource.rights.privileged
	count(privileges) > 0
	msg := sprintf("%s holds %s.", [input.name, concat(", ", privileges)])
}

default severity := "medium"

severity := "high" if {
	some privilege in input.resource.rights.privileged
	upper(privilege) in all_powerful
}
