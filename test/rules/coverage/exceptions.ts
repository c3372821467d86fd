/** What others judge about the scanned services and no rule answers, with the reason. */
export const exceptions: Record<string, string> = {
	"RDS.31": "DB security groups belong to EC2-Classic, which AWS has retired; there are none to tag.",
	"RDS.18": "Withdrawn by AWS; rds-instance-in-vpc still judges it.",
	"cloudsploit:eksLatestPlatformVersion": "EKS rolls out platform versions by itself, and no API says which is the newest.",
	"cloudsploit:eksPrivilegeAnalysis": "A switch of Aqua's own service, not a check.",
	"cloudsploit:kmsAppTierCmk": "A convention of tags of one product, not a fault.",
	"cloudsploit:kmsDefaultKeyUsage": "Judged at the resources: whether each uses a customer managed key.",
	"cloudsploit:secretsManagerInUse": "Whether a service is used at all is not a fault.",
	kms_key_enclave_attestation_bypassable_path: "About Nitro Enclaves, not about databases.",
	kms_key_enclave_attestation_no_deployment_binding: "About Nitro Enclaves, not about databases.",
	kms_key_enclave_attestation_not_enforced: "About Nitro Enclaves, not about databases.",
	kms_key_enclave_attestation_pcr_mismatch: "About Nitro Enclaves, not about databases.",
	kms_key_enclave_attestation_unknown_image: "About Nitro Enclaves, not about databases.",
	kms_key_enclave_debug_attestation_detected: "About Nitro Enclaves, not about databases.",
	cloudwatch_cross_account_sharing_disabled: "Sharing metrics with a monitoring account is good practice rather than a fault.",
	core_cpu_requests_set: "Requests steer where pods are placed; a pod without one takes nothing from others that they asked for.",
	core_memory_requests_set: "Requests steer where pods are placed; that memory is limited is judged.",
	core_liveness_probe_configured: "Probes are about availability, and a wrong one ends healthy databases.",
	core_readiness_probe_configured: "Probes are about availability; what is ready depends on the program.",
	core_minimize_admission_windows_hostprocess_containers:
		"HostProcess containers of Windows nodes are not read; databases do not run there.",
	ec2_securitygroup_not_used: "An unused security group admits nobody; Security Hub has retired its control for it.",
};
