"""Where moto's cost a call grows with the estate. It would hide how a scanner's own cost grows; answers stay the same."""

from functools import cache
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.rds.models import DBCluster, DBInstanceClustered, RDSBackend


def patch_dispatch() -> None:
    """moto looks at two hundred folders on disk for each request, to tell which service it is for."""
    original = DomainDispatcherApplication.get_backend_for_host

    @cache
    def known(host: str) -> Any:
        return original(dispatcher, host)

    dispatcher = DomainDispatcherApplication(lambda service: None)  # type: ignore[arg-type, return-value]
    DomainDispatcherApplication.get_backend_for_host = lambda self, host: None if host is None else known(host)


def patch_snapshot_lookup() -> None:
    """A snapshot by its identifier is looked for among all snapshots."""
    original = RDSBackend.describe_db_snapshots

    def describe(self: Any, db_instance_identifier: Any, db_snapshot_identifier: Any = None, snapshot_type: Any = None, filters: Any = None) -> Any:
        if db_snapshot_identifier and not (db_instance_identifier or snapshot_type or filters):
            found = self.database_snapshots.get(db_snapshot_identifier)
            if found is not None:
                return [found]
        return original(self, db_instance_identifier, db_snapshot_identifier, snapshot_type, filters)

    RDSBackend.describe_db_snapshots = describe


def patch_members() -> None:
    """The members of a cluster are looked for among all instances, several times a cluster."""
    original = DBInstanceClustered.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self.cluster.__dict__.setdefault("parapet_members", []).append(self)

    def members(self: Any) -> list[Any]:
        known = self.__dict__.get("parapet_members", [])
        return [one for one in known if self.backend.databases.get(one.db_instance_identifier) is one]

    DBInstanceClustered.__init__ = init
    DBCluster._members = property(members)


def patch() -> None:
    patch_dispatch()
    patch_snapshot_lookup()
    patch_members()
