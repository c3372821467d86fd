export { SecurityHubClient } from "@aws-sdk/client-securityhub";
