export { BackupClient } from "@aws-sdk/client-backup";
