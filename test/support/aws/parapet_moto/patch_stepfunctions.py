"""Step Functions: moto's interpreter, switched on, with Lambda in our host and a Distributed Map that writes its results. One function a gap."""

import json
import os
import re
import time
import types
from datetime import datetime, timezone
from typing import Any

import boto3
from botocore.config import Config

from .application import session, settings

OPTIONS = Config(
    parameter_validation=False,
    retries={"total_max_attempts": 1},
    connect_timeout=30,
    read_timeout=900,
    max_pool_connections=50,
    s3={"addressing_style": "path"},
)
sessions: dict[str, dict[str, str]] = {}


def credentials(role: str | None) -> dict[str, str]:
    """The state machine's role acts, so that its policies count."""
    if not role or not settings.enforce:
        return {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "secret"}
    if role not in sessions:
        sessions[role] = session({"role": role, "session": "states"})
    made = sessions[role]
    return {"aws_access_key_id": made["accessKeyId"], "aws_secret_access_key": made["secretAccessKey"], "aws_session_token": made["sessionToken"]}


class LambdaClient:
    """Invokes in our host what the role may invoke."""

    def __init__(self, region: str, role: str | None) -> None:
        self.role, self.region = role, region
        self.client = boto3.session.Session().client(
            "lambda", region_name=region, endpoint_url=settings.host, config=OPTIONS, aws_access_key_id="host", aws_secret_access_key="host"
        )

    def invoke(self, **parameters: Any) -> Any:
        from botocore.exceptions import ClientError

        from .authorize import check_role

        name = parameters["FunctionName"]
        if not name.startswith("arn:"):
            name = f"arn:aws:lambda:{self.region}:{(self.role or ':::::').split(':')[4]}:function:{name}"
        if settings.enforce and self.role and not check_role(self.role, "lambda:InvokeFunction", name, {}):
            error = {"Code": "AccessDeniedException", "Message": f"{self.role} is not authorized to perform: lambda:InvokeFunction on {name}"}
            raise ClientError({"Error": error, "ResponseMetadata": {"HTTPStatusCode": 403, "RequestId": "denied"}}, "Invoke")
        return self.client.invoke(**{**parameters, "FunctionName": name.split(":")[6]})


def patch_clients() -> None:
    """Gap: Lambda runs in Docker, and nothing runs with the role of the state machine."""
    from moto.stepfunctions.parser.asl.component.state.exec.state_map.item_reader.eval import resource_eval_s3 as reader
    from moto.stepfunctions.parser.asl.component.state.exec.state_map.result_writer.resource_eval import resource_eval_s3 as writer
    from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
    from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service_sns, state_task_service_sqs

    def client_for(region: str, service: str, state_credentials: Any = None) -> Any:
        role = getattr(state_credentials, "role_arn", None)
        if service == "lambda":
            return LambdaClient(region, role)
        endpoint = f"http://127.0.0.1:{os.environ['MOTO_PORT']}"
        return boto3.session.Session().client(service, region_name=region, endpoint_url=endpoint, config=OPTIONS, **credentials(role))

    for module in (reader, writer, lambda_eval_utils, state_task_service_sns, state_task_service_sqs):
        module.boto_client_for = client_for


def patch_parser() -> None:
    """Gap: a whole number as tolerated percentage is a syntax error."""
    from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser

    original = AmazonStateLanguageParser.parse

    def parse(definition: str) -> Any:
        return original(re.sub(r'("ToleratedFailurePercentage"\s*:\s*\d+)(?=\s*[,}])', r"\1.0", definition))

    AmazonStateLanguageParser.parse = staticmethod(parse)


def patch_second_execution() -> None:
    """Gap: a state machine is copied with its earlier executions, whose threads cannot be copied."""
    from moto.stepfunctions.models import StateMachine

    def copied(self: Any, memo: Any) -> Any:
        twin = object.__new__(StateMachine)
        twin.__dict__.update({**self.__dict__, "executions": []})
        return twin

    StateMachine.__deepcopy__ = copied


def patch_start_time() -> None:
    """Gap: the start of an execution is no text in the context object."""
    from moto.stepfunctions.parser.backend.execution import Execution

    original = Execution.get_start_execution_details

    def details(self: Any) -> Any:
        made = original(self)
        made.start_time = self.start_date.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return made

    Execution.get_start_execution_details = details


def patch_time() -> None:
    """Test time: retries and waits take `speed` of what the state machine says."""
    from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
    from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction

    retrier_decl.time = types.SimpleNamespace(sleep=lambda seconds: time.sleep(seconds * settings.speed))
    WaitFunction._wait_interval = lambda self, env, wait_seconds: time.sleep(wait_seconds * settings.speed)


def patch_map_results() -> None:
    """Gap: the result writer of a Distributed Map reads its parameters from the results instead of the state's input and writes a manifest of nothing, and
    failures are tolerated however many they are."""
    from moto.stepfunctions.parser.api import HistoryEventType, TaskFailedEventDetails
    from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName
    from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
    from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.distributed_iteration_component import DistributedIterationComponent
    from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.itemprocessor.distributed_item_processor_worker import (
        DistributedItemProcessorWorker,
    )
    from moto.stepfunctions.parser.asl.component.state.exec.state_map.result_writer.resource_eval.resource_eval_s3 import ResourceEvalS3
    from moto.stepfunctions.parser.asl.component.state.exec.state_map.result_writer.result_writer_decl import ResultWriter
    from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
    from moto.stepfunctions.parser.asl.eval.program_state import ProgramError

    evaluate, select = DistributedItemProcessorWorker._eval_job, DistributedItemProcessorWorker._eval_input
    run = DistributedIterationComponent._map_run

    def eval_input(self: Any, env_frame: Any) -> None:
        select(self, env_frame)
        env_frame.parapet_input = json.loads(json.dumps(env_frame.states.get_input()))

    def eval_job(self: Any, env: Any, job: Any) -> None:
        started = datetime.now(timezone.utc)
        evaluate(self, env, job)
        record = self._map_run_record
        state = env.program_state()
        given = getattr(env, "parapet_input", job.job_input)
        failed = isinstance(state, ProgramError) or job.job_output is None
        child = {
            "ExecutionArn": f"{record.map_state_machine_arn.replace(':stateMachine:', ':execution:')}:{job.job_index}",
            "Input": json.dumps(given),
            "InputDetails": {"Included": True},
            "Name": str(job.job_index),
            "OutputDetails": {"Included": True},
            "RedriveCount": 0,
            "RedriveStatus": "NOT_REDRIVABLE",
            "StartDate": started.isoformat().replace("+00:00", "Z"),
            "StateMachineArn": record.map_state_machine_arn,
            "Status": "FAILED" if failed else "SUCCEEDED",
            "StopDate": datetime.now(timezone.utc).isoformat().replace("+00:00", "Z"),
        }
        if failed:
            error = state.error if isinstance(state, ProgramError) and state.error else {}
            child |= {"Error": error.get("error") or "States.Runtime", "Cause": error.get("cause") or ""}
        else:
            child["Output"] = json.dumps(job.job_output)
        record.__dict__.setdefault("parapet_children", []).append(child)

    def map_run(self: Any, env: Any, eval_input: Any) -> None:
        run(self, env, eval_input)
        record = eval_input.map_run_record
        children = record.__dict__.get("parapet_children", [])
        failed = sum(child["Status"] == "FAILED" for child in children)
        count, share = record.tolerated_failure_count or 0, record.tolerated_failure_percentage or 0
        if failed > count and failed * 100 > share * len(children):
            details = TaskFailedEventDetails(error="States.ExceedToleratedFailureThreshold", cause=f"{failed} of {len(children)} items failed")
            raise FailureEventException(
                failure_event=FailureEvent(
                    env=env,
                    error_name=CustomErrorName("States.ExceedToleratedFailureThreshold"),
                    event_type=HistoryEventType.MapRunFailed,
                    event_details=EventDetails(taskFailedEventDetails=details),
                )
            )

    def put_results(env: Any, resource_runtime_part: Any, state_credentials: Any) -> None:
        parameters = env.stack.pop()
        env.stack.pop()
        client = ResourceEvalS3._get_s3_client(resource_runtime_part=resource_runtime_part, state_credentials=state_credentials)
        record = env.map_run_record_pool_manager.get_all().pop()
        prefix = parameters.get("Prefix", "").rstrip("/")
        folder = f"{prefix}/{record.map_run_arn.split(':')[-1]}".lstrip("/")
        files: dict[str, list[dict[str, Any]]] = {"FAILED": [], "PENDING": [], "SUCCEEDED": []}
        for status in ("FAILED", "SUCCEEDED"):
            body = json.dumps([child for child in record.__dict__.get("parapet_children", []) if child["Status"] == status]).encode()
            if len(body) > 2:
                key = f"{folder}/{status}_0.json"
                client.put_object(Bucket=parameters["Bucket"], Key=key, Body=body)
                files[status].append({"Key": key, "Size": len(body)})
        manifest = {"DestinationBucket": parameters["Bucket"], "MapRunArn": record.map_run_arn, "ResultFiles": files}
        client.put_object(Bucket=parameters["Bucket"], Key=f"{folder}/manifest.json", Body=json.dumps(manifest).encode())
        env.stack.append({"MapRunArn": record.map_run_arn, "ResultWriterDetails": {"Bucket": parameters["Bucket"], "Key": f"{folder}/manifest.json"}})

    def write(self: Any, env: Any) -> None:
        depth = len(env.stack)
        env.stack.append(json.loads(json.dumps(env.states.get_input())))
        self.parargs.eval(env=env)
        parameters = env.stack.pop()
        del env.stack[depth:]
        env.stack.append(parameters)
        self.resource_eval.eval_resource(env=env)

    ResultWriter._eval_body = write
    DistributedItemProcessorWorker._eval_input = eval_input
    DistributedItemProcessorWorker._eval_job = eval_job
    DistributedIterationComponent._map_run = map_run
    ResourceEvalS3._handle_put_object = staticmethod(put_results)


def patch() -> None:
    from moto.core.config import default_user_config

    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    patch_clients()
    patch_parser()
    patch_second_execution()
    patch_start_time()
    patch_time()
    patch_map_results()
