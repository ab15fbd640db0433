"""
### Every night: the lake stays quick and small

Joins small files, drops snapshots that nobody needs and files that no table knows. Readers and the stream go on meanwhile.
"""

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from shoplake import DEFAULTS, ZONE, ShoplakeOperator, command, lakehouse_rests

with DAG(
    "maintain",
    description="Compaction and clean-up of the lake's tables",
    doc_md=__doc__,
    tags=["lake"],
    schedule=CronTriggerTimetable(
        "30 2 * * *", timezone=ZONE, interval=timedelta(days=1), run_immediately=timedelta()
    ),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
):
    lakehouse_rests() >> ShoplakeOperator(
        task_id="maintain",
        bash_command=command("etl maintain --wait"),
        execution_timeout=timedelta(hours=3),
        doc_md="Compaction, expiry of snapshots, orphan files.",
    )
