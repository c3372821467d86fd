export { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
