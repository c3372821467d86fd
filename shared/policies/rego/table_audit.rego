# METADATA
# title: Access to sensitive tables is audited
# description: >-
#   Without a record of who read and changed personal data, a leak can neither be bounded nor proven, and nobody notices the one who looks.
# related_resources:
#   - ref: https://github.com/pgaudit/pgaudit/blob/main/README.md
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html
# custom:
#   severity: high
#   kinds: [postgres.Server]
#   requires:
#     - resource.tables
#     - resource.sessions
#     - resource.settings.shared_preload_libraries.value
#   frameworks:
#     pci-dss: ["10.2.1.1"]
#     soc2: ["CC7.2"]
#     nist-800-53: ["AU-2", "AU-12"]
#   remediation: >-
#     Load pgaudit (shared_preload_libraries, restart) and set pgaudit.log to 'read, write', or name a pgaudit.role that holds grants on
#     the sensitive tables alone.
package parapet.table_audit

# Tables whose name or comment has one of these words, between other characters than letters: a comment "pii" or "sensitivity: high" is
# the tag that a table can carry.
marks := `(^|[^\pL])(sensitiv(e|ity)|confidential|pii|gdpr|credential|password|credit_card|card_number|patient|salary|ssn)s?([^\pL]|$)`

sensitive contains table if {
	some table in input.resource.tables
	regex.match(marks, lower(concat("\n", [table.name, object.get(table, "comment", "")])))
}

deny contains {"msg": msg, "severity": severity(kept)} if {
	some table in sensitive
	kept := audited_by_pgaudit | audited_by_trigger(table)
	missing := {"read", "write"} - kept
	count(missing) > 0
	msg := sprintf("%s.%s is sensitive, and nothing records who %s it%s.", [table.schema, table.name, verbs(missing), reach])
}

# Which tables a role of pgaudit is granted is not in the document: said, instead of passed over.
warn contains {"msg": msg, "severity": "informational"} if {
	count(sensitive) > 0
	pgaudit_role != ""
	msg := sprintf("pgaudit records what role %s is granted; see that it is granted on the sensitive tables.", [pgaudit_role])
}

verbs({"read", "write"}) := "reads or changes"

verbs({"read"}) := "reads"

verbs({"write"}) := "changes"

# Nothing at all is worse while applications are at work on it; what records one side of two is a start.
severity(kept) := "low" if count(kept) > 0

severity(set()) := "high" if count(applications) > 0

severity(set()) := "medium" if count(applications) == 0

reach := sprintf(" while %s is connected", [concat(", ", sort(applications))]) if count(applications) > 0

reach := "" if count(applications) == 0

# Who is connected to the database whose tables these are, apart from this scan and Amazon's own sessions.
applications contains user if {
	some session in input.resource.sessions
	session.backend == "client backend"
	session.database == input.resource.connection.database
	session.application != "parapet"
	user := session.user
	not startswith(user, "rdsadmin")
}

pgaudit_loaded if {
	some library in split(input.resource.settings.shared_preload_libraries.value, ",")
	trim(library, " \"'") == "pgaudit"
}

# A setting that the server does not show sets nothing.
setting(name) := object.get(input.resource.settings, [name, "value"], "")

classes := {trim_space(class) | some class in split(lower(setting("pgaudit.log")), ",")}

audited_by_pgaudit contains class if {
	pgaudit_loaded
	some class in {"read", "write"}
	some stated in {class, "all"}
	stated in classes
	not sprintf("-%s", [class]) in classes
}

audited_by_pgaudit contains class if {
	pgaudit_role != ""
	some class in {"read", "write"}
}

default pgaudit_role := ""

pgaudit_role := setting("pgaudit.role") if pgaudit_loaded

# A trigger sees changes, never reads.
audited_by_trigger(table) := {"write"} if {
	some function in table.triggers
	regex.match(`audit|history|log_change`, lower(function))
} else := set()
