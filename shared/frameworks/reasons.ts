/** About people, documents and decisions: no configuration of AWS shows whether it is met. */
export const organisational = "Organisational: documents, people and decisions show it, not the configuration of AWS.";

/** Within AWS, beyond the services that are scanned. */
export const otherService = (services: string): string => `About ${services}, which Parapet does not scan.`;

/** The part of the shared responsibility that AWS carries. */
export const providedByAws = "Carried by AWS under the shared responsibility model; see the reports in AWS Artifact.";

/** About what runs on the systems. */
export const application = "About the application and the content of its data, which a configuration scan does not read.";

/** About what is inside hosts and containers. */
export const insideSystems = "Visible only inside hosts and containers, which Parapet does not enter.";

/** About identities of people. */
export const identityProvider = "Decided in IAM users, IAM Identity Center or the identity provider, which Parapet does not scan.";
