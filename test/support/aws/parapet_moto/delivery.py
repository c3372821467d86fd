"""How services put messages into queues: only when the queue's policy and its key's policy let them."""

import json
from datetime import datetime, timezone
from typing import Any

from moto.s3 import notifications
from moto.sns.models import Subscription

from .authorize import service_may


def queue_of(arn: str) -> Any:
    from moto.sqs.models import sqs_backends

    _, _, _, region, account, name = arn.split(":", 5)
    return sqs_backends[account][region], name


def to_queue(arn: str, body: str, service: str, source: str, account: str, **more: Any) -> bool:
    """Sends as an AWS service, and says whether it may."""
    from moto.kms.models import kms_backends

    backend, name = queue_of(arn)
    queue = backend.queues.get(name)
    if queue is None:
        return False
    context = {"aws:SourceArn": source, "aws:SourceAccount": account, "aws:SecureTransport": "true"}
    if not service_may(service, "sqs:SendMessage", arn, json.dumps(queue.policy) if isinstance(queue.policy, dict) else queue.policy, context):
        return False
    if (key := getattr(queue, "kms_master_key_id", None)) and not str(key).startswith("alias/aws/"):
        keys = kms_backends[queue.account_id][queue.region]
        policy = keys.keys[keys.get_key_id(keys.any_id_to_key_id(key))].policy
        for action in ("kms:GenerateDataKey", "kms:Decrypt"):
            if not service_may(service, action, key, policy, context):
                return False
    backend.send_message(queue_name=name, message_body=body, **more)
    return True


def patch_bucket_notifications() -> None:
    """Gap: records lack version, sequencer, requester and the time's zone; no policy of the queue is asked."""
    original = notifications._get_s3_event
    serial = iter(range(1, 1 << 40))

    def record(event_name: str, bucket: Any, key: Any, notification_id: str) -> Any:
        answer = original(event_name, bucket, key, notification_id)
        entry = answer["Records"][0]
        entry["eventTime"] = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        entry["userIdentity"] = {"principalId": "AWS:AROAEXAMPLE:parapet"}
        entry["requestParameters"] = {"sourceIPAddress": "127.0.0.1"}
        entry["responseElements"] = {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8"}
        entry["s3"]["bucket"]["ownerIdentity"] = {"principalId": "A3NL1KOZZKExample"}
        entry["s3"]["object"]["sequencer"] = f"{next(serial):016X}"
        if key.version_id not in (None, "null"):
            entry["s3"]["object"]["versionId"] = key.version_id
        return answer

    def send_event(account_id: str, event_name: Any, bucket: Any, key: Any) -> None:
        if bucket.notification_configuration is None:
            return
        configuration = bucket.notification_configuration
        if configuration.cloud_function or configuration.topic:
            raise NotImplementedError("bucket notifications other than to queues and EventBridge")
        for notification in configuration.queue:
            if notification.matches(event_name, key.name):
                body = record(event_name, bucket, key, notification.id)
                to_queue(notification.arn, json.dumps(body), "s3.amazonaws.com", bucket.arn, account_id)
        if configuration.event_bridge is not None:
            notifications._send_event_bridge_message(account_id, bucket, event_name, key)

    def send_test_event(account_id: str, bucket: Any) -> None:
        for arn in {notification.arn for notification in bucket.notification_configuration.queue}:
            to_queue(arn, json.dumps(notifications._get_test_event(bucket.name)), "s3.amazonaws.com", bucket.arn, account_id)

    notifications.send_event = send_event
    notifications.send_test_event = send_test_event


def patch_topic_delivery() -> None:
    """Gap: a topic delivers to queues whatever their policies say."""
    original = Subscription.publish

    def publish(self: Any, message: Any, message_id: str, **more: Any) -> None:
        if self.protocol == "sqs":
            backend, name = queue_of(self.endpoint)
            queue = backend.queues.get(name)
            context = {"aws:SourceArn": self.topic.arn, "aws:SourceAccount": self.account_id, "aws:SecureTransport": "true"}
            policy = json.dumps(queue.policy) if queue is not None and isinstance(queue.policy, dict) else getattr(queue, "policy", None)
            if not service_may("sns.amazonaws.com", "sqs:SendMessage", self.endpoint, policy, context):
                return
        original(self, message, message_id, **more)

    Subscription.publish = publish


def patch() -> None:
    patch_bucket_notifications()
    patch_topic_delivery()
