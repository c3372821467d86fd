import type { EksNodeGroup } from "../../../core/resources/index.ts";

/** Does the group run the EKS AMI based on Amazon Linux 2023, which requires IMDSv2 and has a hop limit of 1 unless told otherwise? */
export const isAl2023 = (group: EksNodeGroup): boolean => group.amiType?.startsWith("AL2023_") ?? false;
