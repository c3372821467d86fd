# Shared by the policies on age. A package without deny, warn or violation is no policy.
package parapet.age

maximum_hours := 24

# By the time of judging, which is in the document: two evaluations of one document agree.
hours_since(start) := (time.parse_rfc3339_ns(input.time) - time.parse_rfc3339_ns(start)) / 3600000000000
