export { ListAccountsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
