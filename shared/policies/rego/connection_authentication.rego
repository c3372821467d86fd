# METADATA
# title: Production database connections authenticate strongly
# description: >-
#   A password that leaks is valid from anywhere until somebody changes it; trust asks for none, and MD5 and SHA-1 hashes are broken or
#   replayed. Short-lived IAM tokens, client certificates and Kerberos tickets cannot leak that way.
# related_resources:
#   - ref: https://www.postgresql.org/docs/current/auth-methods.html
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
# custom:
#   severity: high
#   kinds: [database.Connection]
#   requires: [resource.production, resource.authentication.method, resource.purpose]
#   frameworks:
#     pci-dss: ["8.3.1", "8.6.2"]
#     soc2: ["CC6.1"]
#     nist-800-53: ["IA-2", "IA-5", "IA-5(1)"]
#   remediation: >-
#     Let the service log in with an IAM token (rds_iam, AWSAuthenticationPlugin) or a client certificate. Until then use scram-sha-256
#     or caching_sha2_password, with the password in a secret that is rotated.
package parapet.connection_authentication

method := lower(input.resource.authentication.method)

# Amazon's own sessions (rdsadmin) are not the customer's to change.
judged if {
	input.resource.production == true
	input.resource.purpose != "platform"
}

deny contains {"msg": msg, "severity": finding.severity} if {
	judged
	finding := weakness(method)
	msg := sprintf("%s is production and %s.", [input.name, finding.text])
}

# Nothing here can be used again by whoever records or steals it.
strong := {"iam", "cert", "gss", "sspi", "peer", "auth_gssapi_client", "authentication_kerberos", "authentication_webauthn"}

# What is known of the others. Everything that is in no list is reported too: an unknown method is not a strong one.
weak := {
	"trust": {"severity": "critical", "text": "proves nothing: the server lets it in without a password (trust)"},
	"password": {"severity": "high", "text": "authenticates by password, of which no safer kind is known"},
	"mysql_clear_password": {"severity": "high", "text": "sends its password in the clear"},
	"mysql_old_password": {"severity": "critical", "text": "authenticates by a hash that is broken (mysql_old_password)"},
	"mysql_native_password": {"severity": "high", "text": "authenticates by an unsalted SHA-1 hash (mysql_native_password)"},
	"md5": {"severity": "high", "text": "authenticates by an MD5 hash, which is as good as the password"},
	"ident": {"severity": "high", "text": "is who the client's own machine says (ident)"},
	"ldap": {"severity": "medium", "text": "hands its password to the server in the clear (ldap)"},
	"pam": {"severity": "medium", "text": "hands its password to the server in the clear (pam)"},
	"radius": {"severity": "medium", "text": "hands its password to the server in the clear (radius)"},
	"scram-sha-256": {"severity": "low", "text": "authenticates by password, if in the safest way (scram-sha-256)"},
	"caching_sha2_password": {"severity": "low", "text": "authenticates by password, if in the safest way (caching_sha2_password)"},
	"sha256_password": {"severity": "low", "text": "authenticates by password, if as a salted hash (sha256_password)"},
	"ed25519": {"severity": "low", "text": "authenticates by password, if in a safe way (ed25519)"},
	"parsec": {"severity": "low", "text": "authenticates by password, if in the safest way (parsec)"},
}

weakness(name) := weak[name]

weakness(name) := {"severity": "medium", "text": text} if {
	not name in strong
	not weak[name]
	text := sprintf("authenticates by %s, which is not known to be strong", [name])
}
