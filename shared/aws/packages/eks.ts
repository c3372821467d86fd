export { EKSClient } from "@aws-sdk/client-eks";
